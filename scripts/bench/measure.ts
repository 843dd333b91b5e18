import autocannon from "autocannon";

export type Measured = { rate: number; p50: number; p99: number; failed: number };

/**
 * Asks for the paths in turn, `concurrency` at once, for so many seconds. Returns answers a second and the latency in
 * milliseconds; `failed` counts everything that was not a 200.
 */
export async function measure(
  base: string,
  paths: readonly string[],
  options: { concurrency: number; seconds: number; cookie?: string },
): Promise<Measured> {
  const result = await autocannon({
    url: base,
    connections: options.concurrency,
    duration: options.seconds,
    requests: paths.map((path) => ({ path })),
    ...(options.cookie ? { headers: { cookie: options.cookie } } : {}),
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, failed };
}
