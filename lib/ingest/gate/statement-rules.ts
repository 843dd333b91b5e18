import type { Gate } from "@/lib/datasets/define";
import type { Candidate, Hold } from "./candidate";
import {
  FROM_QUARTERS,
  isNext,
  neighboursOf,
  placeIn,
  standingAt,
  type StatementGate,
  type Stated,
  statedOf,
  type StoredValue,
} from "./statement-series";

// Rules that look at a line of a company's statements in the order of its quarters and years.

const median = (values: readonly number[]): number => {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = Math.floor(ordered.length / 2);
  const [low, high] = [ordered[middle - 1] ?? 0, ordered[middle] ?? 0];
  return ordered.length % 2 === 1 ? high : (low + high) / 2;
};

type Deviation = { stated: Stated; times: number; rule: string; reason: string };

const words = (one: Stated, usual: number, times: number): string =>
  `${one.value} is ${times >= 1 ? `${times.toFixed(1)} times` : `a ${Math.round(1 / times)}th of`} the ${one.measure}s around it, ${usual} in their middle`;

/** How far a value lies from its neighbours, where it is further than the gate lets pass. */
function deviationOf(stated: Stated, standing: readonly Stated[], gate: StatementGate): Deviation | null {
  const around = neighboursOf(stated, standing);
  const usual = median(around);
  const times = usual === 0 ? 1 : stated.value / usual;
  const { steady } = stated;
  const computed = stated.derived && steady && around.length > 0;
  if (stated.value === 0 && usual > 0)
    return computed
      ? { stated, times: gate.far, rule: "far-from-neighbours", reason: `Derived, and 0 where others are ${usual}.` }
      : null;
  // What lies on the other side of zero is the business of the rule about signs.
  if (around.length === 0 || times <= 0) return null;
  const off = Math.max(times, steady ? 1 / times : 0);
  if (off >= gate.order) {
    const reason = `${words(stated, usual, times)}: thousands taken for millions, by the look of it.`;
    return { stated, times: off, rule: "order-of-magnitude", reason };
  }
  if (!computed || off < gate.far) return null;
  return { stated, times: off, rule: "far-from-neighbours", reason: `Derived, and ${words(stated, usual, times)}.` };
}

/** Takes out the furthest value first, so that one wrong value does not make its neighbours look wrong. */
function deviations(all: readonly Stated[], gate: StatementGate): Deviation[] {
  const found: Deviation[] = [];
  let left = [...all];
  for (;;) {
    const standing = standingAt(left);
    const worst = standing
      .flatMap((one) => deviationOf(one, standing, gate) ?? [])
      .toSorted((a, b) => b.times - a.times || b.stated.knownAt.localeCompare(a.stated.knownAt))[0];
    if (!worst) break;
    found.push(worst);
    left = left.filter((one) => one !== worst.stated);
  }
  const standing = standingAt(left);
  const older = left.filter((one) => !standing.includes(one));
  return [...found, ...older.flatMap((one) => deviationOf(one, standing, gate) ?? [])];
}

/** A value of another sign than everything before it. */
function flips(all: readonly Stated[], gate: StatementGate): Deviation[] {
  const standing = standingAt(all);
  return all.flatMap((stated) => {
    const before = standing.filter((one) => one.start < stated.start);
    const sign = Math.sign(stated.value);
    if (sign === 0 || before.length < gate.signFlipAfter || before.some((one) => Math.sign(one.value) !== -sign))
      return [];
    const reason = `${stated.value} has another sign than all ${before.length} ${stated.measure}s before it.`;
    return [{ stated, times: 1, rule: "sign-flip", reason }];
  });
}

/** What stood at each of some instants, found once for each. */
function standingEver(all: readonly Stated[]): (instant: string) => Stated[] {
  const found = new Map<string, Stated[]>();
  return (instant) => {
    const known = found.get(instant) ?? standingAt(all, instant);
    found.set(instant, known);
    return known;
  };
}

/** Fourth quarters with which the quarters do not add up to the year that was filed by then. */
function sums(quarters: readonly Stated[], years: readonly Stated[], gate: StatementGate): Deviation[] {
  const [quartersAt, yearsAt] = [standingEver(quarters), standingEver(years)];
  return quarters.flatMap((last) => {
    const year = yearsAt(last.knownAt).find((one) => placeIn(one, last) === 3);
    if (!year) return [];
    const own = quartersAt(last.knownAt).filter((one) => (placeIn(year, one) ?? 3) < 3);
    if (own.length !== 3) return [];
    const sum = own.reduce((all, one) => all + one.value, last.value);
    if (Math.abs(sum - year.value) <= Math.max(gate.sumWithin.amount, Math.abs(year.value) * gate.sumWithin.share))
      return [];
    const reason = `With ${last.value} the four quarters add up to ${sum}, and the year that was filed is ${year.value}.`;
    return [{ stated: last, times: 1, rule: "year-sum", reason }];
  });
}

/**
 * Derived quarters that rest on something held: on the quarter before them, on the year that ends with them, or on any
 * quarter of that year where they are what the others leave of it.
 */
function resting(quarters: readonly Stated[], years: readonly Stated[], held: ReadonlySet<Candidate>): Deviation[] {
  const [quartersAt, yearsAt] = [standingEver(quarters), standingEver(years)];
  return quarters.flatMap((stated) => {
    if (!stated.derived) return [];
    const known = quartersAt(stated.knownAt);
    const year = yearsAt(stated.knownAt).find((one) => placeIn(one, stated) === 3);
    const left = stated.candidate?.proposal.note?.includes(FROM_QUARTERS) === true;
    const own = year && left ? known.filter((one) => (placeIn(year, one) ?? 3) < 3) : [];
    const parts = [...known.filter((one) => isNext(one, stated)), ...own, ...(year ? [year] : [])];
    const part = parts.find((one) => one.candidate && held.has(one.candidate));
    if (!part) return [];
    const reason = `Derived with the ${part.measure} from ${part.start}, ${part.value}, which is held.`;
    return [{ stated, times: 1, rule: "rests-on-held", reason }];
  });
}

function byGroup(all: readonly Stated[]): Stated[][] {
  const groups = new Map<string, Stated[]>();
  for (const one of all) {
    const group = groups.get(one.group);
    if (group) group.push(one);
    else groups.set(one.group, [one]);
  }
  return [...groups.values()];
}

/**
 * What of a statement's lines does not fit to the quarters and years around it. `already` are holds of other rules: what
 * is derived from those is held with them. What stands already with the same value is not held again.
 */
export function statements(
  { statement: gate }: Gate,
  candidates: readonly Candidate[],
  stored: readonly StoredValue[],
  already: readonly Hold[],
): Hold[] {
  if (!gate) return [];
  const stands = new Set(stored.map((one) => `${one.series} ${one.period} ${one.value}`));
  const accepted = ({ series, proposal }: Candidate) => stands.has(`${series} ${proposal.period} ${proposal.value}`);
  const held = new Set(already.map((one) => one.candidate));
  const open = [...held].filter((one) => !accepted(one));
  return byGroup(statedOf(gate, candidates, stored)).flatMap((group) => {
    const sound = group.filter((one) => !one.candidate || !held.has(one.candidate));
    const of = (all: readonly Stated[], measure: Stated["measure"]) => all.filter((one) => one.measure === measure);
    const far = [of(sound, "quarter"), of(sound, "year")].flatMap((all) => deviations(all, gate));
    // What is wrong by itself says nothing about the sign or the sum of others.
    const wrong = new Set(far.map((one) => one.stated));
    const rest = sound.filter((one) => !wrong.has(one));
    const [quarters, years] = [of(rest, "quarter"), of(rest, "year")];
    const own = [...far, ...[quarters, years].flatMap((all) => flips(all, gate)), ...sums(quarters, years, gate)];
    const holds = (all: readonly Deviation[]): Hold[] =>
      all.flatMap(({ stated: { candidate }, rule, reason }) =>
        candidate && !accepted(candidate) ? [{ candidate, rule, reason }] : [],
      );
    const first = holds(own);
    const parts = new Set([...open, ...first.map((one) => one.candidate)]);
    return [...first, ...holds(resting(of(group, "quarter"), of(group, "year"), parts))];
  });
}
