import type { Headings } from "./find-headings";
import type { Table } from "./table";

const BEFORE = /^[-+]?(?:us)?[$€£¥]?\(?$/i;
const BEHIND = /^(?:\)?\s?%?|\))$/;

/**
 * Puts together what filings part into cells of their own: `$` under the heading, the number beside it, `)` or `%`
 * behind. Columns are joined only where nothing heads the second and nothing but signs stands in the way.
 */
export function joinSigns(table: Table, { row: head, first, texts }: Headings): Table {
  const rows = table.rows.map((row) => [...row]);
  const body = rows.slice(head + 1);
  const bare = (at: number): boolean => at < texts.length && (texts[at] ?? "") === "";
  for (let at = first; at < texts.length; at++) {
    if ((texts[at] ?? "") === "" || !bare(at + 1)) continue;
    const holds = (column: number, form: RegExp): boolean => body.every((row) => form.test(row[column] ?? ""));
    const join = (column: number) => {
      for (const row of body) [row[at], row[column]] = [`${row[at] ?? ""}${row[column] ?? ""}`, ""];
    };
    if (holds(at, BEFORE)) join(at + 1);
    for (let next = at + 1; bare(next) && holds(next, BEHIND); next++) join(next);
  }
  return { ...table, rows };
}
