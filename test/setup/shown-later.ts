import type { Cell, Row, SourcedFigure } from "@/lib/dashboards/figure";
import type { Day } from "@/lib/kernel/period";
import { isAfter } from "@/lib/provenance/source-as-of";
type Line = { key: string; title: string; published: string | null };

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const MONTH = new RegExp(`\\b(${MONTHS.join("|")})-(\\d{2})\\b`, "g");
const DATE = /\b20\d{2}(?:-\d{2}(?:-\d{2})?)?(?=Q[1-4]|H[12]|\b)/g;
// A fiscal year is named after its end, which stands behind it; dollars of a year are a unit.
const NOT_DATES = /\bF[QY]\d+(?:Q\d)?(?: \d{4})?(?= \()|\b\d{4} USD\b/g;

/** The dates that a sentence names, as they are written and as the beginnings of ISO days. */
export function datesIn(sentence: string): { written: string; iso: string }[] {
  const text = sentence.replace(NOT_DATES, "");
  const months = [...text.matchAll(MONTH)].map(([written, month = "", year = ""]) => ({
    written,
    iso: `20${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}`,
  }));
  const dates = [...text.matchAll(DATE)].map(([written]) => ({ written, iso: written }));
  return [...months, ...dates];
}

/** Whether a row tells of a plan, a forecast or an expectation: its period may lie ahead. */
const looksAhead = (row: Row): boolean =>
  Object.values(row).some((cell) => cell.status !== undefined && "FGCE".includes(cell.status));

const written = (cell: Cell): string => `${cell.text ?? ""} ${String(cell.value ?? "")}`;

function laterInWords(day: Day, figure: SourcedFigure): string[] {
  const ahead = figure.table.rows.filter(looksAhead);
  const said = ahead.flatMap((row) => Object.values(row).map(written)).join(" ");
  // The one figure whose period is asked for and stands in no row.
  const whole = figure.id === "point-in-time" && ahead.length > 0;
  return [figure.title, figure.subtitle, figure.note ?? ""].flatMap((sentence) =>
    datesIn(sentence)
      .filter(({ written: date, iso }) => isAfter(iso, day) && !whole && !said.includes(date))
      .map(({ written: date }) => `${date} in “${sentence}”`),
  );
}

/** The day of a cell that says when something was known or seen, or when it happened. */
function laterDay(day: Day, row: Row, key: string): string[] {
  const value = row[key]?.value;
  const mayLieAhead = looksAhead(row) && key !== "known" && key !== "seen";
  return typeof value === "string" && value > day && !mayLieAhead ? [`${key} ${value}`] : [];
}

/** What a figure shows as of a day that nobody knew by then, in words. */
export function laterIn(day: Day, figure: SourcedFigure): string[] {
  const end = `${day}T23:59:59.999Z`;
  const cells = figure.table.rows.flatMap((row) =>
    figure.table.columns.flatMap(({ key, kind }) => [
      ...((row[key]?.knownAt ?? "") > end ? [`${key} known since ${row[key]?.knownAt}`] : []),
      ...(kind === "day" ? laterDay(day, row, key) : []),
    ]),
  );
  const pins = figure.chart?.pins?.filter((pin) => pin.on > day).map((pin) => `pin ${pin.on} ${pin.label}`) ?? [];
  return [...laterInWords(day, figure), ...cells, ...pins];
}

/** What the lines of some sources tell of a later day. */
export function laterInSources(day: Day, sources: readonly Line[]): string[] {
  return sources.flatMap(({ key, title, published }) => {
    const isLater = published !== null && isAfter(published, day);
    // An outlook names years ahead; a month or a day in a title is that of a state.
    const named = datesIn(title).filter(({ iso }) => iso.length > 4 && isAfter(iso, day));
    return [...(isLater ? [`${key} published ${published}`] : []), ...named.map((one) => `${key}: ${one.written}`)];
  });
}
