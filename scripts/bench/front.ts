import autocannon from "autocannon";
import { measure } from "./measure";

type At = { ours: string; behind: string; cookie: string; pid: () => number };

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

const statusAt = async (url: string, cookie: string): Promise<number> => {
  const answer = await fetch(url, { headers: { cookie, connection: "close" }, redirect: "manual" }).catch(() => null);
  await answer?.text();
  return answer?.status ?? 0;
};

/** Kills the web server and asks for a page until there is one again: what was answered meanwhile, and for how long. */
async function killedUnderReaders({ ours, cookie, pid }: At, say: (line: string) => void): Promise<void> {
  const before = pid();
  process.kill(before, "SIGKILL");
  const killed = performance.now();
  const met = new Map<number, number>();
  for (let status = 0; status !== 200 || pid() === before; await new Promise((resolve) => setTimeout(resolve, 50))) {
    status = await statusAt(`${ours}/data`, cookie);
    met.set(status, (met.get(status) ?? 0) + 1);
    if (performance.now() - killed > 120_000) break;
  }
  const statuses = [...met].map(([status, n]) => `${n} times ${status}`).join(", ");
  say(`front: web server killed: pages again after ${((performance.now() - killed) / 1000).toFixed(1)} s; ${statuses}`);
}

/** Asks for pages, then ends the site while they are made: each is still answered. */
export async function endUnderReaders(
  { ours, cookie }: Pick<At, "ours" | "cookie">,
  stop: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const pages = ["/prices", "/hbm", "/capex", "/"].map((path) => statusAt(`${ours}${path}`, cookie));
  await new Promise((resolve) => setTimeout(resolve, 30));
  await stop();
  say(`front: pages under way when the site was told to end: ${(await Promise.all(pages)).join(", ")}`);
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
  await killedUnderReaders(at, say);
}
