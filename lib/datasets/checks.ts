import type { Check, DatasetDefinition, Finding } from "./define";
import type { ProposedObservation } from "./proposal";

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

function futureFindings(batch: readonly ProposedObservation[]): Finding[] {
  return batch
    .filter((one) => one.status === "A" && one.knownAt !== undefined && one.knownAt.slice(0, 10) < one.period)
    .map((one) => ({
      rule: "no-future-actuals",
      message: `${Object.values(one.dims).join(" · ")}: an actual for ${one.period} cannot be known on ${one.knownAt?.slice(0, 10)}`,
      blocking: true,
    }));
}

/** Runs a definition's checks over a proposed batch of its dataset. */
export function runChecks(dataset: DatasetDefinition, batch: readonly ProposedObservation[]): Finding[] {
  return dataset.checks.flatMap((check) =>
    check.rule === "parts" ? partsFindings(check, batch) : futureFindings(batch),
  );
}
