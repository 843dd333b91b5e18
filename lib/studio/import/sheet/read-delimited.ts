import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import { textCell } from "./clean-text";
import { type Delimiter, SEPARATOR_LINE } from "./delimiter";
import { decoded, type Encoding } from "./encoding";
import { takeRecord, type TextRecord } from "./records";
import type { Seen } from "./seen";
import type { SheetRow } from "./sheet-row";

const MOST_SIGNS = 4 * 2 ** 20;

/** The records of a text that comes in blocks. Throws AppError invalid for a row that no table can have. */
async function* recordsOf(blocks: AsyncIterable<string>, delimiter: string): AsyncGenerator<TextRecord> {
  let [text, line] = ["", 1];
  function* take(ended: boolean): Generator<TextRecord> {
    let at = 0;
    while (at < text.length) {
      const taken = takeRecord(text, at, delimiter, ended);
      if (taken === "more") break;
      yield taken.record;
      line += taken.record.lines;
      at = taken.end;
    }
    text = text.slice(at);
    if (text.length > MOST_SIGNS)
      throw new AppError("invalid", `Line ${line} cannot be read: the row is longer than a row can be.`);
  }
  for await (const block of blocks) {
    text += block;
    yield* take(false);
  }
  yield* take(true);
}

/**
 * The rows of a CSV or TSV file, each with the line on which it begins; line breaks in quotes belong to their cell.
 * Empty lines are passed over. A line whose quotation marks cannot be read is refused alone, by its number. Throws
 * AppError invalid with the line for a wrong encoding.
 */
export async function* readDelimited(
  file: string,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
  seen: Seen,
): AsyncGenerator<SheetRow> {
  let line = 1;
  for await (const { cells, lines, refused } of recordsOf(decoded(file, encoding), delimiter)) {
    if (cells.length > limits.columns)
      throw new AppError("invalid", `Line ${line} has ${cells.length} columns, and ${limits.columns} are read.`);
    const filled = cells.length > 1 || cells[0]?.trim();
    const row = { line, cells: cells.map((text) => textCell(text, seen.onUnseen)) };
    // Excel reads a first line of `sep=;` as how the cells are parted, and shows none of it.
    if (filled && !(line === 1 && SEPARATOR_LINE.test(cells.join(delimiter))))
      yield refused === undefined ? row : { ...row, refused };
    line += lines;
  }
}
