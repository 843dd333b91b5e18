import { inDayOrder } from "@/lib/kernel/day-order";
import { dayAfter, dayPlus } from "./business-days";
import { type Fleet, companionOf } from "./companion";
import { Panel, type Standing, type Step } from "./panel";
import type { Parameters, RateCardParameters } from "./parameters";
import type { Posting } from "./posting";
import { weightedQuantile } from "./quantile";

/** How lately the votes of a rate-card level were seen: A most within a month, B most within a quarter, C older. */
export type Grade = "A" | "B" | "C";

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
type Seen = Pick<RateCard, "seen31" | "seen92" | "grade">;

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

/** A day of the walk, with what it rests on while the walk stands on that day. `version` changes with who votes with what. */
export type RateCardDay = RateCard & { version: number; standing: () => RateVote[] };

/** Where a walk over a market's posted prices stands. */
class Walk {
  readonly #course: RateCardCourse;
  readonly #panel: Panel;
  readonly #postings: readonly Posting[];
  readonly #fleetDays: ReadonlySet<string>;
  /** Days on which a vote becomes older than a limit of what was seen lately. */
  readonly #ageing = new Set<string>();
  #at = 0;
  #chain: Chain = null;
  #priced: (Priced & { version: number }) | null = null;
  #seen: Seen | null = null;

  constructor(course: RateCardCourse) {
    this.#course = course;
    this.#panel = new Panel({ lifeDays: course.lifeDays, nearDays: course.rules.nearDays });
    this.#postings = inDayOrder(course.postings);
    this.#fleetDays = new Set(course.fleets.map((one) => (one.known > one.about ? one.known : one.about)));
  }

  get first(): string | undefined {
    return this.#postings[0]?.day;
  }

  /** Goes to the next day; null where too few prices stand. Days have to follow one another from the first. */
  to(day: string): RateCardDay | null {
    const wasRead = this.#read(day);
    if (!this.#chain || day < this.#course.from) return null;
    const { version } = this.#panel;
    if (this.#priced?.version !== version || this.#fleetDays.has(day) || wasRead || this.#ageing.has(day))
      this.#look(day, version);
    if (!this.#priced || !this.#seen) return null;
    const { value, from } = this.#chain;
    return { day, ...this.#priced, ...this.#seen, chain: value, chainFrom: from, standing: () => this.#votes() };
  }

  #read(day: string): boolean {
    this.#panel.begin(day);
    const begin = this.#at;
    while (this.#postings[this.#at]?.day === day) this.#at += 1;
    const steps = begin < this.#at ? this.#panel.read(day, this.#postings.slice(begin, this.#at)) : [];
    this.#link(day, steps);
    if (begin === this.#at) return false;
    for (const days of this.#course.rules.seenWithinDays) this.#ageing.add(dayPlus(day, days + 1));
    return true;
  }

  /** Moves the chain by the offers of both days alone; it ends where too few prices stand, or none that stood before. */
  #link(day: string, steps: readonly Step[]): void {
    const { leastVotes, leastOwners } = this.#course.rules;
    if (this.#panel.votes < leastVotes || this.#panel.owners < leastOwners) this.#chain = null;
    else if (!this.#chain || this.#panel.continuing === 0) this.#chain = { value: 100, from: day };
    else if (steps.length > 0) {
      const move = steps.reduce((sum, one) => sum + one.share * one.change, 0);
      this.#chain = { ...this.#chain, value: this.#chain.value * Math.exp(move) };
    }
  }

  #look(day: string, version: number): void {
    const standing = this.#panel.standing();
    if (this.#priced?.version !== version || this.#fleetDays.has(day))
      this.#priced = { ...pricedOf(standing, day, this.#course), version };
    const { rules } = this.#course;
    const [near, far] = rules.seenWithinDays;
    const [seen31, seen92] = [seenWithin(standing, day, near), seenWithin(standing, day, far)];
    this.#seen = { seen31, seen92, grade: gradeOf(seen31, seen92, rules) };
  }

  #votes(): RateVote[] {
    const standing = this.#panel.standing();
    const whole = standing.reduce((sum, one) => sum + one.weight, 0);
    return standing
      .map(({ weight, ...one }) => ({ ...one, share: weight / whole }))
      .toSorted((a, b) => a.price - b.price || (a.owner < b.owner ? -1 : 1));
  }
}

/**
 * Walks a market's posted prices day by day and yields each day on which enough of them stand. A day on which nothing
 * was read, ran out or aged past a limit costs no more than its line.
 */
export function* rateCards(course: RateCardCourse): Generator<RateCardDay> {
  const walk = new Walk(course);
  if (walk.first === undefined) return;
  for (let day = walk.first; day <= course.to; day = dayAfter(day)) {
    const found = walk.to(day);
    if (found) yield found;
  }
}
