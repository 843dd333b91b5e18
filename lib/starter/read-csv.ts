import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { z } from "zod";

/** A row of a starter file that was not taken, and why. */
export type Reject = { file: string; line: number; column: string; reason: string };

const Line = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) });

export type CsvRow = { line: number; cells: Record<string, string> };

/**
 * Streams the rows of a CSV file with a header, each with the line it begins on. Empty cells are left out.
 * Throws where the file is no CSV at all, with file and line in the message.
 */
export async function* readCsv(path: string): AsyncGenerator<CsvRow> {
  const parser = createReadStream(path).pipe(parse({ columns: true, info: true, skip_empty_lines: true, bom: true }));
  let begins = 2;
  for await (const row of parser) {
    const { record, info } = Line.parse(row);
    const cells = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ""));
    yield { line: begins, cells };
    begins = info.lines + 1;
  }
}
