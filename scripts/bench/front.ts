import autocannon from "autocannon";
import { measure } from "./measure";

type At = { ours: string; behind: string; cookie: string };

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

const sorted = (list: readonly number[]): number[] => list.toSorted((a, b) => a - b);

/** How long one question took, and whether it was answered with a 200. */
async function asked(url: string): Promise<{ ms: number; well: boolean }> {
  const started = performance.now();
  const answer = await fetch(url, { headers: { connection: "close" } }).catch(() => null);
  await answer?.text();
  return { ms: performance.now() - started, well: answer?.status === 200 };
}

/** Answers about health while so many connections load pages without a pause, and what became of the pages. */
async function healthUnderLoad({ ours, cookie }: At, seconds: number, say: (line: string) => void): Promise<void> {
  const load = autocannon({
    url: ours,
    connections: 200,
    duration: seconds,
    timeout: 60,
    headers: { cookie, accept: "text/html" },
    requests: ["/", "/prices", "/data/bench-observations", "/hbm", "/capex"].map((path) => ({ path })),
  });
  const until = performance.now() + seconds * 1000;
  for (const path of ["/healthz", "/readyz"]) {
    const took: number[] = [];
    let failed = 0;
    const end = Math.min(until, performance.now() + (seconds * 1000) / 2);
    while (performance.now() < end) {
      const { ms, well } = await asked(`${ours}${path}`);
      took.push(ms);
      if (!well) failed += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const list = sorted(took);
    say(
      `front: ${path} under 200 connections: p50 ${quantile(list, 0.5).toFixed(0)} ms, p99 ${quantile(list, 0.99).toFixed(0)} ms of ${list.length}, ${failed} failed`,
    );
  }
  const found = await load;
  say(
    `front: pages meanwhile: ${found["2xx"]} answered, ${found["5xx"]} shed, ${found.errors + found.timeouts} neither; latency p50 ${found.latency.p50} ms, p99 ${found.latency.p99} ms`,
  );
}

/** Measures what the front costs on a light route, and how it answers about health while pages are loaded. */
export async function benchFront(
  at: At,
  paths: readonly string[],
  seconds: number,
  say: (line: string) => void,
): Promise<void> {
  for (const concurrency of [1, 16, 64])
    for (const [side, base] of [
      ["behind", at.behind],
      ["through", at.ours],
    ] as const) {
      const found = await measure(base, paths, { concurrency, seconds, cookie: at.cookie });
      say(
        `front: series as JSON ${side} the front, ${concurrency} at once: ${found.rate.toFixed(0)} a second, p50 ${found.p50} ms, p99 ${found.p99} ms, ${found.failed} failed`,
      );
    }
  await healthUnderLoad(at, Math.max(20, seconds * 2), say);
}
