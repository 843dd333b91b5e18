import type { Sql } from "@/db/client";
import { now } from "@/lib/kernel/clock";
import { dayFrom } from "@/lib/kernel/days";

/** The first day of so many that all are over and known by now, revisions of thirty days later included. */
export const firstDay = (points: number): string => dayFrom(now().toISOString().slice(0, 10), -points - 40);

export type Filled = { series: number; observations: number; revised: number; seconds: number };

/**
 * Fills an empty store with constructed series of daily points, each a line of its own, one point in ten revised thirty
 * days later, and vacuums it. `sql` is the owner's connection. Returns what was written and how long it took.
 */
export async function fillStore(sql: Sql, series: number, observations: number): Promise<Filled> {
  const started = performance.now();
  const points = Math.ceil(observations / series);
  await sql`insert into change_set (author_kind, author, reason) values ('starter', 'Bench', 'Constructed for measurements')`;
  await sql`insert into source (key, title, publisher, kind, change_set_id)
    select 'bench', 'Constructed', 'Bench', 'constructed', max(id) from change_set`;
  await sql`insert into release (dataset, number, change_set_id, appended, series)
    select 'bench-observations', 1, max(id), ${observations}::int, ${series}::int from change_set`;
  await sql`
    insert into series (code, dataset, measure, dims, title, unit, frequency, change_set_id)
    select 'BENCH.X' || lpad(n::text, 6, '0'), 'bench-observations', 'level',
      jsonb_build_object('line', 'x' || lpad(n::text, 6, '0')), 'Constructed ' || n, 'points', 'day',
      (select max(id) from change_set)
    from generate_series(1, ${series}::int) n`;
  const chunk = 200;
  for (let from = 1; from <= series; from += chunk)
    await fillSeries(sql, from, Math.min(from + chunk - 1, series), points);
  await sql`vacuum (analyze) observation`.simple();
  await sql`analyze series`.simple();
  const rows = await sql<{ all: number; series: number }[]>`
    select count(*)::int as all, count(distinct series_id)::int as series from observation`;
  const written = rows[0] ?? { all: 0, series: 0 };
  const revised = written.all - points * series;
  return { series: written.series, observations: written.all, revised, seconds: (performance.now() - started) / 1000 };
}

/** The first print of every point of series `from` to `to` and the revision of every tenth. */
async function fillSeries(sql: Sql, from: number, to: number, points: number): Promise<void> {
  await sql`
    insert into observation (series_id, period, known_at, value, status, source_id, release_id)
    select s.id, day.on, day.on + interval '1 day' + revision * interval '30 days', 100 + 10 * sin(n / 20.0) + revision, 'A',
      (select max(id) from source), (select max(id) from release)
    from series s
    cross join generate_series(0, ${points - 1}::int) n
    cross join lateral (select (${firstDay(points)}::date + n) as on) day
    cross join generate_series(0, 1) revision
    where s.dataset = 'bench-observations' and s.code between ${code(from)} and ${code(to)}
      and (revision = 0 or n % 10 = 0)`;
}

const code = (n: number): string => `BENCH.X${String(n).padStart(6, "0")}`;
