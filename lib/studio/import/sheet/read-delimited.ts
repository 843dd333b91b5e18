import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import type { Delimiter } from "./delimiter";
import { decoded, type Encoding } from "./encoding";
import { type SheetRow, textCell } from "./sheet-row";

const Record = z.array(z.string());

function told(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const why =
    error.code === "CSV_QUOTE_NOT_CLOSED"
      ? "a quotation mark is opened and never closed"
      : error.code === "CSV_MAX_RECORD_SIZE"
        ? "the row is longer than a row can be; a quotation mark may be open"
        : "a quotation mark stands where none can be";
  return new AppError("invalid", `Line ${line} cannot be read: ${why}. Nothing was taken.`);
}

const BREAK = /\r\n|\r|\n/g;

/** How many lines of the file a record fills. */
function linesOf(record: readonly string[]): number {
  let lines = 1;
  for (const text of record) if (text.includes("\n") || text.includes("\r")) lines += text.match(BREAK)?.length ?? 0;
  return lines;
}

/**
 * The rows of a CSV or TSV file, each with the line on which it begins; line breaks in quotes belong to their cell.
 * Empty lines are passed over. Throws AppError invalid with the line for a wrong encoding or an open quotation mark.
 */
export async function* readDelimited(
  file: string,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter,
    bom: true,
    // The first row alone would decide otherwise, and files that were pasted together mix them.
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: limits.columns * limits.cellCharacters,
  });
  const text = Readable.from(decoded(file, encoding));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  let begins = 1;
  try {
    for await (const row of parser) {
      const record = Record.parse(row);
      if (record.length > limits.columns)
        throw new AppError("invalid", `Line ${begins} has ${record.length} columns, and ${limits.columns} are read.`);
      if (record.length > 1 || record[0]?.trim()) yield { line: begins, cells: record.map(textCell) };
      begins += linesOf(record);
    }
  } catch (error) {
    throw told(error, begins);
  } finally {
    text.destroy();
    parser.destroy();
  }
}
