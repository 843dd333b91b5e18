import { monitorEventLoopDelay } from "node:perf_hooks";
import { env } from "@/lib/env";
import { keptBytes } from "@/lib/store/keep";
import type { WebFigures } from "./web-figures";

const [EVERY_MS, RESOLUTION_MS] = [2000, 20];

/** Has the web server tell its figures to the launcher, which hands them to the front; nothing where neither is there. */
export function tellFigures(): void {
  if (!process.send || !env().HALFPITCH_FRONT) return;
  const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  lag.enable();
  setInterval(() => {
    const { kept, most } = keptBytes();
    // What is measured holds the time between two looks.
    const ms = (nanoseconds: number) => Math.max(0, Math.round(nanoseconds / 1e5) / 10 - RESOLUTION_MS);
    const figures: WebFigures = {
      lagP50Ms: ms(lag.percentile(50)),
      lagP99Ms: ms(lag.percentile(99)),
      lagMaxMs: ms(lag.max),
      keptBytes: kept,
      keptMostBytes: most,
      heapBytes: process.memoryUsage().heapUsed,
    };
    lag.reset();
    if (process.connected) process.send?.({ kind: "web figures", figures });
  }, EVERY_MS).unref();
}
