import { setTimeout as pause } from "node:timers/promises";
import { startWeb } from "./web.mjs";

/** A death so soon after a start counts as quick; after so many of them in a row the server is given up. */
const quickMs = 60_000;
const mostQuick = 5;
const longestRestMs = 30_000;

/** One line that says why, for whatever collects logs. */
function tellEnd({ code, signal, aliveMs }, restMs) {
  const line = {
    level: "error",
    at: "web",
    ended: signal ?? `code ${code}`,
    aliveMs: Math.round(aliveMs),
    againInMs: restMs,
  };
  console.error(JSON.stringify(line));
}

/**
 * Starts the web server, and starts it again when it ends by itself, as one does whose driver throws outside of any
 * request: what is published is in the database, and nothing else is kept in it. `exited` is settled when it is given up.
 * @param {Parameters<typeof startWeb>[0]} options
 * @param {() => boolean} wanted
 */
export async function keepWeb(options, wanted) {
  let current = await startWeb(options);
  let [shown, quick] = [false, 0];
  let startedAt = performance.now();
  const exited = (async () => {
    for (;;) {
      const end = await current.exited;
      if (!wanted()) return;
      const aliveMs = performance.now() - startedAt;
      quick = aliveMs < quickMs ? quick + 1 : 1;
      if (quick > mostQuick) return;
      const restMs = Math.min(longestRestMs, 500 * 2 ** (quick - 1));
      tellEnd({ ...end, aliveMs }, restMs);
      await pause(restMs);
      if (!wanted()) return;
      startedAt = performance.now();
      const next = await startWeb(options).catch((error) => {
        console.error(error.message);
      });
      if (next) current = next;
      if (next && shown) next.show();
    }
  })();
  return {
    address: current.address,
    exited,
    stop: () => current.stop(),
    /** From now on its lines go to the terminal. */
    show: () => {
      shown = true;
      current.show();
    },
  };
}
