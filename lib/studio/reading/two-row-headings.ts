import { addTo } from "@/lib/kernel/group-by";
import { isPart, isYear, joinedHeading } from "./read-period";

/** A row of years, each of which holds until the next: `2025`, blank, blank, blank, `2026`. */
function yearsAcross(row: readonly string[]): string[] {
  let year = "";
  return row.map((text) => {
    if (isYear(text)) year = text;
    else if (text !== "") year = "";
    return year;
  });
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ORDER = ["q1", "q2", "q3", "q4", "h1", "h2"];

/** The place of a part in its year, of its own kind. */
function placeOf(part: string): { kind: string; at: number } | null {
  const month = MONTHS.indexOf(part.slice(0, 3).toLowerCase());
  if (month >= 0) return { kind: "month", at: month };
  const [, letter = "", digit = ""] = part.match(/^f?([qh])([1-4])/i) ?? [];
  const [, first = "", behind = ""] = part.match(/^([1-4])f?([qh])/i) ?? [];
  const kind = (letter || behind).toLowerCase();
  const at = ORDER.indexOf(`${kind}${digit || first}`);
  return at < 0 ? null : { kind, at };
}

/**
 * Whether each part has a year in front and the parts of one year follow each other: years that stand in the middle of
 * their quarters leave the first without one, or give a year its quarters in disorder.
 */
function areInOrder(years: readonly string[], parts: readonly string[]): boolean {
  const across = yearsAcross(years);
  if (parts.some((part, at) => isPart(part) && across[at] === "")) return false;
  const runs = new Map<string, number[]>();
  let run = 0;
  parts.forEach((part, at) => {
    if (across[at] !== across[at - 1]) run = at;
    const place = isPart(part) ? placeOf(part) : null;
    if (place) addTo(runs, `${run} ${place.kind}`, place.at);
  });
  return [...runs.values()].every((places) => {
    const steps = places.slice(1).map((one, at) => Math.sign(one - (places[at] ?? 0)));
    return steps.every((step) => step !== 0 && step === steps[0]);
  });
}

function joined(years: readonly string[], parts: readonly string[], row: readonly string[]): string[] {
  const across = yearsAcross(years);
  return row.map((text, at) => {
    const [year, part] = [across[at] ?? "", parts[at] ?? ""];
    return isPart(part) && year !== "" ? joinedHeading(year, part) : text;
  });
}

/**
 * The headings of a row with the one above it, where years stand in one and their parts in the other: `2026`, blank over
 * `Q1`, `Q2` is `Q1 2026`, `Q2 2026`. Null where the two do not belong together.
 */
export function joinHeadings(above: readonly string[], row: readonly string[]): string[] | null {
  const width = Math.max(above.length, row.length);
  const [upper, lower] = [above, row].map((texts) => Array.from({ length: width }, (_, at) => texts[at] ?? ""));
  if (!upper || !lower) return null;
  // Names of columns may stand in either of the two rows.
  const names = lower.map((text, at) => (text === "" && !isYear(upper[at] ?? "") ? (upper[at] ?? "") : text));
  if (lower.some(isPart) && upper.some(isYear)) return areInOrder(upper, lower) ? joined(upper, lower, names) : null;
  if (lower.some(isYear) && upper.filter(isPart).length > 1)
    return areInOrder(lower, upper) ? joined(lower, upper, lower) : null;
  return null;
}
