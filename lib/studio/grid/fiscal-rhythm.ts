import { type Day, type Frequency, periodEnd } from "@/lib/kernel/period";
import { startOf } from "../reading/period-of";
import { columnOf } from "./columns";

/** A period of a company's own year: its first and last day, and what the company calls it. */
export type FiscalPeriod = { period: Day; periodEnd: Day; periodLabel: string | null };

/** A fiscal period that is known, in its column. */
export type KnownFiscal = FiscalPeriod & { column: Day };

/** A period whose last day follows from nothing: the days that are likely. */
export type OpenEnd = { candidates: readonly Day[] };

const MONTHS: Record<Frequency, number> = { day: 0, week: 0, month: 1, quarter: 3, half: 6, year: 12 };
// Companies change their year now and then: what they did long ago tells nothing.
const RECENT_DAYS = 1500;
const DAY_MS = 86_400_000;

const plus = (day: Day, days: number): Day => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
const between = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
const weekday = (day: Day): number => new Date(Date.parse(day)).getUTCDay();
const monthsOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const monthEnd = (months: number): Day =>
  new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).toISOString().slice(0, 10);

/** The last such weekday of a month. */
function lastWeekday(months: number, wanted: number): Day {
  const end = monthEnd(months);
  return plus(end, -((weekday(end) - wanted + 7) % 7));
}

/** The weekday that is nearest to the last day of a month, which may lie in the next one. */
function nearestWeekday(months: number, wanted: number): Day {
  const before = lastWeekday(months, wanted);
  return between(before, monthEnd(months)) <= 3 ? before : plus(before, 7);
}

type Rule = { nominal: (end: Day) => number; end: (months: number) => Day };

/** The month whose last day is nearest to a day. */
function nominalMonth(day: Day): number {
  const here = monthsOf(day);
  return between(monthEnd(here - 1), day) < between(day, monthEnd(here)) ? here - 1 : here;
}

/** The ways in which companies end their periods, of which the first that all known ends keep to is theirs. */
function ruleOf(ends: readonly Day[], step: number): Rule | null {
  const [first] = ends;
  if (first === undefined || ends.length < 2 || step === 0) return null;
  const day = weekday(first);
  const rules: Rule[] = [
    { nominal: monthsOf, end: monthEnd },
    { nominal: monthsOf, end: (months) => lastWeekday(months, day) },
    { nominal: nominalMonth, end: (months) => nearestWeekday(months, day) },
  ];
  const holds = ({ nominal, end }: Rule): boolean =>
    ends.every((one) => end(nominal(one)) === one && (nominal(one) - nominal(first)) % step === 0);
  // Two days of one weekday are chance; two last days of months are not.
  return rules.slice(0, ends.length > 2 ? 3 : 1).find(holds) ?? null;
}

/** Whether each period that follows another has had so many weeks. */
function hasWeeks(known: readonly KnownFiscal[], days: number): boolean {
  const steps = known.slice(1).flatMap((one, at) => {
    const before = known[at];
    return before && plus(before.periodEnd, 1) === one.period ? [between(before.periodEnd, one.periodEnd)] : [];
  });
  return steps.length >= 2 && steps.every((one) => one === days);
}

const QUARTERS = /^FY(\d{4})-?([QH])([1-4])$/;

/** The label of a period so many further on: `FY2026Q4` and one is `FY2027Q1`. */
function labelAfter(label: string | null, steps: number): string | null {
  const year = label?.match(/^FY(\d{4})$/);
  if (year) return `FY${Number(year[1]) + steps}`;
  const part = label?.match(QUARTERS);
  if (!part) return null;
  const inYear = part[2] === "Q" ? 4 : 2;
  const at = Number(part[1]) * inYear + Number(part[3]) - 1 + steps;
  return `FY${Math.floor(at / inYear)}${part[2]}${(at % inYear) + 1}`;
}

/** How a series' fiscal periods follow each other, by those that are known. */
export class FiscalRhythm {
  readonly #known: readonly KnownFiscal[];
  readonly #frequency: Frequency;
  readonly #rule: Rule | null;
  /** How many days each period has, where it is so many weeks and no day of the month. */
  readonly #days: number | null;

  constructor(known: readonly KnownFiscal[], frequency: Frequency) {
    this.#known = known.toSorted((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
    this.#frequency = frequency;
    const last = this.#known.at(-1)?.periodEnd;
    const recent = this.#known.filter((one) => last !== undefined && between(one.periodEnd, last) < RECENT_DAYS);
    const ends = recent.map((one) => one.periodEnd);
    this.#rule = ruleOf(ends, MONTHS[frequency]);
    const days = frequency === "quarter" ? 91 : 0;
    this.#days = days > 0 && hasWeeks(recent, days) ? days : null;
  }

  #steps(from: Day, to: Day): number {
    return Math.round((monthsOf(to) - monthsOf(from)) / MONTHS[this.#frequency]);
  }

  #endAfter(end: Day, steps: number): Day | null {
    return this.#rule?.end(this.#rule.nominal(end) + steps * MONTHS[this.#frequency]) ?? null;
  }

  /** The end of the next period by its weeks; the last of a year may have one more, and is nobody's guess. */
  #endByWeeks(before: KnownFiscal, steps: number): Day | null {
    const closes = /Q4$|H2$/.test(labelAfter(before.periodLabel, 1) ?? "Q4");
    return this.#days !== null && steps === 1 && !closes ? plus(before.periodEnd, this.#days) : null;
  }

  #checked(column: Day, period: Day, end: Day, periodLabel: string | null): FiscalPeriod | null {
    const fits = period < end && columnOf(period, end, this.#frequency) === column;
    return fits ? { period, periodEnd: end, periodLabel } : null;
  }

  /** The likely ends of a period that begins behind a known one. */
  #candidates(column: Day, before: KnownFiscal | undefined): Day[] {
    const step = MONTHS[this.#frequency];
    if (!before || this.#steps(before.column, column) !== 1) return [periodEnd(column, this.#frequency)];
    const weeks = Math.round((step * 52) / 12);
    const ends = [
      plus(before.periodEnd, weeks * 7),
      plus(before.periodEnd, (weeks + 1) * 7),
      monthEnd(nominalMonth(before.periodEnd) + step),
    ];
    return [...new Set(ends)].filter((end) => this.#checked(column, plus(before.periodEnd, 1), end, null)).toSorted();
  }

  /**
   * The fiscal period that belongs into a column: the known one, the gap between two known ones, else what the rhythm
   * gives; where it gives none, the ends that are likely. `told` is the last day where somebody has said it.
   */
  at(column: Day, told?: Day): FiscalPeriod | OpenEnd {
    const known = this.#known.find((one) => one.column === column);
    if (known) return known;
    const before = this.#known.findLast((one) => one.column < column);
    const after = this.#known.find((one) => one.column > column);
    const open = { candidates: this.#candidates(column, before) };
    if (told !== undefined) return this.#told(column, told, before) ?? open;
    if (before) return this.#behind(column, before, after) ?? open;
    return (after && this.#inFront(column, after)) ?? open;
  }

  #told(column: Day, end: Day, before: KnownFiscal | undefined): FiscalPeriod | null {
    const steps = before ? this.#steps(before.column, column) : 0;
    const length = Math.round((MONTHS[this.#frequency] * 365.25) / 12);
    const start = before && steps === 1 ? plus(before.periodEnd, 1) : plus(end, 1 - length);
    return this.#checked(column, start, end, before ? labelAfter(before.periodLabel, steps) : null);
  }

  #behind(column: Day, before: KnownFiscal, after: KnownFiscal | undefined): FiscalPeriod | null {
    const steps = this.#steps(before.column, column);
    const last = steps === 1 ? before.periodEnd : this.#endAfter(before.periodEnd, steps - 1);
    const gap = after && this.#steps(column, after.column) === 1 ? plus(after.period, -1) : null;
    const end = gap ?? this.#endAfter(before.periodEnd, steps) ?? this.#endByWeeks(before, steps);
    return last && end ? this.#checked(column, plus(last, 1), end, labelAfter(before.periodLabel, steps)) : null;
  }

  #inFront(column: Day, after: KnownFiscal): FiscalPeriod | null {
    const steps = this.#steps(column, after.column);
    const end = steps === 1 ? plus(after.period, -1) : this.#endAfter(after.periodEnd, -steps);
    const last = this.#endAfter(after.periodEnd, -steps - 1);
    return last && end ? this.#checked(column, plus(last, 1), end, labelAfter(after.periodLabel, -steps)) : null;
  }

  /** The column of the period that ends on a day: of a known one, else of the one that would end about then. */
  columnByEnd(end: Day): Day | null {
    const known = this.#known.find((one) => one.periodEnd === end);
    if (known) return known.column;
    const half = Math.round((MONTHS[this.#frequency] * 365.25) / 24);
    const column = startOf(plus(end, -half), this.#frequency);
    if (this.#known.some((one) => one.column === column)) return null;
    const found = this.at(column);
    return "period" in found
      ? found.periodEnd === end
        ? column
        : null
      : "period" in this.at(column, end)
        ? column
        : null;
  }

  /** The column of the period that the company calls so: of a known one, else of one of the next. */
  columnByLabel(label: string): Day | null {
    const known = this.#known.find((one) => one.periodLabel === label);
    if (known) return known.column;
    const last = this.#known.at(-1);
    if (!last) return null;
    for (let steps = 1; steps <= 8; steps++)
      if (labelAfter(last.periodLabel, steps) === label)
        return startOf(monthEnd(monthsOf(last.column) + steps * MONTHS[this.#frequency]), this.#frequency);
    return null;
  }
}

type Cell = { column: Day; period: Day; periodEnd: Day | null; periodLabel: string | null };

/** The rhythm of a series that has fiscal periods; null for one that keeps to the calendar. */
export function rhythmOf(cells: readonly Cell[], frequency: Frequency): FiscalRhythm | null {
  const known = cells.flatMap(({ periodEnd: end, ...one }) => (end === null ? [] : [{ ...one, periodEnd: end }]));
  return known.length > 0 && MONTHS[frequency] > 0 ? new FiscalRhythm(known, frequency) : null;
}
