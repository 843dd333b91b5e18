import { setTimeout as pause } from "node:timers/promises";

/**
 * Starts a process, and starts it again whenever it ends by itself, for as long as `wanted` says so. `restAfter` is asked
 * for how long to rest after an end, in milliseconds; null gives it up, which settles `exited`.
 * @template {{ exited: Promise<any>, show: () => void }} T
 * @param {() => Promise<T>} start
 * @param {{ wanted: () => boolean, restAfter: (ended: any, aliveMs: number) => number | null }} rules
 */
export async function keepGoing(start, { wanted, restAfter }) {
  let current = await start();
  let shown = false;
  let startedAt = performance.now();
  const exited = (async () => {
    for (;;) {
      const ended = await current.exited;
      if (!wanted()) return;
      const restMs = restAfter(ended, performance.now() - startedAt);
      if (restMs === null) return;
      await pause(restMs);
      if (!wanted()) return;
      startedAt = performance.now();
      const next = await start().catch((error) => {
        console.error(error.message);
      });
      if (next) current = next;
      if (next && shown) next.show();
    }
  })();
  return {
    exited,
    /** From now on its lines go to the terminal. */
    show: () => {
      shown = true;
      current.show();
    },
  };
}
