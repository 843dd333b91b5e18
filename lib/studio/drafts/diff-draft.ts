import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import { database } from "@/lib/store/database";
import { readAllNames } from "@/lib/store/entity-names";
import { standingRow } from "@/lib/store/standing";
import { cellColumns } from "./cell-rows";
import type { Draft, DiffLine, DraftCell, Standing } from "./draft";
import { hasMoved } from "./has-moved";
import { findDraft } from "./read-draft";

export const DiffQuery = z.strictObject({
  draft: z.number().int().positive(),
  limit: z.number().int().min(1).max(5000).default(200),
  offset: z.number().int().min(0).default(0),
});

export type Diff = {
  lines: DiffLine[];
  total: number;
  added: number;
  changed: number;
  withdrawn: number;
  moved: number;
  same: number;
  /** When the newest of the published values was recorded that stand beside the draft's; null where none does. */
  newest: string | null;
};

type Row = DraftCell & { before: Standing | null; moved: boolean; same: boolean };

/** What is published now beside each cell `c`; of a draft that is published, what stood before it. */
const compared = (sql: Queryable, draft: Draft) => sql`
  draft_cell c join person editor on editor.id = c.edited_by
  left join ${standingRow(sql, sql`c.series`, sql`c.period`, draft.changeSetId, true)} now on true
  where c.draft_id = ${draft.id}`;

const sameColumn = (sql: Queryable) => sql`(now.status is not null
  and (now.value, now.low, now.high, now.status, now.confidence, now.source, now.note, now.period_end, now.period_label)
    is not distinct from (c.value, c.low, c.high, c.status, c.confidence, c.source, c.note, c.period_end, c.period_label))`;

async function lines(sql: Queryable, draft: Draft, limit: number, offset: number): Promise<DiffLine[]> {
  const names = await readAllNames(sql);
  const dataset = findDataset(draft.dataset);
  const rows = await sql<Row[]>`
    select ${cellColumns(sql)}, ${hasMoved(sql, sql`now`)} as moved, ${sameColumn(sql)} as same,
      case when now.status is null then null else json_build_object('value', now.value, 'low', now.low, 'high', now.high,
        'status', now.status, 'source', now.source,
        'recordedAt', to_char(now.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end as before
    from ${compared(sql, draft)}
    order by c.series, c.period limit ${limit} offset ${offset}`;
  return rows.map(({ before, moved, same, ...cell }) => {
    const measure = dataset?.measures[cell.measure];
    return {
      cell,
      title: dataset ? seriesTitle(dataset, cell.dims, cell.measure, names) : cell.series,
      unit: dataset ? seriesUnit(dataset, cell.dims, cell.measure) : "",
      decimals: measure?.decimals ?? 2,
      frequency: measure?.frequency ?? "day",
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
  const { draft: id, limit, offset } = DiffQuery.parse(given);
  const { sql } = db;
  const draft = await findDraft(sql, viewer, id);
  const [counts] = await sql<Omit<Diff, "lines">[]>`
    select count(*)::int as total,
      count(*) filter (where c.status <> 'W' and (now.status is null or now.status = 'W'))::int as added,
      count(*) filter (where c.status <> 'W' and now.status <> 'W' and not ${sameColumn(sql)})::int as changed,
      count(*) filter (where c.status = 'W' and now.status <> 'W')::int as withdrawn,
      count(*) filter (where ${hasMoved(sql, sql`now`)})::int as moved,
      count(*) filter (where ${sameColumn(sql)})::int as same,
      to_char(max(now.recorded_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as newest
    from ${compared(sql, draft)}`;
  const none = { total: 0, added: 0, changed: 0, withdrawn: 0, moved: 0, same: 0, newest: null };
  return { ...(counts ?? none), lines: await lines(sql, draft, limit, offset) };
}
