import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { datasetOf } from "@/lib/datasets/registry";
import { dimensionLabel } from "@/lib/datasets/series-title";
import { database } from "@/lib/store/database";
import { readAllNames } from "@/lib/store/entity-names";
import { keeper } from "@/lib/store/keep";
import { currentState } from "@/lib/store/read-releases";

/** A dimension with the values that occur in a dataset's series, by name. */
export type FilterChoices = { key: string; label: string; options: { value: string; label: string }[] };

const MOST = 500;
const keep = keeper<FilterChoices[]>();

/** What the rows of a measure's grid can be filtered by. Throws forbidden and not_found. */
export async function readFilters(
  viewer: Viewer,
  query: { dataset: string; measure: string },
  db: Database = database(),
): Promise<FilterChoices[]> {
  demandStudioReader(viewer, query.dataset);
  const dataset = datasetOf(query.dataset);
  const state = await currentState(db.sql, dataset.slug);
  return keep(JSON.stringify([query, state]), async () => {
    const names = await readAllNames(db.sql);
    const rows = await db.sql<{ key: string; values: string[] }[]>`
      select one.key, (array_agg(distinct one.value))[1:${MOST}] as values
      from series, jsonb_each_text(dims) as one(key, value)
      where dataset = ${dataset.slug} and measure = ${query.measure}
      group by one.key`;
    return Object.entries(dataset.dimensions).map(([key, dimension]) => {
      const values = rows.find((row) => row.key === key)?.values ?? [];
      const options = values.map((value) => ({ value, label: dimensionLabel(dimension, value, names) }));
      return { key, label: dimension.label, options: options.toSorted((a, b) => a.label.localeCompare(b.label, "en")) };
    });
  });
}
