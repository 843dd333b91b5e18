import { seriesCode } from "@/lib/datasets/series-code";
import { seriesUnit } from "@/lib/datasets/series-title";
import type { Frequency } from "@/lib/kernel/period";
import type { CellRules } from "@/lib/studio/reading/parse-cell";
import { periodOf } from "@/lib/studio/reading/period-of";
import { type ReadPeriod, readPeriod } from "@/lib/studio/reading/read-period";
import type { Resolver } from "@/lib/studio/reading/resolve-name";
import { readConfidence, readReason, readStatus } from "../cells/read-word";
import type { ValueColumn } from "./plan";
import type { RowReader } from "./row-reader";

const MOST = 20_000;

/** A reading that remembers: a file says the same few names, days and words over and over. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const found = read(text);
    // A column of all different texts must not fill the memory.
    if (kept.size < MOST) kept.set(text, found);
    return found;
  };
}

/** The dimensions of a row. Rows of the same names share one object, by which is known what belongs to it. */
export type Dims = Readonly<Record<string, string>>;

/** What is the same for all values of a series. */
export type Line = { code: string; unit: string };

/** By what the numbers of one value are read: the point and the two ends of its range. */
export type NumberRules = { point: CellRules; low: CellRules; high: CellRules };

type DimColumn = { key: string; label: string; column: number | null; fixed: string; find: Resolver };

/** What the texts of one file mean, each of them read once. */
export type Readings = {
  /** The columns without which a row says nothing. */
  filled: readonly number[];
  dimensions: readonly DimColumn[];
  /** The dimensions that rows had so far, by their names. */
  tuples: Map<string, Dims>;
  period: (text: string) => ReadPeriod | null;
  start: (period: ReadPeriod, frequency: Frequency) => ReturnType<typeof periodOf>;
  status: ReturnType<typeof remembered<ReturnType<typeof readStatus>>>;
  confidence: ReturnType<typeof remembered<ReturnType<typeof readConfidence>>>;
  reason: ReturnType<typeof remembered<ReturnType<typeof readReason>>>;
  line: (dims: Dims, measure: string) => Line;
  /** The rules of a value, by all that they depend on. */
  rules: Map<ValueColumn, Map<string, NumberRules>>;
};

function dimColumns({ plan, dims }: RowReader): DimColumn[] {
  return Object.entries(plan.dataset.dimensions).map(([key, { label }]) => ({
    key,
    label,
    column: plan.columnOf(`dimension:${key}`),
    fixed: plan.mapping.fixed[key] ?? "",
    find: dims.get(key) ?? (() => ({ reason: `${label} is not known` })),
  }));
}

function linesOf({ plan: { dataset } }: RowReader): Readings["line"] {
  const kept = new WeakMap<Dims, Map<string, Line>>();
  return (dims, measure) => {
    const known = kept.get(dims)?.get(measure);
    if (known) return known;
    const line = { code: seriesCode(dataset, dims, measure), unit: seriesUnit(dataset, dims, measure) };
    kept.set(dims, (kept.get(dims) ?? new Map<string, Line>()).set(measure, line));
    return line;
  };
}

function startsOf(): Readings["start"] {
  const kept = new Map<Frequency, WeakMap<ReadPeriod, ReturnType<typeof periodOf>>>();
  return (period, frequency) => {
    const starts = kept.get(frequency) ?? new WeakMap<ReadPeriod, ReturnType<typeof periodOf>>();
    kept.set(frequency, starts);
    const start = starts.get(period) ?? periodOf(period, frequency);
    starts.set(period, start);
    return start;
  };
}

function readingsFor(reader: RowReader): Readings {
  const { plan, order } = reader;
  const value = [...plan.values.map((one) => one.column), plan.columnOf("low"), plan.columnOf("high")];
  return {
    filled: [...value, plan.columnOf("status")].flatMap((column) => column ?? []),
    dimensions: dimColumns(reader),
    tuples: new Map(),
    period: remembered((text) => readPeriod(text, order)),
    start: startsOf(),
    status: remembered(readStatus),
    confidence: remembered(readConfidence),
    reason: remembered(readReason),
    line: linesOf(reader),
    rules: new Map(),
  };
}

const known = new WeakMap<RowReader, Readings>();

/** What the texts of a reader's file mean. */
export function readingsOf(reader: RowReader): Readings {
  const standing = known.get(reader) ?? readingsFor(reader);
  known.set(reader, standing);
  return standing;
}
