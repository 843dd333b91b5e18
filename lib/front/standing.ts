import { Gauge, Registry } from "prom-client";
import type { Told, WebFigures } from "./web-figures";

type Work = { working: number; waiting: number; refused: number };

/** What the front knows of the processes behind it, by the launcher's word. */
export class Standing {
  /** Where the web server listens, null while there is none. */
  webPort: number | null = null;
  #web: { figures: WebFigures; at: number } | null = null;
  readonly #restarts = new Map<string, number>();

  hear(told: Told): void {
    if (told.kind === "web") this.webPort = told.port;
    else if (told.kind === "restarts") this.#restarts.set(told.program, told.count);
    else this.#web = { figures: told.figures, at: performance.now() };
  }

  /** What is known, as Prometheus reads it. The age tells for how long the web server has been too busy to say anything. */
  text(work: Work): Promise<string> {
    const registry = new Registry();
    const gauge = (name: string, help: string, value: number) =>
      new Gauge({ name: `halfpitch_${name}`, help, registers: [registry] }).set(value);
    gauge("requests_working", "Requests that the web server works on", work.working);
    gauge("requests_waiting", "Requests that wait for their turn", work.waiting);
    gauge(
      "requests_shed",
      "Requests that were refused since the front started, because there was too much",
      work.refused,
    );
    gauge("web_up", "1 while there is a web server", this.webPort === null ? 0 : 1);
    const restarts = new Gauge({
      name: "halfpitch_restarts",
      help: "How often a program ended by itself and was started again",
      labelNames: ["program"],
      registers: [registry],
    });
    for (const [program, count] of this.#restarts) restarts.set({ program }, count);
    if (this.#web) {
      const { figures, at } = this.#web;
      gauge("web_told_seconds", "How long ago the web server last told its figures", (performance.now() - at) / 1000);
      gauge("web_loop_lag_p50_seconds", "Delay of the web server's event loop, median", figures.lagP50Ms / 1000);
      gauge("web_loop_lag_p99_seconds", "Delay of the web server's event loop, 99 of 100", figures.lagP99Ms / 1000);
      gauge("web_loop_lag_max_seconds", "Delay of the web server's event loop, longest", figures.lagMaxMs / 1000);
      gauge("web_kept_bytes", "Bytes of kept answers, estimated", figures.keptBytes);
      gauge("web_kept_most_bytes", "Bytes that kept answers may take", figures.keptMostBytes);
      gauge("web_heap_bytes", "Bytes of the web server's heap in use", figures.heapBytes);
    }
    return registry.metrics();
  }
}
