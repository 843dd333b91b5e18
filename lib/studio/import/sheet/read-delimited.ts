import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import { cellStore } from "./cell-store";
import { type Delimiter, SEPARATOR_LINE } from "./delimiter";
import { decoded, type Encoding } from "./encoding";
import { takeRecord, type TextRecord } from "./records";
import type { Seen } from "./seen";
import type { SheetRow } from "./sheet-row";

const MOST_SIGNS = 4 * 2 ** 20;

/** The records of a text that comes in blocks, block by block. Throws AppError invalid for a row that no table can have. */
async function* recordsOf(blocks: AsyncIterable<string>, delimiter: string): AsyncGenerator<TextRecord[]> {
  let [text, line] = ["", 1];
  function take(ended: boolean): TextRecord[] {
    const records: TextRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const taken = takeRecord(text, at, delimiter, ended);
      if (taken === "more") break;
      records.push(taken.record);
      line += taken.record.lines;
      at = taken.end;
    }
    text = text.slice(at);
    if (text.length > MOST_SIGNS)
      throw new AppError("invalid", `Line ${line} cannot be read: the row is longer than a row can be.`);
    return records;
  }
  for await (const block of blocks) {
    text += block;
    yield take(false);
  }
  yield take(true);
}

/**
 * The rows of a CSV or TSV file, block by block, each with the line on which it begins; line breaks in quotes belong to their cell.
 * Empty lines are passed over. A line whose quotation marks cannot be read is refused alone, by its number. Throws
 * AppError invalid with the line for a wrong encoding.
 */
export async function* readDelimited(
  file: string,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
  seen: Seen,
): AsyncGenerator<SheetRow[]> {
  const cellOf = cellStore(seen);
  let line = 1;
  const rowOf = ({ cells, lines, refused }: TextRecord): SheetRow[] => {
    const at = line;
    line += lines;
    if (cells.length > limits.columns)
      throw new AppError("invalid", `Line ${at} has ${cells.length} columns, and ${limits.columns} are read.`);
    const filled = cells.length > 1 || cells[0]?.trim();
    const row = { line: at, cells: cells.map(cellOf) };
    // Excel reads a first line of `sep=;` as how the cells are parted, and shows none of it.
    if (!filled || (at === 1 && SEPARATOR_LINE.test(cells.join(delimiter)))) return [];
    return [refused === undefined ? row : { ...row, refused }];
  };
  for await (const records of recordsOf(decoded(file, encoding), delimiter)) yield records.flatMap(rowOf);
}
