const DAY_MS = 86_400_000;
const SLACK_DAYS = 10;
const DAYS_A_QUARTER = 91.31;

/** How many days after `from` a day is. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** How many days a span has, both ends counted. */
export const lengthOf = ({ start, end }: { start: string; end: string }): number => daysBetween(start, end) + 1;

/** Windows, not calendar logic: quarters of 52- and 53-week years have 84 to 98 days. */
export const isQuarter = (length: number): boolean => length >= 80 && length <= 100;
export const isYear = (length: number): boolean => length >= 350 && length <= 380;

/** The end of the fiscal year in which a span that ends on `end` lies. `yearEnd` is MMDD; 52-week years end near it. */
function yearEndOf(end: string, yearEnd: string): { year: number; day: string } {
  const first = Number(end.slice(0, 4));
  for (const year of [first - 1, first, first + 1]) {
    const month = Number(yearEnd.slice(0, 2));
    const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const text = new Date(Date.UTC(year, month - 1, Math.min(Number(yearEnd.slice(2)), lastOfMonth)))
      .toISOString()
      .slice(0, 10);
    if (daysBetween(text, end) <= SLACK_DAYS) return { year, day: text };
  }
  throw new Error(`no fiscal year ends after ${end}`);
}

/** What a fiscal span is called, `FY2027Q1` or `FY2026`, from its last day: a filing's own fy and fp describe the filing. */
export function fiscalLabel(end: string, yearEnd: string, whole: boolean): string {
  const { year, day } = yearEndOf(end, yearEnd);
  if (whole) return `FY${year}`;
  const left = Math.round(daysBetween(end, day) / DAYS_A_QUARTER);
  return `FY${year}Q${Math.min(4, Math.max(1, 4 - left))}`;
}

/** The calendar quarter that holds the middle of a span, `2026Q1`: the same answer as the SEC's own frames. */
export function calendarQuarter({ start, end }: { start: string; end: string }): string {
  const middle = new Date((Date.parse(start) + Date.parse(end)) / 2);
  return `${middle.getUTCFullYear()}Q${Math.floor(middle.getUTCMonth() / 3) + 1}`;
}
