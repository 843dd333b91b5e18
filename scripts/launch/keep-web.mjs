import { keepGoing } from "./keep-going.mjs";
import { startWeb } from "./web.mjs";

/** A death so soon after a start counts as quick; after so many of them in a row the server is given up. */
const quickMs = 60_000;
const mostQuick = 5;
const longestRestMs = 30_000;

/** One line that says why, for whatever collects logs. */
function tellEnd({ code, signal }, aliveMs, restMs) {
  const ended = signal ?? `code ${code}`;
  console.error(JSON.stringify({ level: "error", at: "web", ended, aliveMs: Math.round(aliveMs), againInMs: restMs }));
}

/**
 * Starts the web server, and starts it again when it ends by itself, as one does whose driver throws outside of any
 * request: what is published is in the database, and nothing else is kept in it. `exited` is settled when it is given up.
 * @param {Parameters<typeof startWeb>[0]} options
 * @param {() => boolean} wanted
 */
export function keepWeb(options, wanted) {
  let quick = 0;
  const restAfter = (ended, aliveMs) => {
    quick = aliveMs < quickMs ? quick + 1 : 1;
    if (quick > mostQuick) return null;
    const restMs = Math.min(longestRestMs, 500 * 2 ** (quick - 1));
    tellEnd(ended, aliveMs, restMs);
    return restMs;
  };
  return keepGoing(() => startWeb(options), { wanted, restAfter });
}
