import { addTo } from "@/lib/kernel/group-by";
import { dayAfter } from "@/lib/kernel/days";
import { chooseBasis, type Choice, type Stated } from "./capex-basis";
import { endOf } from "./capex-calendar";

/** A stretch of time by its first and last day. */
export type Span = { start: string; end: string };

/** What the quarters of a span add up to from `knownAt` on: those that follow each other from its first day. */
export type RunningStep<T extends Stated = Stated> = {
  knownAt: string;
  /** Null where a withdrawal left no quarter standing. */
  sum: number | null;
  quarters: readonly Choice<T>[];
  complete: boolean;
};

/** What stood at a moment: of each series and period the newest row known by then, unless it withdraws the value. */
export function standingAt<T extends Stated>(vintages: readonly T[], moment: string): T[] {
  const standing = new Map<string, T>();
  const known = vintages.filter((one) => one.knownAt <= moment);
  for (const one of known.toSorted((a, b) => a.knownAt.localeCompare(b.knownAt)))
    standing.set(`${one.series} ${one.period}`, one);
  return [...standing.values()].filter((one) => one.status !== "W");
}

/** The most trusted value of each quarter that follows on from the span's first day without a gap. */
function unbroken<T extends Stated>(standing: readonly T[], span: Span): Choice<T>[] {
  const found: Choice<T>[] = [];
  for (let start = span.start; start <= span.end;) {
    const next = chooseBasis(standing.filter((one) => one.period === start));
    if (!next || endOf(next.chosen) > span.end) break;
    found.push(next);
    start = dayAfter(endOf(next.chosen));
  }
  return found;
}

/**
 * How the sum of the reported quarters of one company and line within a span grew as they became known. A quarter
 * counts only after all before it: with the first and third known, the sum is the first. A step for each change.
 */
export function runningSum<T extends Stated>(vintages: readonly T[], span: Span): RunningStep<T>[] {
  const inside = vintages.filter(
    (one) => one.frequency === "quarter" && one.period >= span.start && one.period <= span.end,
  );
  const moments = [...new Set(inside.map((one) => one.knownAt))].toSorted();
  const steps: RunningStep<T>[] = [];
  for (const knownAt of moments) {
    const quarters = unbroken(standingAt(inside, knownAt), span);
    const [last, before] = [quarters.at(-1), steps.at(-1)];
    const sum = last ? quarters.reduce((total, one) => total + one.value, 0) : null;
    if (sum === (before?.sum ?? null) && quarters.length === (before?.quarters.length ?? 0)) continue;
    steps.push({ knownAt, sum, quarters, complete: last !== undefined && endOf(last.chosen) === span.end });
  }
  return steps;
}

/** The actual of a whole span: as stated for it, else the sum of all its quarters; null until either is known. */
export type Final<T extends Stated = Stated> =
  | { kind: "stated"; value: number; knownAt: string; choice: Choice<T> }
  | { kind: "sum"; value: number; knownAt: string; quarters: readonly Choice<T>[] };

/** The actual of a span as the vintages have it at their end. */
export function finalOf<T extends Stated>(vintages: readonly T[], span: Span): Final<T> | null {
  const latest = standingAt(
    vintages,
    vintages.reduce((last, one) => (one.knownAt > last ? one.knownAt : last), ""),
  );
  const stated = chooseBasis(latest.filter((one) => one.period === span.start && endOf(one) === span.end));
  if (stated) return { kind: "stated", value: stated.value, knownAt: stated.chosen.knownAt, choice: stated };
  const sum = runningSum(vintages, span).at(-1);
  return sum?.complete && sum.sum !== null
    ? { kind: "sum", value: sum.sum, knownAt: sum.knownAt, quarters: sum.quarters }
    : null;
}

/** Somebody's view of a span: guidance, consensus or an estimate; a range has its ends and may have no value. */
export type StatedView = Stated & { low: number | null; high: number | null };
export type ViewKind = "guidance" | "consensus" | "estimate";
export const VIEW_KINDS = ["guidance", "consensus", "estimate"] as const;

/** One series of views of a span, oldest first: guidance under one definition, or one publisher's figures. */
export type ViewLine<V extends StatedView> = { kind: ViewKind; rows: readonly V[] };

/** What was known of a span's total, and when. Each line keeps its own publisher and definition. */
export type PointInTime<V extends StatedView, T extends Stated> = {
  views: readonly ViewLine<V>[];
  actuals: readonly { line: string; steps: readonly RunningStep<T>[]; final: Final<T> | null }[];
};

const isOf = (one: Stated, span: Span): boolean => one.period === span.start && endOf(one) === span.end;

/** Puts the views of a span and the actuals of each line beside each other, none mixed with another. */
export function pointInTime<V extends StatedView, T extends Stated>(
  span: Span,
  views: Readonly<Record<ViewKind, readonly V[]>>,
  actuals: ReadonlyMap<string, readonly T[]>,
): PointInTime<V, T> {
  const lines = VIEW_KINDS.flatMap((kind) => {
    const series = new Map<string, V[]>();
    for (const one of views[kind].filter((row) => isOf(row, span))) addTo(series, one.series, one);
    return [...series.values()].map((rows) => ({
      kind,
      rows: rows.toSorted((a, b) => a.knownAt.localeCompare(b.knownAt)),
    }));
  });
  const known = [...actuals].map(([line, rows]) => ({
    line,
    steps: runningSum(rows, span),
    final: finalOf(rows, span),
  }));
  return { views: lines, actuals: known.filter((one) => one.steps.length > 0 || one.final !== null) };
}
