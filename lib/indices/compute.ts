import { type Assessment, assess, type Exclusion, type Input } from "@/lib/models/price-index/assess";
import { businessDaysBetween, dayAfter, dayPlus } from "@/lib/models/price-index/business-days";
import { chainStep, matched } from "@/lib/models/price-index/chain";
import { type IndexStatus, mayCarry, type Published, revise } from "@/lib/models/price-index/decide";
import type { Parameters } from "@/lib/models/price-index/parameters";

/** What stands published for one day of an index. */
export type Standing = Published & { chain: number | null };

/** What is to be published for one day, and what it rests on. */
export type Decision = {
  day: string;
  status: IndexStatus;
  value: number | null;
  chain: number | null;
  /** By what the chain came here from the last day that it had. */
  link: Link;
  revision: number;
  reason: string;
  assessment: Assessment;
  /** Why a person has to look before it goes out; null where nobody has to. */
  alarm: { value: number; words: string } | null;
};

/** The very same offers of both days, the rate card over a gap, nothing (then there is no chain), or its first day. */
export type Link = "offers" | "rate-card" | "none" | "first";

export type Course = {
  /** What is known at the end of a day. */
  inputs: (day: string) => Input[];
  contract: boolean;
  from: string;
  to: string;
  today: string;
  standing: ReadonlyMap<string, Standing>;
  /** Days whose alarm a person has accepted. */
  released: ReadonlySet<string>;
  /** Days past their time of restatement to whose erratum two persons have agreed. */
  errata?: ReadonlySet<string>;
  /** What was known on a day and may never enter, with its rule. */
  barred?: (day: string) => Exclusion[];
  /** A price from the level on demand, for days whose own gate fails. */
  indicative?: (day: string) => number | null;
  /** By how much the posted prices moved between two days, in logarithms, on matched offers; null where that is not known. */
  rateCardMove?: (from: string, to: string) => number | null;
  table: Parameters;
};

type Last = { assessment: Assessment; day: string; value: number };
type Chained = { assessment: Assessment; day: string; chain: number };

/** Where the computation stands before a day: what was assessed last, and how many had a vote on each day so far. */
type State = {
  last: Last | null;
  chained: Chained | null;
  before: Computed["status"] | null;
  votes: Map<string, number>;
};

const rounded = (value: number): number => Number(value.toFixed(4));

/** What is odd about a day, as the end of a sentence about the index: half of the providers gone, or a large move. */
function alarmOf(
  { last, votes }: State,
  day: string,
  assessment: Assessment,
  value: number,
  table: Parameters,
): string | null {
  const then = votes.get(dayPlus(day, -7)) ?? 0;
  const now = assessment.votes.length;
  if (now < then * table.alarm.contributorShare) return `rests on ${now} providers where it had ${then} a week before`;
  if (!last || dayAfter(last.day) < day) return null;
  const move = value / last.value - 1;
  if (Math.abs(move) <= table.alarm.move) return null;
  const pairs = matched(last.assessment, assessment);
  const whole = pairs.reduce((all, one) => all + Math.abs(one.weight * one.change), 0);
  const driver = pairs.find((one) => Math.abs(one.weight * one.change) > whole * table.alarm.driverShare);
  return `moved ${(move * 100).toFixed(1)} % in a day${driver ? `, most of it ${driver.provider}` : ""}`;
}

type Computed = { value: number | null; status: "provisional" | "carried" | "indicative" | "withheld" };

function computedOn(day: string, level: number | null, last: Last | null, course: Course): Computed {
  if (level !== null) return { value: level, status: "provisional" };
  if (last && mayCarry(last.day, day, course.table)) return { value: last.value, status: "carried" };
  const indicative = course.contract ? (course.indicative?.(day) ?? null) : null;
  return indicative === null
    ? { value: null, status: "withheld" }
    : { value: rounded(indicative), status: "indicative" };
}

/**
 * The chain of a day: from the last day that has one by matched offers, over a gap by the posted prices. Where neither
 * has an offer of both days the chain is not assessed.
 */
function chainOn(
  day: string,
  assessment: Assessment,
  chained: Chained | null,
  course: Course,
): { chain: number | null; link: Link } {
  if (!chained) return { chain: course.standing.get(day)?.chain ?? 100, link: "first" };
  const byOffers = chainStep(chained.assessment, assessment);
  const byCard = course.rateCardMove?.(chained.day, day) ?? null;
  const isNext = mayCarry(chained.day, day, course.table);
  const [step, link]: [number | null, Link] =
    byCard !== null && (!isNext || byOffers === null) ? [byCard, "rate-card"] : [byOffers, "offers"];
  return step === null ? { chain: null, link: "none" } : { chain: chained.chain * Math.exp(step), link };
}

/** The level that a day's inputs give, and why a person has to look first where one has to. */
function looked(day: string, assessment: Assessment, state: State, course: Course): [number | null, Decision["alarm"]] {
  const found = assessment.level === null ? null : rounded(Math.exp(assessment.level));
  const isKnown = course.standing.get(day)?.value === found || day < dayPlus(course.today, -5);
  if (found === null || isKnown || course.released.has(day)) return [found, null];
  const words = alarmOf(state, day, assessment, found, course.table);
  return words === null ? [found, null] : [null, { value: found, words }];
}

function decideDay(day: string, state: State, course: Course): { state: State; decision: Decision | null } {
  const { table, contract, today } = course;
  const { last, chained, before, votes } = state;
  const assessment = assess(course.inputs(day), contract, table);
  const stands = course.standing.get(day) ?? null;
  const [level, alarm] = looked(day, assessment, state, course);
  const computed: Computed = alarm ? { value: null, status: "withheld" } : computedOn(day, level, last, course);
  const unlinked = { chain: chained?.chain ?? null, link: "none" as const };
  const { chain, link } = level === null ? unlinked : chainOn(day, assessment, chained, course);
  const silent = computed.status === "withheld" && !alarm && !stands && (before === null || before === "withheld");
  const next = silent ? null : revise(stands, computed, day, today, table, course.errata?.has(day));
  const decision = next && {
    day,
    ...next,
    chain: next.value === null ? null : chain,
    link,
    assessment: { ...assessment, exclusions: [...assessment.exclusions, ...(course.barred?.(day) ?? [])] },
    alarm,
  };
  const value = next ? next.value : (stands?.value ?? computed.value);
  votes.set(day, assessment.votes.length);
  const isAssessed = level !== null && value !== null;
  const reached = next ? chain : (stands?.chain ?? chain);
  return {
    state: {
      last: isAssessed ? { assessment, day, value } : last,
      chained: isAssessed && reached !== null ? { assessment, day, chain: reached } : chained,
      before: computed.status,
      votes,
    },
    decision,
  };
}

/** The last day before the course that has a chain; its inputs are not known any more. */
function chainedBefore({ standing, from, contract, table }: Course): Chained | null {
  let newest: { day: string; chain: number } | null = null;
  for (const [day, { chain }] of standing)
    if (day < from && chain !== null && (!newest || day > newest.day)) newest = { day, chain };
  return newest && { ...newest, assessment: assess([], contract, table) };
}

/** Days before today whose votes and levels a new day may be held against. */
const LOOKED_BACK_DAYS = 13;

/** The first day of a course of which anything may be decided: all before it stands and is past its time of restatement. */
function firstOpenDay({ from, to, today, standing, errata, table }: Course): string {
  const latest = dayPlus(today, -LOOKED_BACK_DAYS);
  const isSettled = (day: string): boolean =>
    standing.has(day) && !errata?.has(day) && businessDaysBetween(day, today) > table.restateWithinBusinessDays;
  let day = from;
  while (day <= to && day < latest && isSettled(day)) day = dayAfter(day);
  return day;
}

/**
 * Where a course may begin without another result: after the newest day before the first open one that has a level and
 * stands with a chain. What was assessed before that day is of no consequence.
 */
function resumedAt(course: Course): { from: string; state: State } | null {
  const { standing, contract, table } = course;
  for (let day = dayPlus(firstOpenDay(course), -1); day >= course.from; day = dayPlus(day, -1)) {
    const stands = standing.get(day);
    if (!stands || stands.chain === null) continue;
    const assessment = assess(course.inputs(day), contract, table);
    if (assessment.level === null) continue;
    const value = stands.value ?? rounded(Math.exp(assessment.level));
    const state: State = {
      last: { assessment, day, value },
      chained: { assessment, day, chain: stands.chain },
      before: "provisional",
      votes: new Map([[day, assessment.votes.length]]),
    };
    return { from: dayAfter(day), state };
  }
  return null;
}

/**
 * Computes an index day by day. Returns what differs from what stands: new days, restatements, days that become final.
 * A day of which nothing is known and before which nothing was published is passed over; so is every further day
 * without a value after the first.
 */
export function computeIndex(course: Course): Decision[] {
  const decisions: Decision[] = [];
  const begun: State = { last: null, chained: chainedBefore(course), before: null, votes: new Map() };
  const { from, state: first } = resumedAt(course) ?? { from: course.from, state: begun };
  let state = first;
  for (let day = from; day <= course.to; day = dayAfter(day)) {
    const { state: next, decision } = decideDay(day, state, course);
    state = next;
    if (decision) decisions.push(decision);
  }
  return decisions;
}
