import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import type { Reading } from "../connector";
import { SourceError } from "../source-error";

export type CsvRow = Readonly<Record<string, string>>;

/** What a line of a catalogue turned out to be; a line that no GPU is named in is not taken apart. */
export type CsvLine = { row: CsvRow } | { outside: true } | { broken: string };

const cellsOf = (line: string): string[] | null => {
  try {
    const rows: string[][] = parse(line, { relax_column_count: true });
    return rows[0] ?? [];
  } catch {
    return null;
  }
};

/**
 * The lines of a catalogue, one record each, read one by one: some have hundreds of thousands, of which a few matter.
 * `wants` looks at the raw line. Throws SourceError shape where there is no header or it lacks a needed column.
 */
export async function* csvLines(
  name: string,
  stream: Readable,
  needed: readonly string[],
  wants: (line: string) => boolean,
): AsyncGenerator<CsvLine, void> {
  let header: string[] | null = null;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === "") continue;
    if (!header) {
      header = cellsOf(line.replace(/^\uFEFF/, "")) ?? [];
      const missing = needed.find((column) => !header?.includes(column));
      if (missing) throw new SourceError("shape", `${name} has no column “${missing}”.`);
    } else if (!wants(line)) yield { outside: true };
    else {
      const cells = cellsOf(line);
      const names = header;
      const fits = cells && cells.length === names.length;
      yield fits ? { row: Object.fromEntries(names.map((one, at) => [one, cells[at] ?? ""])) } : { broken: line };
    }
  }
  if (!header) throw new SourceError("shape", `${name} is empty.`);
}

/** A line that is cut, or that has more columns than there are. */
export const brokenLine = (line: string): Reading => ({
  rejected: "a line of another width than the header",
  sample: line,
});

/** A price or a count as a catalogue writes it; null for an empty cell and NaN for what is no number. */
export function numberIn(row: CsvRow, column: string): number | null {
  const text = (row[column] ?? "").trim();
  return text === "" ? null : Number(text);
}
