import { readFileSync } from "node:fs";
import type { Sql } from "@/db/client";

export type Filling = { series: number; rows: number; firstDay: string };

/** The walk of the bench: from the first day on, as many days as a subscriber asks for one after the other. */
export const LARGE: Filling = { series: 2000, rows: 130_000, firstDay: "2025-09-01" };

/** Constructed rental prices: so many rows, each known since the day after the one that it is about. */
export async function fillGpuPrices(sql: Sql, { series, rows, firstDay }: Filling): Promise<number> {
  const days = Math.ceil(rows / series);
  await sql`insert into change_set (author_kind, author, reason) values ('starter', 'Bench', 'Constructed for measurements')`;
  await sql`insert into source (key, title, publisher, kind, change_set_id)
    select 'bench-gpu-prices', 'Constructed', 'Bench', 'constructed', max(id) from change_set`;
  await sql`insert into release (dataset, number, change_set_id, appended, series)
    select 'gpu-prices', 1, max(id), ${days * series}::int, ${series}::int from change_set`;
  await sql`
    insert into series (code, dataset, measure, dims, title, unit, frequency, change_set_id)
    select 'GPU_PRICE.BENCH.X' || n, 'gpu-prices', 'price',
      jsonb_build_object('gpu', 'h100-sxm', 'segment', 'neocloud', 'provider', 'bench-' || n, 'tenor', 'on-demand', 'prepay', 'not-stated',
        'kind', 'list', 'region', 'us', 'offer', 'gpu', 'publisher', 'bench-' || n),
      'Constructed ' || n, 'USD per GPU-hour', 'day', (select max(id) from change_set)
    from generate_series(1, ${series}::int) n`;
  await sql`
    insert into observation (series_id, period, known_at, value, status, source_id, release_id)
    select s.id, day.on, day.on + interval '1 day', 2 + (n % 50) / 100.0, 'A',
      (select max(id) from source), (select max(id) from release)
    from series s cross join generate_series(0, ${days - 1}::int) n
    cross join lateral (select (${firstDay}::date + n) as on) day
    where s.dataset = 'gpu-prices'`;
  await sql`vacuum (analyze) observation`.simple();
  return days * series;
}

/** The memory that a process takes, in megabytes; null where the system does not say. */
function megabytesOf(pid: number): number | null {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes ? Math.round(Number(kilobytes) / 1024) : null;
  } catch {
    return null;
  }
}

/**
 * Asks for a whole dataset as of one day after the other, as one subscriber may. Returns whether every answer came, and
 * says what the web server takes on the way.
 */
export async function walkDays(
  at: { base: string; cookie: string; pid: () => number },
  walks: number,
  say: (line: string) => void,
): Promise<void> {
  const first = Date.parse(`${LARGE.firstDay}T00:00:00Z`);
  const started = at.pid();
  let failed = 0;
  const began = performance.now();
  for (let n = 1; n <= walks; n += 1) {
    const day = new Date(first + n * 86_400_000).toISOString().slice(0, 10);
    const answer = await fetch(`${at.base}/data/gpu-prices?asOf=${day}`, { headers: { cookie: at.cookie } }).catch(
      () => null,
    );
    await answer?.text();
    if (answer?.status !== 200) failed += 1;
    if (n === 10 || n % 50 === 0 || n === walks)
      say(
        `memory: after ${n} days ${megabytesOf(at.pid()) ?? "?"} MB, ${((performance.now() - began) / n / 1000).toFixed(2)} s a page, ${failed} failed`,
      );
  }
  say(`memory: the web server ${at.pid() === started ? "was never started again" : "ended and was started again"}`);
}
