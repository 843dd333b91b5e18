import { createHash } from "node:crypto";
import { once } from "node:events";
import { createGzip } from "node:zlib";
import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { type CsvValue, csvText } from "@/lib/kernel/csv";
import { statusWord, type Status } from "@/lib/kernel/status";
import { asOfRows } from "../as-of";

/** The bytes that readers download, the hash of the CSV inside, and how much it holds. */
export type Frozen = { gzip: Buffer; sha256: string; rows: number; series: number };

const BATCH = 5000;

type Row = {
  code: string;
  title: string;
  measure: string;
  dims: Record<string, string>;
  unit: string;
  frequency: string;
  period: string;
  period_end: string | null;
  period_label: string | null;
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  confidence: string | null;
  known_at: string;
  source: string;
  url: string | null;
};

const BEFORE = ["series_id", "series", "measure"];
const BEHIND = [
  "frequency",
  "period",
  "period_end",
  "period_label",
  "value",
  "low",
  "high",
  "unit",
  "status",
  "confidence",
  "known_at",
  "source",
  "source_url",
];

function lineOf(row: Row, dimensions: readonly string[]): CsvValue[] {
  const { code, title, measure, frequency, period, value, low, high, unit } = row;
  const dims = dimensions.map((key) => row.dims[key]);
  const when = [frequency, period, row.period_end, row.period_label];
  const known = new Date(row.known_at).toISOString();
  return [
    code,
    title,
    measure,
    ...dims,
    ...when,
    value,
    low,
    high,
    unit,
    statusWord[row.status],
    row.confidence,
  ].concat([known, row.source, row.url]);
}

/** A dimension that has the name of another column is told apart. */
const headerOf = (dimensions: readonly string[]): string[] => [
  ...BEFORE,
  ...dimensions.map((key) => (BEFORE.includes(key) || BEHIND.includes(key) ? `dimension_${key}` : key)),
  ...BEHIND,
];

/** The moment of an edition, and the id of its release: what came later counts for nothing, whatever day it is of. */
export type FrozenAt = { asOf: string; release: number };

/**
 * Everything that stood in a dataset at a moment and release, as gzipped CSV ordered by series and period: the same state gives the
 * same bytes. Read and packed in parts, so that a large dataset does not have to fit into memory as text.
 */
export async function freezeState(sql: Queryable, dataset: DatasetDefinition, at: FrozenAt): Promise<Frozen> {
  const dimensions = Object.keys(dataset.dimensions);
  const found = await sql<{ id: number }[]>`select id::int from series where dataset = ${dataset.slug}`;
  const hash = createHash("sha256");
  const pack = createGzip();
  const parts: Buffer[] = [];
  pack.on("data", (part: Buffer) => parts.push(part));
  const write = async (lines: CsvValue[][]) => {
    const text = csvText(lines);
    hash.update(text);
    if (!pack.write(text)) await once(pack, "drain");
  };
  await write([headerOf(dimensions)]);
  let rows = 0;
  const series = new Set<string>();
  const reading = sql<Row[]>`
    select series.code, series.title, series.measure, series.dims, series.unit, series.frequency, o.period, o.period_end,
      o.period_label, o.value, o.low, o.high, o.status, o.confidence, o.known_at, source.title as source, source.url
    from (${asOfRows(sql, { seriesIds: found.map((one) => one.id), ...at })}) o
    join series on series.id = o.series_id
    join source on source.id = o.source_id
    order by series.code collate "C", o.period`;
  for await (const batch of reading.cursor(BATCH)) {
    rows += batch.length;
    for (const { code } of batch) series.add(code);
    await write(batch.map((row) => lineOf(row, dimensions)));
  }
  pack.end();
  await once(pack, "end");
  return { gzip: Buffer.concat(parts), sha256: hash.digest("hex"), rows, series: series.size };
}
