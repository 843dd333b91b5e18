import { dayAfter, dayPlus } from "./business-days";
import { type Fleet, companionOf } from "./companion";
import { Panel, type Standing } from "./panel";
import type { Parameters, RateCardParameters } from "./parameters";
import type { Posting } from "./posting";
import { weightedQuantile } from "./quantile";

export const GRADES = ["A", "B", "C"] as const;
/** How lately the votes of a rate-card level were seen: A most within a month, B most within a quarter, C older. */
export type Grade = (typeof GRADES)[number];

/** A vote: a standing price and its part of all voices, as parts of 1. */
export type RateVote = Standing & { share: number };

/** What the posted prices that stand on a day say, USD per GPU-hour. */
export type RateCard = {
  day: string;
  median: number;
  low: number;
  high: number;
  votes: number;
  owners: number;
  /** The parts of the votes that were seen within 31 and within 92 days. */
  seen31: number;
  seen92: number;
  grade: Grade;
  /** Moves with matched offers alone; 100 on `chainFrom`, the first day without a break. */
  chain: number;
  chainFrom: string;
  /** The median weighted with installed fleets, and how many owners of the votes have one; null below three. */
  companion: number | null;
  fleets: number;
};

/** One market's postings and fleets, and the days to walk. Postings and fleets may come in any order. */
export type RateCardCourse = {
  postings: readonly Posting[];
  fleets: readonly Fleet[];
  lifeDays: number;
  from: string;
  to: string;
  table: Parameters;
  rules: RateCardParameters;
};

export const gradeOf = (seen31: number, seen92: number, { grades }: RateCardParameters): Grade =>
  seen31 >= grades.a ? "A" : seen92 >= grades.b ? "B" : "C";

/** For how many days a posted price of a segment and tenor stands. */
export const lifeOf = (segment: string, tenor: string, rules: RateCardParameters): number =>
  tenor === "spot" ? rules.spotLifeDays : (rules.lifeDays[segment] ?? rules.lifeDays["neocloud"] ?? 0);

type Priced = Pick<RateCard, "median" | "low" | "high" | "votes" | "owners" | "companion" | "fleets">;
type Chain = { value: number; from: string } | null;

const byDay = (a: { day: string }, b: { day: string }): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

function pricedOf(standing: readonly (Standing & { weight: number })[], day: string, course: RateCardCourse): Priced {
  const ascending = standing
    .map(({ price, weight }) => ({ value: price, weight }))
    .toSorted((a, b) => a.value - b.value);
  return {
    median: weightedQuantile(ascending, 0.5),
    low: weightedQuantile(ascending, 0.25),
    high: weightedQuantile(ascending, 0.75),
    votes: standing.length,
    owners: new Set(standing.map((one) => one.owner)).size,
    ...companionOf(standing, course.fleets, day, course.table, course.rules),
  };
}

function seenWithin(standing: readonly (Standing & { weight: number })[], day: string, days: number): number {
  const since = dayPlus(day, -days);
  const whole = standing.reduce((sum, one) => sum + one.weight, 0);
  return standing.reduce((sum, one) => sum + (one.seen >= since ? one.weight : 0), 0) / whole;
}

/**
 * Walks a market's posted prices day by day and yields each day on which enough of them stand. A day on which nothing
 * was read, ran out or aged past a limit costs nothing but its line.
 */
export function* rateCards(course: RateCardCourse): Generator<RateCard & { standing: () => RateVote[] }> {
  const { rules, lifeDays, table } = course;
  const panel = new Panel({ lifeDays, nearDays: rules.nearDays });
  const postings = course.postings.toSorted(byDay);
  const first = postings[0]?.day;
  if (first === undefined) return;
  const fleetDays = new Set(course.fleets.map((one) => one.known));
  const ageing = new Set<string>();
  let at = 0;
  let priced: Priced | null = null;
  let seen: Pick<RateCard, "seen31" | "seen92" | "grade"> | null = null;
  let version = -1;
  let chain: Chain = null;
  for (let day = first; day <= course.to; day = dayAfter(day)) {
    panel.expire(day);
    const begin = at;
    while (postings[at]?.day === day) at += 1;
    const steps = begin < at ? panel.read(day, postings.slice(begin, at)) : [];
    if (begin < at) for (const days of rules.seenWithinDays) ageing.add(dayPlus(day, days + 1));
    const enough = panel.votes >= rules.leastVotes;
    if (!enough) chain = null;
    else if (!chain) chain = { value: 100, from: day };
    else chain = { ...chain, value: chain.value * Math.exp(steps.reduce((sum, one) => sum + one.share * one.change, 0)) };
    if (day < course.from || !enough || !chain) {
      version = -1;
      continue;
    }
    const moved = panel.version !== version || fleetDays.has(day);
    if (moved || begin < at || ageing.has(day) || !seen) {
      const standing = panel.standing();
      if (moved || !priced) priced = pricedOf(standing, day, course);
      const [near, far] = rules.seenWithinDays;
      const seen31 = seenWithin(standing, day, near);
      const seen92 = seenWithin(standing, day, far);
      seen = { seen31, seen92, grade: gradeOf(seen31, seen92, rules) };
      version = panel.version;
    }
    if (!priced) continue;
    const link = { chain: chain.value, chainFrom: chain.from };
    yield { day, ...priced, ...seen, ...link, standing: () => votesOf(panel, table) };
  }
}

function votesOf(panel: Panel, _table: Parameters): RateVote[] {
  const standing = panel.standing();
  const whole = standing.reduce((sum, one) => sum + one.weight, 0);
  return standing.map(({ weight, ...one }) => ({ ...one, share: weight / whole })).toSorted((a, b) => a.price - b.price);
}
