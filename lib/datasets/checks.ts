import { now } from "@/lib/kernel/clock";
import { formatDay } from "@/lib/kernel/format";
import { type Day, periodLabel } from "@/lib/kernel/period";
import type { Check, DatasetDefinition, Finding } from "./define";
import { prematureActual } from "./premature-actual";
import type { ProposedObservation } from "./proposal";
import { seriesCode } from "./series-code";
import { dimensionLabel } from "./series-title";

type Parts = Extract<Check, { rule: "parts" }>;

/** The parts of a whole, which differ in one dimension alone, with what they add up to. */
type Whole = { first: ProposedObservation; sum: number };

function wholesOf(check: Parts, batch: readonly ProposedObservation[]): Whole[] {
  const wholes = new Map<string, Whole>();
  for (const one of batch) {
    if (one.measure !== check.measure || one.value === null) continue;
    const rest = Object.entries(one.dims).filter(([key]) => key !== check.over);
    const key = JSON.stringify([rest, one.period, one.knownAt, one.source]);
    const whole = wholes.get(key) ?? { first: one, sum: 0 };
    wholes.set(key, { ...whole, sum: whole.sum + one.value });
  }
  return [...wholes.values()];
}

/** Wholes whose parts do not add up. `onlyAbove` tolerates those of which some parts are unknown. */
function partsFindings(dataset: DatasetDefinition, check: Parts, batch: readonly ProposedObservation[]): Finding[] {
  return wholesOf(check, batch).flatMap(({ first, sum }) => {
    const above = sum > check.total + check.tolerance;
    const below = !check.onlyAbove && sum < check.total - check.tolerance;
    if (!above && !below) return [];
    const period = first.periodLabel ?? periodLabel(first.period, dataset.measures[check.measure]?.frequency ?? "day");
    const over = dataset.dimensions[check.over]?.label.toLowerCase() ?? check.over;
    const message = `${period}: the parts by ${over} that one source gives add up to ${Number(sum.toFixed(6))}, not ${check.total}`;
    return [{ rule: check.rule, message, blocking: true, place: placeOf(dataset, first) }];
  });
}

const placeOf = (dataset: DatasetDefinition, { dims, measure, period }: ProposedObservation) => ({
  series: seriesCode(dataset, dims, measure),
  period,
});

type OwnWords = Extract<Check, { rule: "own-words" }>;

/** Guidance under somebody else's words, and a company's own words that are called something else. */
function ownWordsFindings(
  dataset: DatasetDefinition,
  check: OwnWords,
  batch: readonly ProposedObservation[],
): Finding[] {
  const said = (code: string) => dimensionLabel(dataset.dimensions[check.over], code, new Map());
  return batch.flatMap((one) => {
    const code = one.dims[check.over] ?? "";
    const isOwn = code === check.own;
    if (one.status === "W" || isOwn === (one.status === "G")) return [];
    const message = isOwn
      ? `What is said in ${said(code).toLowerCase()} is guidance: give it that status`
      : `Guidance needs the company's own words, and these are ${said(code).toLowerCase()}: make it a forecast or an estimate`;
    return [{ rule: check.rule, message, blocking: true, place: placeOf(dataset, one) }];
  });
}

function prematureFindings(
  dataset: DatasetDefinition,
  batch: readonly ProposedObservation[],
  published: Day,
): Finding[] {
  return batch.flatMap((one) => {
    const message = prematureActual(dataset, one, published);
    if (message === null) return [];
    return [{ rule: "no-future-actuals", message, blocking: true, place: placeOf(dataset, one) }];
  });
}

/**
 * Runs a definition's checks over a proposed batch of its dataset, and the one that holds for all: no actual before its
 * period ends. `published` is the day on which becomes known what names no day.
 */
export function runChecks(
  dataset: DatasetDefinition,
  batch: readonly ProposedObservation[],
  published: Day = formatDay(now()),
): Finding[] {
  const own = dataset.checks.flatMap((check) => {
    if (check.rule === "parts") return partsFindings(dataset, check, batch);
    return check.rule === "own-words" ? ownWordsFindings(dataset, check, batch) : [];
  });
  return [...own, ...prematureFindings(dataset, batch, published)];
}
