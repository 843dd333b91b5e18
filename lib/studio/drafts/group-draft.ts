import { z } from "zod";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import { database } from "@/lib/store/database";
import { readAllNames } from "@/lib/store/entity-names";
import { causedBy, causeKey, type Counts, countsOf, comparedCells, moveOf } from "./compared-cells";
import type { Reason, StepKind } from "./draft";
import { findDraft } from "./read-draft";

export const GroupBy = z.enum(["series", "cause"]);
export type GroupBy = z.infer<typeof GroupBy>;

export const GroupQuery = z.strictObject({
  draft: z.number().int().positive(),
  by: GroupBy.default("series"),
  /** One group alone. */
  only: z.string().max(500).optional(),
  /** What moves something furthest first, or the largest. */
  order: z.enum(["move", "size"]).default("move"),
  limit: z.number().int().min(1).max(500).default(50),
  offset: z.number().int().min(0).default(0),
});

/** The cell of a group that moves furthest from what is published; `move` 0.4 is up by 40 %. */
export type Largest = { period: string; periodLabel: string | null; move: number; before: number; after: number };

/** Values of a draft that belong together: those of one series, or those of one act or stamp. */
export type DraftGroup = Counts & {
  key: string;
  cells: number;
  series: number;
  /** Least and greatest proposed value, where all are of one unit. */
  least: number | null;
  most: number | null;
  largest: Largest | null;
  /** Of a group by series: what it is called. Of one by cause: of the series of its largest move. */
  title: string;
  code: string;
  unit: string;
  decimals: number;
  frequency: string;
  /** How it came in, and under which source and reason, where that is the same for all of it. */
  kind: StepKind | null;
  at: string | null;
  by: string | null;
  source: string | null;
  sourceTitle: string | null;
  reason: Reason | null;
};

type Row = Omit<DraftGroup, "title" | "unit" | "decimals" | "frequency"> & {
  measure: string;
  dims: Record<string, string>;
  units: number;
  groups: number;
};

/**
 * What a draft proposes in groups, those first that move something furthest, then the largest. Counts come from one
 * query over all cells, so that a page of ten thousand values reads only what it shows. Throws forbidden and not_found.
 */
export async function groupDraft(
  viewer: Viewer,
  given: z.input<typeof GroupQuery>,
  db: Database = database(),
): Promise<{ groups: DraftGroup[]; total: number }> {
  const { draft: id, by, only, order, limit, offset } = GroupQuery.parse(given);
  const { sql } = db;
  const draft = await findDraft(sql, viewer, id);
  const key = by === "series" ? sql`c.series` : causeKey(sql);
  const move = moveOf(sql);
  const first = order === "move" ? sql`max(abs(${move})) desc nulls last,` : sql``;
  const rows = await sql<Row[]>`
    with recursive ${causedBy(sql, id)}
    select ${key} as key, count(*) over ()::int as groups, count(*)::int as cells,
      count(distinct c.series)::int as series, count(distinct c.measure)::int as units,
      min(coalesce(c.value, c.low)) as least, max(coalesce(c.value, c.high)) as most, ${countsOf(sql)},
      (array_agg(json_build_object('period', c.period, 'periodLabel', c.period_label, 'move', ${move},
        'before', now.value, 'after', c.value) order by abs(${move}) desc nulls last, c.period desc)
        filter (where ${move} is not null))[1] as largest,
      (array_agg(c.series order by abs(${move}) desc nulls last, c.series))[1] as code,
      (array_agg(c.measure order by abs(${move}) desc nulls last, c.series))[1] as measure,
      (array_agg(c.dims order by abs(${move}) desc nulls last, c.series))[1] as dims,
      case when count(distinct cause.kind) = 1 then min(cause.kind) end as kind,
      to_char(max(cause.at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
      case when count(distinct actor.name) = 1 then min(actor.name) end as by,
      case when count(distinct coalesce(c.source, '')) = 1 then min(c.source) end as source,
      case when count(distinct coalesce(c.source, '')) = 1 then coalesce(
        (select title from source where key = min(c.source)),
        (select title from draft_source own where own.draft_id = ${id} and own.key = min(c.source))) end as "sourceTitle",
      case when count(distinct coalesce(c.reason, '')) = 1 then min(c.reason) end as reason
    from ${comparedCells(sql, draft)}
      ${only === undefined ? sql`` : sql`and ${key} = ${only}`}
    group by 1
    order by ${first} cells desc, key
    limit ${limit} offset ${offset}`;
  const names = await readAllNames(sql);
  const dataset = findDataset(draft.dataset);
  const groups = rows.map(({ measure, dims, units, ...row }): DraftGroup => {
    const one = dataset?.measures[measure];
    return {
      ...row,
      ...(by === "series" || (units === 1 && row.series === 1) ? {} : { least: null, most: null }),
      title: dataset ? seriesTitle(dataset, dims, measure, names) : row.code,
      unit: dataset ? seriesUnit(dataset, dims, measure) : "",
      decimals: one?.decimals ?? 2,
      frequency: one?.frequency ?? "day",
    };
  });
  return { groups, total: rows[0]?.groups ?? 0 };
}
