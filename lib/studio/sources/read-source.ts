import type { Database, Queryable } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { authorColumn, personColumn } from "@/lib/access/analysts";
import type { Viewer } from "@/lib/access/viewer";
import { demandSource, isVisible, limitsOf } from "@/lib/access/visible-sources";
import type { Grade } from "@/lib/provenance/grade";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { graded, standingColumns, type StandingSource } from "@/lib/store/graded";
import type { RecordedSource, Source } from "@/lib/store/rows";

/** One decision about a source. */
export type StateLine = {
  at: string;
  by: string;
  reason: string;
  archived: boolean;
  mergedInto: string | null;
  licence: string | null;
  reliability: string | null;
  grade: Grade | null;
};
export type DatasetUse = { dataset: string; series: number; observations: number; newestAt: string };
export type SeriesUse = { code: string; title: string; dataset: string; observations: number; newestAt: string };

export type SourceDetail = {
  /** As it was recorded, before anybody assessed it. */
  recorded: RecordedSource;
  /** As readers see it: for one that was merged, the one that it was merged into. */
  shown: Source & { archived: boolean };
  recordedAs: string;
  states: StateLine[];
  mergedHere: (RecordedSource & { id: number })[];
  datasets: DatasetUse[];
  series: SeriesUse[];
};

const SHOWN = 100;

/** What rests on those sources and the viewer may read, as known to them. */
async function readUse(sql: Queryable, viewer: Viewer, ids: readonly number[]): Promise<SeriesUse[]> {
  return sql<SeriesUse[]>`
    select series.code, series.title, series.dataset, count(*)::int as observations,
      to_char(max(o.known_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "newestAt"
    from observation o join series on series.id = o.series_id
    join json_to_recordset(${JSON.stringify(limitsOf(viewer))}::text::json) as open(dataset text, until timestamptz)
      on open.dataset = series.dataset and o.known_at <= open.until
    where o.source_id = any(${[...ids]})
    group by series.id order by max(o.known_at) desc, series.code`;
}

async function readStateLines(sql: Queryable, viewer: Viewer, id: number): Promise<StateLine[]> {
  return sql<StateLine[]>`
    select to_char(state.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, ${personColumn(sql, viewer)} as by, state.reason, state.archived,
      into_one.key as "mergedInto", state.licence, state.reliability, state.grade
    from source_state state join person on person.id = state.person_id
    left join source into_one on into_one.id = state.merged_into
    where state.source_id = ${id} order by state.id desc`;
}

function byDataset(uses: readonly SeriesUse[]): DatasetUse[] {
  const sums = new Map<string, DatasetUse>();
  for (const one of uses) {
    const sum = sums.get(one.dataset) ?? { dataset: one.dataset, series: 0, observations: 0, newestAt: one.newestAt };
    sums.set(one.dataset, {
      ...sum,
      series: sum.series + 1,
      observations: sum.observations + one.observations,
      newestAt: sum.newestAt > one.newestAt ? sum.newestAt : one.newestAt,
    });
  }
  return [...sums.values()].toSorted((a, b) => b.observations - a.observations);
}

/** Everything about one source. Throws forbidden and not_found. */
export async function readSource(viewer: Viewer, key: string, db: Database = database()): Promise<SourceDetail> {
  demandStudioReader(viewer);
  await demandSource(db.sql, viewer, key);
  const [own] = await db.sql<(RecordedSource & { id: number; recordedAs: string })[]>`
    select source.id::int, key, title, publisher, url, published, kind, licence, reliability,
      ${authorColumn(db.sql, viewer)} || ', ' || to_char(cs.published_at, 'YYYY-MM-DD') as "recordedAs"
    from source join change_set cs on cs.id = source.change_set_id where key = ${key}`;
  if (!own) throw new AppError("not_found", `There is no source called “${key}”.`);
  const [standing] = await db.sql<(StandingSource & { archived: boolean })[]>`
    select ${standingColumns(db.sql, "standing")}, archived from standing_source standing where id = ${own.id}`;
  if (!standing) throw new Error(`the view lacks source ${own.id}`);
  const mergedHere = await db.sql<(RecordedSource & { id: number })[]>`
    select source.id::int, source.key, source.title, source.publisher, source.url, source.published, source.kind,
      source.licence, source.reliability
    from standing_source standing join source on source.id = standing.id
    where standing.key = ${key} and standing.own_key <> ${key} and ${isVisible(db.sql, viewer, db.sql`source.id`)} order by source.key`;
  const uses = await readUse(db.sql, viewer, [own.id, ...mergedHere.map((one) => one.id)]);
  const { id, recordedAs, ...recorded } = own;
  const { archived, ...source } = standing;
  return {
    recorded,
    shown: { ...graded(source), archived },
    recordedAs,
    states: await readStateLines(db.sql, viewer, id),
    mergedHere: [...mergedHere],
    datasets: byDataset(uses),
    series: uses.slice(0, SHOWN),
  };
}
