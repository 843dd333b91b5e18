import { setTimeout as pause } from "node:timers/promises";

/** A death so soon after a start counts as quick; after so many of them in a row the program is given up. */
const QUICK_MS = 60_000;
const MOST_QUICK = 6;
const [SHORTEST_REST_MS, LONGEST_REST_MS] = [500, 30_000];

/** @typedef {{ exited: Promise<{ code: number | null, signal: string | null }> }} Running */

/** One line that says why, for whatever collects logs. */
function tellEnd(program, { code, signal }, aliveMs, restMs) {
  const ended = signal ?? `code ${code}`;
  const what = restMs === null ? { givenUp: true } : { againInMs: restMs };
  console.error(
    JSON.stringify({ level: "error", step: "ended", program, ended, aliveMs: Math.round(aliveMs), ...what }),
  );
}

/**
 * Starts a program, and starts it again when it ends by itself, as one does whose driver throws outside of any request:
 * after a rest that grows, until it has ended too often in a row. What matters is in the database, and nothing is lost.
 * @template {Running} T
 * @param {string} program
 * @param {() => Promise<T>} start
 * @param {{ wanted: () => boolean, onStarted?: (running: T, restarts: number) => void, onEnded?: () => void,
 *   rests?: { quickMs: number, shortestMs: number } }} ways
 * @returns {Promise<{ current: () => T, givenUp: Promise<void> }>} `givenUp` is settled when it is not started again
 */
export async function keepRunning(program, start, { wanted, onStarted, onEnded, rests }) {
  const { quickMs = QUICK_MS, shortestMs = SHORTEST_REST_MS } = rests ?? {};
  let current = await start();
  let startedAt = performance.now();
  let [quick, restarts] = [0, 0];
  onStarted?.(current, restarts);
  const again = async () => {
    startedAt = performance.now();
    restarts += 1;
    try {
      current = await start();
      onStarted?.(current, restarts);
      return await current.exited;
    } catch (error) {
      console.error(error.message);
      return { code: null, signal: "no start" };
    }
  };
  const watch = async () => {
    for (let end = await current.exited; wanted();) {
      onEnded?.();
      const aliveMs = performance.now() - startedAt;
      quick = aliveMs < quickMs ? quick + 1 : 1;
      const restMs = quick >= MOST_QUICK ? null : Math.min(LONGEST_REST_MS, shortestMs * 2 ** (quick - 1));
      tellEnd(program, end, aliveMs, restMs);
      if (restMs === null) return;
      await pause(restMs);
      if (!wanted()) return;
      end = await again();
    }
  };
  const givenUp = watch().catch((error) => console.error(error));
  return { current: () => current, givenUp };
}
