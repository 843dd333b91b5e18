import { type Assessment, assess, type Exclusion } from "@/lib/models/price-index/assess";
import { dayAfter } from "@/lib/models/price-index/business-days";
import { chainStep, matched } from "@/lib/models/price-index/chain";
import { type IndexStatus, mayCarry, type Published, revise } from "@/lib/models/price-index/decide";
import type { Parameters } from "@/lib/models/price-index/parameters";
import { type DatedQuote, inputsOn } from "./dated-quotes";

/** What stands published for one day of an index. */
export type Standing = Published & { chain: number | null };

/** What is to be published for one day, and what it rests on. */
export type Decision = {
  day: string;
  status: IndexStatus;
  value: number | null;
  chain: number | null;
  revision: number;
  reason: string;
  assessment: Assessment;
  /** Why a person has to look before it goes out; null where nobody has to. */
  alarm: { value: number; words: string } | null;
};

export type Course = {
  quotes: readonly DatedQuote[];
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
  table: Parameters;
};

type Last = { assessment: Assessment; day: string; value: number; chain: number };

/** Where the computation stands before a day: what was assessed last, and how many had a vote on each day so far. */
type State = { last: Last | null; before: Computed["status"] | null; votes: Map<string, number> };

const rounded = (value: number): number => Number(value.toFixed(4));

/** What is odd about a day, as the end of a sentence about the index: half of the providers gone, or a large move. */
function alarmOf(
  { last, votes }: State,
  day: string,
  assessment: Assessment,
  value: number,
  table: Parameters,
): string | null {
  const then = votes.get(backBy(day, 7)) ?? 0;
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

function chainOn(assessment: Assessment, last: Last | null, stands: Standing | null): number {
  if (!last) return stands?.chain ?? 100;
  return last.chain * Math.exp(chainStep(last.assessment, assessment) ?? 0);
}

function decideDay(day: string, state: State, course: Course): { state: State; decision: Decision | null } {
  const { table, contract, today } = course;
  const { last, before, votes } = state;
  const own = assess(inputsOn(course.quotes, day, contract, table), contract, table);
  const assessment = { ...own, exclusions: [...own.exclusions, ...(course.barred?.(day) ?? [])] };
  const stands = course.standing.get(day) ?? null;
  const found = assessment.level === null ? null : rounded(Math.exp(assessment.level));
  const looked = found === null || stands?.value === found || day < backBy(today, 5) || course.released.has(day);
  const words = looked ? null : alarmOf(state, day, assessment, found, table);
  const alarm = words === null || found === null ? null : { value: found, words };
  const level = alarm ? null : found;
  const computed: Computed = alarm ? { value: null, status: "withheld" } : computedOn(day, level, last, course);
  const chain = level === null ? (last?.chain ?? null) : chainOn(assessment, last, stands);
  const silent = computed.status === "withheld" && !alarm && !stands && (before === null || before === "withheld");
  const next = silent ? null : revise(stands, computed, day, today, table, course.errata?.has(day));
  const decision = next ? { day, ...next, chain: next.value === null ? null : chain, assessment, alarm } : null;
  const value = next ? next.value : (stands?.value ?? computed.value);
  const assessed = level !== null && value !== null && chain !== null;
  const newest = assessed ? { assessment, day, value, chain: next ? chain : (stands?.chain ?? chain) } : last;
  votes.set(day, assessment.votes.length);
  return { state: { last: newest, before: computed.status, votes }, decision };
}

/**
 * Computes an index day by day. Returns what differs from what stands: new days, restatements, days that become final.
 * A day of which nothing is known and before which nothing was published is passed over; so is every further day
 * without a value after the first.
 */
export function computeIndex(course: Course): Decision[] {
  const decisions: Decision[] = [];
  let state: State = { last: null, before: null, votes: new Map() };
  for (let day = course.from; day <= course.to; day = dayAfter(day)) {
    const { state: next, decision } = decideDay(day, state, course);
    state = next;
    if (decision) decisions.push(decision);
  }
  return decisions;
}

const backBy = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
