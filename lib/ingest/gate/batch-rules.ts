import { addTo } from "@/lib/kernel/group-by";
import type { Gate } from "@/lib/datasets/define";
import type { PastValue } from "@/lib/store/read-history";
import { type Candidate, groupKey, type Hold, ratioOf } from "./candidate";

// Rules that look at a whole batch: what is wrong with it is wrong with each of its values.

const WITHIN = 0.02;

/** A batch of which most values changed by the same factor: its unit changed, not its prices. */
export function unitSwitch(gate: Gate, candidates: readonly Candidate[]): Hold[] {
  const rule = gate.unitSwitch;
  if (!rule) return [];
  const ratios = candidates.flatMap((candidate) => ratioOf(candidate) ?? []);
  for (const factor of rule.factors.flatMap((one) => [one, 1 / one])) {
    const near = ratios.filter((ratio) => Math.abs(ratio / factor - 1) <= WITHIN).length;
    if (near < rule.least || near <= ratios.length * rule.share) continue;
    const times = factor >= 1 ? `${factor} times` : `a ${Math.round(1 / factor)}th of`;
    const reason = `${near} of ${ratios.length} values are ${times} what they were: a change of unit, by the look of it.`;
    return candidates.map((candidate) => ({ candidate, rule: "unit-switch", reason }));
  }
  return [];
}

/** Fewer contributors than there were: an empty or cut-off list that would read as a change of the market. */
export function contributorCollapse(
  gate: Gate,
  candidates: readonly Candidate[],
  before: readonly PastValue[],
): Hold[] {
  const rule = gate.contributors;
  if (!rule) return [];
  const count = (all: readonly { dims: Readonly<Record<string, string>> }[]) =>
    new Set(all.map(({ dims }) => dims[rule.over] ?? "")).size;
  const [now, then] = [count(candidates.map((one) => one.proposal)), count(before)];
  // A source of one or two contributors says nothing by losing one.
  if (then < 4 || now >= then * rule.leastShare) return [];
  const reason = `${now} contributors where there were ${then} in the last ${rule.withinDays} days.`;
  return candidates.map((candidate) => ({ candidate, rule: "contributors", reason }));
}

function driverOf(own: readonly Candidate[], over: string): { who: string; share: number; move: number } | null {
  const moved = own.flatMap((candidate) => {
    const ratio = ratioOf(candidate);
    return ratio === null ? [] : [{ who: candidate.proposal.dims[over] ?? "", log: Math.log(ratio) }];
  });
  const whole = moved.reduce((sum, one) => sum + Math.abs(one.log), 0);
  if (whole === 0) return null;
  const by = new Map<string, number>();
  for (const { who, log } of moved) by.set(who, (by.get(who) ?? 0) + Math.abs(log));
  const [who, most] = [...by].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return { who, share: most / whole, move: Math.expm1(whole / new Set(moved.map((one) => one.who)).size) };
}

/** One contributor behind most of what a market moved. */
export function singleDriver(gate: Gate, candidates: readonly Candidate[]): Hold[] {
  const rule = gate.singleDriver;
  if (!rule) return [];
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = groupKey(candidate.proposal.dims, rule.within);
    addTo(groups, key, candidate);
  }
  return [...groups].flatMap(([key, own]) => {
    if (new Set(own.map(({ proposal }) => proposal.dims[rule.over])).size < rule.least) return [];
    const driver = driverOf(own, rule.over);
    if (!driver || driver.move < rule.fromMove || driver.share <= rule.mostShare) return [];
    const reason = `${driver.who} alone is behind ${(driver.share * 100).toFixed(0)} % of a move of ${(driver.move * 100).toFixed(1)} % in ${key}.`;
    return own
      .filter(({ proposal }) => proposal.dims[rule.over] === driver.who)
      .map((candidate) => ({ candidate, rule: "single-driver", reason }));
  });
}
