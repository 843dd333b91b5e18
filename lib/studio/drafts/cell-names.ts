import type { Queryable } from "@/db/client";
import { findDataset } from "@/lib/datasets/registry";
import { seriesTitle } from "@/lib/datasets/series-title";
import { Frequency, periodLabel } from "@/lib/kernel/period";
import { readAllNames } from "@/lib/store/entity-names";

export type CellPlace = { series: string; period: string };
/** What people call a cell. */
export type CellName = { title: string; period: string };

export const placeOf = ({ series, period }: CellPlace): string => `${series} ${period}`;

type Row = CellPlace & { measure: string; dims: Record<string, string>; label: string | null };

/** The names of cells of a draft, by their places; of a place that the draft has no longer, its codes stand. */
export async function readCellNames(
  sql: Queryable,
  draft: { id: number; dataset: string },
  places: readonly CellPlace[],
): Promise<Map<string, CellName>> {
  const dataset = findDataset(draft.dataset);
  if (!dataset || places.length === 0) return new Map();
  const rows = await sql<Row[]>`
    select p.series, p.period, coalesce(c.measure, s.measure) as measure, coalesce(c.dims, s.dims) as dims,
      c.period_label as label
    from json_to_recordset(${JSON.stringify(places)}::text::json) as p(series text, period date)
    left join draft_cell c on c.draft_id = ${draft.id} and c.series = p.series and c.period = p.period
    left join series s on s.code = p.series
    where coalesce(c.measure, s.measure) is not null`;
  const names = await readAllNames(sql);
  return new Map(
    rows.map(({ measure, dims, label, ...place }) => {
      const frequency = Frequency.catch("day").parse(dataset.measures[measure]?.frequency);
      const period = label ?? periodLabel(place.period, frequency);
      return [placeOf(place), { title: seriesTitle(dataset, dims, measure, names), period }];
    }),
  );
}
