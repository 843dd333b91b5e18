import type { Queryable } from "@/db/client";
import { keeper } from "../keep";
import type { RecordChange, RecordKind } from "../rows";

/** The reason that analysts give for what each part of the record holds. */
export const reasonOf: Record<RecordKind, string> = {
  revisions: "new-information",
  corrections: "correction",
  methods: "method-change",
};

export type Changed = { count: number; list: RecordChange[] };

const LISTED = 100;
// What a release changed never changes.
const keepChanged = keeper<Changed>();

/** Values that were changed for a reason, and that had stood before. */
const revised = (sql: Queryable, release: number, reason: string) => sql`
  select revision.series, revision.period, o.period_label, o.source_id, revision.note,
    value_before, low_before, high_before, status_before, value_after, low_after, high_after, status_after
  from release
  join revision on revision.change_set_id = release.change_set_id and revision.dataset = release.dataset
  join series on series.code = revision.series
  left join lateral (
    select period_label, source_id from observation
    where series_id = series.id and period = revision.period and release_id = release.id
    order by known_at desc limit 1
  ) o on true
  where release.id = ${release} and revision.reason = ${reason} and status_before is not null and status_before <> 'W'`;

const stoodAt = (sql: Queryable, release: number, newest: boolean) => sql`
  select value, low, high, status, period_label, source_id, note, release_id from observation
  where series_id = written.series_id and period = written.period
    and ${newest ? sql`release_id <= ${release}` : sql`release_id < ${release}`}
  order by known_at desc, recorded_at desc limit 1`;

/** Values of a release that say something else than what stood before. */
export const replaced = (sql: Queryable, release: number) => sql`
  select series.code as series, written.period, a.period_label, a.source_id, a.note,
    b.value as value_before, b.low as low_before, b.high as high_before, b.status as status_before,
    a.value as value_after, a.low as low_after, a.high as high_after, a.status as status_after
  from (select distinct series_id, period from observation where release_id = ${release}) written
  join lateral (${stoodAt(sql, release, false)}) b on b.status <> 'W'
  join lateral (${stoodAt(sql, release, true)}) a on a.release_id = ${release}
  join series on series.id = written.series_id
  where (a.value, a.low, a.high) is distinct from (b.value, b.low, b.high)`;

/** What a release changed: by the reasons noted with it, or, of one from before they were noted for all, what it replaced. */
export function readChanged(
  sql: Queryable,
  release: { id: number; reasoned: boolean },
  kind: RecordKind,
): Promise<Changed> {
  const { id, reasoned } = release;
  return keepChanged(`${id} ${kind}`, async () => {
    const rows = await sql<(RecordChange & { total: number })[]>`
      select changed.series, series.title, series.frequency, changed.period, changed.period_label as "periodLabel",
        count(*) over ()::int as total,
        case when source.id is null then null
          else json_build_object('publisher', source.publisher, 'kind', source.kind,
            'cited', json_build_object('title', source.title, 'url', source.url)) end as source,
        json_build_object('measure', series.measure, 'unit', series.unit, 'note', changed.note,
          'before', json_build_object('value', value_before, 'low', low_before, 'high', high_before, 'status', status_before),
          'after', json_build_object('value', value_after, 'low', low_after, 'high', high_after, 'status', status_after)
        ) as figures
      from (${reasoned ? revised(sql, id, reasonOf[kind]) : replaced(sql, id)}) changed
      join series on series.code = changed.series
      left join standing_source source on source.id = changed.source_id
      order by changed.series collate "C", changed.period
      limit ${LISTED}`;
    const list = rows.map(({ series, title, frequency, period, periodLabel, source, figures }) => {
      return { series, title, frequency, period, periodLabel, source, figures };
    });
    return { count: rows[0]?.total ?? 0, list };
  });
}
