import type { Fragment } from "postgres";
import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import { database } from "@/lib/store/database";
import { readAllNames } from "@/lib/store/entity-names";
import { cellColumns } from "./cell-rows";
import { causedBy, causeKey, comparedCells, type Counts, countsOf, moveOf, sameAsNow } from "./compared-cells";
import type { DiffLine, Draft, DraftCell } from "./draft";
import { hasMoved } from "./has-moved";
import { findDraft } from "./read-draft";

export const DiffQuery = z.strictObject({
  draft: z.number().int().positive(),
  /** Lines of one series, or of one cause, alone; the counts are always of the whole draft. */
  series: z.string().max(300).optional(),
  cause: z.string().max(500).optional(),
  /** By series and period, or what moves furthest first. */
  order: z.enum(["place", "move"]).default("place"),
  limit: z.number().int().min(0).max(5000).default(200),
  offset: z.number().int().min(0).default(0),
});

export type Diff = Counts & {
  lines: DiffLine[];
  total: number;
  /** When the newest of the published values was recorded that stand beside the draft's; null where none does. */
  newest: string | null;
};

type Row = DraftCell & Pick<DiffLine, "before" | "moved" | "same" | "sourceTitle" | "beforeSourceTitle">;

/** What a source is called: of the store, else of those that the draft brings along. */
const titleOf = (sql: Queryable, draft: number, key: Fragment) => sql`coalesce(
  (select title from source where source.key = ${key}),
  (select title from draft_source own where own.draft_id = ${draft} and own.key = ${key}))`;

async function lines(sql: Queryable, draft: Draft, query: z.output<typeof DiffQuery>): Promise<DiffLine[]> {
  const { series, cause, order, limit, offset } = query;
  const names = await readAllNames(sql);
  const dataset = findDataset(draft.dataset);
  const first = order === "move" ? sql`abs(${moveOf(sql)}) desc nulls last,` : sql``;
  const rows = await sql<Row[]>`
    with recursive ${causedBy(sql, draft.id)}
    select ${cellColumns(sql)}, ${hasMoved(sql, sql`now`)} as moved, ${sameAsNow(sql)} as same,
      ${titleOf(sql, draft.id, sql`c.source`)} as "sourceTitle",
      ${titleOf(sql, draft.id, sql`now.source`)} as "beforeSourceTitle",
      case when now.status is null then null else json_build_object('value', now.value, 'low', now.low, 'high', now.high,
        'status', now.status, 'source', now.source,
        'recordedAt', to_char(now.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end as before
    from ${comparedCells(sql, draft)}
      ${series === undefined ? sql`` : sql`and c.series = ${series}`}
      ${cause === undefined ? sql`` : sql`and ${causeKey(sql)} = ${cause}`}
    order by ${first} c.series, c.period limit ${limit} offset ${offset}`;
  return rows.map(({ before, moved, same, sourceTitle, beforeSourceTitle, ...cell }) => {
    const measure = dataset?.measures[cell.measure];
    return {
      cell,
      title: dataset ? seriesTitle(dataset, cell.dims, cell.measure, names) : cell.series,
      unit: dataset ? seriesUnit(dataset, cell.dims, cell.measure) : "",
      decimals: measure?.decimals ?? 2,
      frequency: measure?.frequency ?? "day",
      sourceTitle,
      beforeSourceTitle,
      before,
      moved,
      same,
    };
  });
}

/**
 * A draft's values against what is published now, in the order of series and period; of a published draft, against what
 * stood before it. Throws forbidden and not_found.
 */
export async function diffDraft(
  viewer: Viewer,
  given: z.input<typeof DiffQuery>,
  db: Database = database(),
): Promise<Diff> {
  const query = DiffQuery.parse(given);
  const { draft: id } = query;
  const { sql } = db;
  const draft = await findDraft(sql, viewer, id);
  const [counts] = await sql<Omit<Diff, "lines">[]>`
    with recursive ${causedBy(sql, id)}
    select count(*)::int as total, ${countsOf(sql)},
      to_char(max(now.recorded_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as newest
    from ${comparedCells(sql, draft)}`;
  const none = { total: 0, added: 0, changed: 0, withdrawn: 0, moved: 0, same: 0, newest: null };
  return { ...(counts ?? none), lines: query.limit === 0 ? [] : await lines(sql, draft, query) };
}
