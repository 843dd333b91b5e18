import { now } from "@/lib/kernel/clock";
import { formatDay } from "@/lib/kernel/format";
import type { Day } from "@/lib/kernel/period";
import type { Check, DatasetDefinition, Finding } from "./define";
import { prematureActual } from "./premature-actual";
import type { ProposedObservation } from "./proposal";
import { seriesCode } from "./series-code";

type Parts = Extract<Check, { rule: "parts" }>;

/** Whole groups whose parts do not add up. `onlyAbove` tolerates groups of which some parts are unknown. */
function partsFindings(check: Parts, batch: readonly ProposedObservation[]): Finding[] {
  const sums = new Map<string, number>();
  for (const one of batch) {
    if (one.measure !== check.measure || one.value === null) continue;
    const rest = Object.entries(one.dims).filter(([key]) => key !== check.over);
    const group = [...rest.map(([, value]) => value), one.period, one.knownAt ?? "", one.source].join(" · ");
    sums.set(group, (sums.get(group) ?? 0) + one.value);
  }
  return [...sums].flatMap(([group, sum]) => {
    const above = sum > check.total + check.tolerance;
    const below = !check.onlyAbove && sum < check.total - check.tolerance;
    if (!above && !below) return [];
    const message = `${group}: the parts add up to ${Number(sum.toFixed(6))}, not ${check.total}`;
    return [{ rule: check.rule, message, blocking: true }];
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
    const place = { series: seriesCode(dataset, one.dims, one.measure), period: one.period };
    return [{ rule: "no-future-actuals", message, blocking: true, place }];
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
  const own = dataset.checks.flatMap((check) => (check.rule === "parts" ? partsFindings(check, batch) : []));
  return [...own, ...prematureFindings(dataset, batch, published)];
}
