import type { Queryable } from "@/db/client";
import type { EditionReport } from "@/lib/datasets/edition-report";

/** A dataset's releases after one number up to and including another. */
export type ReleaseSpan = { dataset: string; after: number; upTo: number };

const MOVES = 10;
const MOVES_OF_A_UNIT = 5;
const LISTED = 200;

type Rows = Pick<EditionReport, "added" | "changed" | "withdrawn" | "confirmed" | "moves">;

/** What stood for a written series and period when a release was out: a fragment that is joined laterally. */
const stoodAt = (sql: Queryable, release: number) => sql`
  select o.value, o.low, o.high, o.status, o.period_label
  from observation o join release on release.id = o.release_id
  where o.series_id = written.series_id and o.period = written.period and release.number <= ${release}
  order by o.known_at desc, o.recorded_at desc limit 1`;

/**
 * What became of every series and period that the span wrote to: how many were added, changed, withdrawn or stand as
 * before, and which moved most.
 */
export async function readMovedRows(sql: Queryable, { dataset, after, upTo }: ReleaseSpan): Promise<Rows> {
  const rows = await sql<Rows[]>`
    with written as materialized (
      select distinct o.series_id, o.period from observation o join release on release.id = o.release_id
      where release.dataset = ${dataset} and release.number > ${after} and release.number <= ${upTo}
    ), pair as materialized (
      select written.series_id, written.period, b.value as value_before, a.value, a.period_label,
        json_build_object('value', b.value, 'low', b.low, 'high', b.high, 'status', b.status) as before,
        json_build_object('value', a.value, 'low', a.low, 'high', a.high, 'status', a.status) as after,
        case
          when coalesce(b.status, 'W') = 'W' then case when a.status = 'W' then 'confirmed' else 'added' end
          when a.status = 'W' then 'withdrawn'
          when (a.value, a.low, a.high, a.status) is distinct from (b.value, b.low, b.high, b.status) then 'changed'
          else 'confirmed'
        end as kind
      from written
      left join lateral (${stoodAt(sql, after)}) b on true
      join lateral (${stoodAt(sql, upTo)}) a on true
    ), move as materialized (
      select series.code as series, series.title, series.measure, series.unit, series.frequency, pair.period,
        pair.period_label as "periodLabel", pair.before, pair.after, pair.value - pair.value_before as difference,
        (pair.value - pair.value_before) / nullif(abs(pair.value_before), 0) * 100 as percent
      from pair join series on series.id = pair.series_id
      where pair.kind = 'changed' and pair.value <> pair.value_before
    )
    select count(*) filter (where kind = 'added')::int as added, count(*) filter (where kind = 'changed')::int as changed,
      count(*) filter (where kind = 'withdrawn')::int as withdrawn,
      count(*) filter (where kind = 'confirmed')::int as confirmed,
      json_build_object(
        'relative', coalesce((select json_agg(top) from (
          select * from move where percent is not null
          order by abs(percent) desc, series collate "C", period limit ${MOVES}) top), '[]'),
        'absolute', coalesce((select json_agg(top) from (
          select series, title, measure, unit, frequency, period, "periodLabel", before, after, difference, percent
          from (select *, row_number() over (
            partition by unit order by abs(difference) desc, series collate "C", period) as place from move) placed
          where place <= ${MOVES_OF_A_UNIT}
          order by unit collate "C", place limit 60) top), '[]')) as moves
    from pair`;
  const found = rows[0];
  if (!found) throw new Error(`an aggregate without a row for ${dataset}`);
  return found;
}

/** How many values were changed for which reason; what took no other's place, and was no analyst's, is unstated. */
export async function readReasonCounts(
  sql: Queryable,
  { dataset, after, upTo }: ReleaseSpan,
): Promise<EditionReport["reasons"]> {
  const rows = await sql<{ reason: keyof EditionReport["reasons"]; count: number }[]>`
    with spanned as (
      select id, change_set_id, appended from release
      where dataset = ${dataset} and number > ${after} and number <= ${upTo}
    ), noted as (
      select revision.change_set_id, revision.reason, count(*)::int as count
      from revision join spanned on spanned.change_set_id = revision.change_set_id
      where revision.dataset = ${dataset} group by 1, 2
    )
    select reason, sum(count)::int as count from noted group by reason
    union all
    select 'unstated', coalesce(sum(greatest(0, appended
      - coalesce((select sum(count) from noted where noted.change_set_id = spanned.change_set_id), 0))), 0)::int
    from spanned`;
  const none = { addition: 0, "new-information": 0, correction: 0, "method-change": 0, unstated: 0 };
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.reason, row.count])) };
}

/** Sources that the span rests on and nothing before it did. */
export async function readAddedSources(
  sql: Queryable,
  { dataset, after, upTo }: ReleaseSpan,
): Promise<EditionReport["sources"]> {
  const list = await sql<EditionReport["sources"]["list"]>`
    with used as (
      select o.source_id, min(release.number) as first
      from release join observation o on o.release_id = release.id
      where release.dataset = ${dataset} and release.number <= ${upTo}
      group by o.source_id
    )
    select key, title, publisher, url from source join used on used.source_id = source.id
    where used.first > ${after} order by key collate "C"`;
  return { count: list.length, list: list.slice(0, LISTED) };
}

/** The change sets of the span, newest first. */
export async function readSpannedChangeSets(
  sql: Queryable,
  { dataset, after, upTo }: ReleaseSpan,
): Promise<EditionReport["changeSets"]> {
  const list = await sql<EditionReport["changeSets"]["list"]>`
    select change_set.id::int, release.number as release, change_set.author, change_set.author_kind as "authorKind",
      change_set.reason, release.appended as rows,
      to_char(release.published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt"
    from release join change_set on change_set.id = release.change_set_id
    where release.dataset = ${dataset} and release.number > ${after} and release.number <= ${upTo}
    order by release.number desc`;
  return { count: list.length, list: list.slice(0, LISTED) };
}
