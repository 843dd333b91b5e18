import type { Database } from "@/db/client";
import { type Frequency, periodEnd, periodLabel } from "@/lib/kernel/period";
import type { Status } from "@/lib/kernel/status";
import { gradeOf, mayLead } from "@/lib/provenance/grade";

/** A row of the store as it lies there, with nothing but its series and source beside it. */
export type RawRow = {
  dataset: string;
  series: string;
  measure: string;
  dims: Record<string, string>;
  unit: string;
  frequency: Frequency;
  period: string;
  end: string | null;
  label: string | null;
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  known: string;
  recorded: string;
  source: string;
};

/** All rows that were ever written, and the sources that nobody can look up. */
export type Raw = { rows: readonly RawRow[]; lost: ReadonlySet<string> };

export async function readRaw(db: Database): Promise<Raw> {
  const rows = await db.sql<RawRow[]>`
    select series.dataset, series.code series, series.measure, series.dims, series.unit, series.frequency,
      o.period::text period, o.period_end::text "end", o.period_label "label", o.value, o.low, o.high, o.status,
      to_char(o.known_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS') known, o.recorded_at::text recorded,
      source.key source
    from observation o join series on series.id = o.series_id join source on source.id = o.source_id`;
  const sources = await db.sql<
    {
      key: string;
      title: string;
      publisher: string;
      url: string | null;
      published: string | null;
      kind: string;
      licence: string | null;
      reliability: string | null;
    }[]
  >`select key, title, publisher, url, published::text published, kind, licence, reliability from source`;
  const lost = new Set(sources.filter((one) => !mayLead(gradeOf(one).grade)).map((one) => one.key));
  return { rows, lost };
}

function findStanding({ rows }: Raw, dataset: string, day: string): RawRow[] {
  const known = rows.filter((one) => one.dataset === dataset && one.known.slice(0, 10) <= day);
  const newest = new Map<string, RawRow>();
  for (const one of known) {
    const key = `${one.series} ${one.period}`;
    const held = newest.get(key);
    const later = !held || one.known > held.known || (one.known === held.known && one.recorded > held.recorded);
    if (later) newest.set(key, one);
  }
  return [...newest.values()].filter((one) => one.status !== "W");
}

const held = new WeakMap<Raw["rows"], Map<string, RawRow[]>>();

/** The rows of a dataset that stand at the end of a day: of each series and period the last that was known by then. */
export function standing(raw: Raw, dataset: string, day: string): RawRow[] {
  const found = held.get(raw.rows) ?? new Map<string, RawRow[]>();
  held.set(raw.rows, found);
  const rows = found.get(`${dataset} ${day}`) ?? findStanding(raw, dataset, day);
  found.set(`${dataset} ${day}`, rows);
  return rows;
}

/** Of each series its last period. */
export function lastOfEach(rows: readonly RawRow[]): RawRow[] {
  const last = new Map<string, RawRow>();
  for (const one of rows) if ((last.get(one.series)?.period ?? "") <= one.period) last.set(one.series, one);
  return [...last.values()];
}

export const lastDay = (one: RawRow): string => one.end ?? periodEnd(one.period, one.frequency);
export const words = (one: RawRow): string => one.label ?? periodLabel(one.period, one.frequency);
export const isPlain = (one: RawRow): boolean => one.value !== null && one.low === null && one.high === null;
export const happened = (one: RawRow): boolean => one.status === "A" || one.status === "P";

const byNumber = new WeakMap<Raw["rows"], Map<string, RawRow[]>>();

/** What was ever written of one number by a day: a page of revisions shows them all. */
export function storedValues(
  { rows }: Raw,
  { series, period }: { series: string; period: string },
  day: string,
): (number | null)[] {
  const found = byNumber.get(rows) ?? new Map<string, RawRow[]>();
  if (!byNumber.has(rows)) {
    for (const one of rows)
      found.set(`${one.series} ${one.period}`, [...(found.get(`${one.series} ${one.period}`) ?? []), one]);
    byNumber.set(rows, found);
  }
  const own = found.get(`${series} ${period}`) ?? [];
  return own.filter((one) => one.known.slice(0, 10) <= day).map((one) => one.value);
}
