import type { Queryable } from "@/db/client";
import { worksOn } from "@/lib/access/entitlement";
import { refuseCode } from "@/lib/access/refuse-code";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import { readAllNames } from "@/lib/store/entity-names";
import type { SeriesPlace } from "./history";

type Row = Pick<SeriesPlace, "id" | "code" | "dataset" | "measure" | "dims">;

/**
 * The series of a code or alias, be it published or only proposed in a draft of the viewer's organisation. Throws
 * not_found, also for who may not see its dataset's drafts.
 */
export async function findPlace(sql: Queryable, viewer: Viewer, code: string): Promise<SeriesPlace> {
  const [row] = await sql<Row[]>`
    select id::int, code, dataset, measure, dims from series
    where code = ${code} or id = (select series_id from series_alias where alias = ${code})
    union all
    select * from (
      select null::int, c.series, d.dataset, c.measure, c.dims
      from draft_cell c join draft d on d.id = c.draft_id
      where c.series = ${code} and d.organisation_id = ${viewer.organisationId} limit 1
    ) proposed
    limit 1`;
  if (!row || !worksOn(viewer, row.dataset)) return refuseCode(sql, viewer, code);
  const dataset = findDataset(row.dataset);
  const measure = dataset?.measures[row.measure];
  return {
    ...row,
    title: dataset ? seriesTitle(dataset, row.dims, row.measure, await readAllNames(sql)) : row.code,
    unit: dataset ? seriesUnit(dataset, row.dims, row.measure) : "",
    decimals: measure?.decimals ?? 2,
    frequency: measure?.frequency ?? "day",
  };
}
