import { dayAfter, dayBefore } from "@/lib/kernel/days";
import type { Fact } from "./facts";
import { daysBetween, fiscalLabel, isYear, lengthOf } from "./fiscal";

type Days = { start: string; end: string };

/** When a filer's fiscal years end and ended. `transitions` are the times between two year ends of different months. */
export type FiscalCalendar = {
  /** The last days of the fiscal years that were filed as such, in order. */
  yearEnds: readonly string[];
  transitions: readonly Days[];
  /** MMDD of today's year end; null where neither the filer nor its filings say it. */
  today: string | null;
};

const ANNUAL = /^(10-K|20-F|40-F)/;

/** Whether a form reports a transition period. */
export const ofTransition = (form: string): boolean => /^10-[KQ]T/.test(form);

const SLACK_DAYS = 10;
/** Shorter than this between two fiscal years is no transition period but a year end that moved by days. */
const LEAST_DAYS = 21;

const unique = (days: readonly string[]): string[] => [...new Set(days)].toSorted();
const monthAndDay = (day: string): string => day.slice(5).replace("-", "");

/** Times between one fiscal year and the next that are no whole years. */
function gapsBetween(years: readonly Days[]): Days[] {
  return years.flatMap((year, at) => {
    const next = years[at + 1];
    const between = next ? daysBetween(year.end, next.start) - 1 : 0;
    return next && between >= LEAST_DAYS && between < 340
      ? [{ start: dayAfter(year.end), end: dayBefore(next.start) }]
      : [];
  });
}

/** Finds a filer's fiscal years from all of its facts: the years of its annual reports, and its transition reports. */
export function fiscalCalendarOf(facts: readonly Fact[], today: string | null): FiscalCalendar {
  const annual = facts.filter((one) => ANNUAL.test(one.form) && !ofTransition(one.form) && isYear(lengthOf(one)));
  const years = [...new Map(annual.map((one) => [one.end, one])).values()].toSorted((a, b) =>
    a.end.localeCompare(b.end),
  );
  const filed = facts.filter((one) => ofTransition(one.form) && !isYear(lengthOf(one)));
  // A transition report repeats the years before: only what ends last in it is the transition.
  const reports = unique(filed.map((one) => one.accession)).flatMap((accession) => {
    const own = filed.filter((one) => one.accession === accession);
    const end = own.reduce((last, one) => (one.end > last ? one.end : last), "");
    return own
      .filter((one) => one.end === end)
      .toSorted((a, b) => a.start.localeCompare(b.start))
      .slice(0, 1);
  });
  const transitions = [...reports, ...gapsBetween(years)].map(({ start, end }) => ({ start, end }));
  const once = transitions.filter(
    (one, at) => !transitions.slice(0, at).some((other) => Math.abs(daysBetween(other.end, one.end)) <= SLACK_DAYS),
  );
  const ends = years.map((one) => one.end);
  return {
    yearEnds: ends,
    transitions: once,
    today: today ?? (ends.length > 0 ? monthAndDay(ends.at(-1) ?? "") : null),
  };
}

/** Whether a transition ends on `from` or later, and before `to`: its own quarters belong to the years before it. */
const turns = ({ transitions }: FiscalCalendar, from: string, to: string): boolean =>
  transitions.some(({ end }) => daysBetween(from, end) >= -SLACK_DAYS && daysBetween(end, to) > SLACK_DAYS);

/** The year end, MMDD, under which a day was reported: that of its time, not today's. */
function yearEndFor(end: string, calendar: FiscalCalendar): string {
  const next = calendar.yearEnds.find((one) => daysBetween(end, one) >= -SLACK_DAYS);
  if (next && !turns(calendar, end, next)) return monthAndDay(next);
  const last = calendar.yearEnds.findLast((one) => one <= end);
  if (last && turns(calendar, end, "9999-12-31") && !turns(calendar, last, end)) return monthAndDay(last);
  return calendar.today ?? (last ? monthAndDay(last) : "1231");
}

/** What a span is called by the fiscal year of its time, `FY2027Q1` or `FY2026`. */
export const labelOf = (end: string, whole: boolean, calendar: FiscalCalendar): string =>
  fiscalLabel(end, yearEndFor(end, calendar), whole);

/** Whether a span of a year is a fiscal year, and no trailing sum of four quarters that ends within one. */
export function isFiscalYear({ end }: Days, calendar: FiscalCalendar): boolean {
  if (calendar.yearEnds.some((one) => Math.abs(daysBetween(one, end)) <= SLACK_DAYS)) return true;
  if (calendar.yearEnds.length === 0 && calendar.today === null) return true;
  return labelOf(end, false, calendar).endsWith("Q4") && isYearEnd(end, yearEndFor(end, calendar));
}

function isYearEnd(end: string, yearEnd: string): boolean {
  const year = Number(end.slice(0, 4));
  return [year - 1, year, year + 1].some((one) => {
    const day = `${one}-${yearEnd.slice(0, 2)}-${yearEnd.slice(2) === "29" ? "28" : yearEnd.slice(2)}`;
    return Math.abs(daysBetween(day, end)) <= SLACK_DAYS;
  });
}
