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
  if (lower.some(isPart) && upper.some(isYear)) return joined(upper, lower, names);
  if (lower.some(isYear) && upper.filter(isPart).length > 1) return joined(lower, upper, lower);
  return null;
}
