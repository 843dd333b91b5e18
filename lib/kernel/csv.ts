export type CsvValue = string | number | boolean | null | undefined;

const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;
// Spreadsheets run a cell that begins so; the full-width signs are read like the plain ones by some.
const TRIGGER = /^[=+\-@\t\r\n＝＋－＠]/;

/** Text made safe for a spreadsheet: what would run as a formula gets a leading apostrophe; a number is left alone. */
export function neutralised(text: string): string {
  return TRIGGER.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function cell(value: CsvValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = neutralised(String(value));
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows as RFC 4180 text: commas, CRLF, quotes where needed, no byte order mark. Null is an empty cell, a number is
 * written in full with a dot and its sign.
 */
export function csvText(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
