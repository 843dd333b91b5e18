import type { Queryable } from "@/db/client";
import { Confidence } from "@/lib/kernel/status";
import { asOfRows, LATEST } from "@/lib/store/as-of";
import { readObservations } from "@/lib/store/read-observations";
import { readSeries } from "@/lib/store/read-series";
import type { StoredPrice } from "./stored-price";

const DATASET = { dataset: "gpu-prices", measure: "price" } as const;

/** The GPUs of which prices are stored, ascending. */
export async function readPricedGpus(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ gpu: string }[]>`
    select distinct dims ->> 'gpu' as gpu from series where dataset = ${DATASET.dataset} and measure = ${DATASET.measure}
    order by 1`;
  return rows.map(({ gpu }) => gpu);
}

type Row = { series_id: number; days: string; prices: number[]; confidences: string; bare: boolean };

/**
 * The stored prices of some GPUs about days from `from` on, ordered by series and day. They come in one row a series: of
 * a list that is read daily for years, rows of their own would cost more than all that is computed from them.
 */
export async function readPrices(
  sql: Queryable,
  query: { gpus: readonly string[]; from?: string | undefined },
): Promise<StoredPrice[]> {
  const { gpus, from } = query;
  const asked = { ...DATASET, where: { gpu: gpus }, ...(from === undefined ? {} : { from }) };
  const found = await readSeries(sql, asked);
  const rows = await sql<Row[]>`
    select series_id::int, string_agg(period::text, ',' order by period) as days, array_agg(value order by period) as prices,
      string_agg(coalesce(left(confidence, 1), '-'), '' order by period) as confidences,
      bool_or(confidence is null) as bare
    from (${asOfRows(sql, { seriesIds: found.map((one) => one.id), asOf: LATEST, from })}) o
    where value is not null group by 1 order by 1`;
  // What was stored before confidence was filled in is weighed by the rule, row by row.
  if (rows.some((row) => row.bare)) return readObservations(sql, asked);
  const byId = new Map(found.map((one) => [one.id, one]));
  return rows.flatMap((row) => pricesOf(row, byId.get(row.series_id)));
}

const CONFIDENCES = new Map(Confidence.options.map((one) => [one[0], one]));

function pricesOf(row: Row, series: { code: string; dims: StoredPrice["dims"] } | undefined): StoredPrice[] {
  if (!series) return [];
  const { code, dims } = series;
  return row.days.split(",").map((period, at) => ({
    series: code,
    dims,
    period,
    value: row.prices[at] ?? null,
    confidence: CONFIDENCES.get(row.confidences[at]) ?? null,
  }));
}
