import type { Sql } from "@/db/client";

/**
 * Grows the stored rental prices to so many times what they are, as daily readings of the same lists would: each series
 * is read again on each of the days before `to`, at its last price or one near it, which changes every three weeks or so. `sql` is the
 * owner's connection. Returns how many rows there are.
 */
export async function growPrices(sql: Sql, times: number, to: string): Promise<number> {
  const [now = { rows: 0, series: 0 }] = await sql<{ rows: number; series: number }[]>`
    select count(*)::int as rows, count(distinct series_id)::int as series
    from observation o join series on series.id = o.series_id where series.dataset = 'gpu-prices'`;
  const days = Math.round((now.rows * (times - 1)) / now.series);
  if (days > 0) {
    await sql`
      insert into change_set (author_kind, author, reason) values ('connector', 'bench', 'Constructed for measurements')`;
    await sql`
      insert into release (dataset, number, change_set_id, appended, series)
      select 'gpu-prices', max(number) + 1, (select max(id) from change_set), ${days * now.series}::int, ${now.series}::int
      from release where dataset = 'gpu-prices'`;
    await sql`
      insert into observation (series_id, period, known_at, value, status, source_id, release_id, confidence)
      select s.id, day.on, day.on + interval '12 hours', last.value * case when ((s.id + n) / 23) % 2 = 0 then 1.01 else 1 end,
        'A', last.source_id, (select max(id) from release where dataset = 'gpu-prices'), last.confidence
      from series s cross join generate_series(1, ${days}::int) n
      cross join lateral (select (${to}::date - n) as on) day
      cross join lateral (
        select value, source_id, confidence from observation
        where series_id = s.id and value is not null order by period desc limit 1
      ) last
      where s.dataset = 'gpu-prices'
      on conflict do nothing`;
    await sql`vacuum (analyze) observation`.simple();
  }
  const [after = { rows: 0 }] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from observation o join series on series.id = o.series_id
    where series.dataset = 'gpu-prices'`;
  return after.rows;
}
