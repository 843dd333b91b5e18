import { AppError } from "@/lib/kernel/error";
import type { UploadFormat } from "../file/sniff-file";
import { limits } from "../limits";
import type { Calculation, Zeros } from "./calculation";
import { type Delimiter, guessDelimiter } from "./delimiter";
import { decoded, type Encoding } from "./encoding";
import { type EncodingSample, guessEncoding } from "./guess-encoding";
import { readDelimited } from "./read-delimited";
import { readWorksheet } from "./read-worksheet";
import { Seen } from "./seen";
import type { SheetRow } from "./sheet-row";
import { openWorkbook, type SheetInfo } from "./workbook";

/** How a file is to be read where somebody has chosen; what is left out is guessed. */
export type TableChoice = {
  sheet?: string | undefined;
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
};

/** A table that is open for reading: what was found about it, and its rows as often as they are asked for. */
export type Table = {
  sheets: readonly SheetInfo[];
  /** The sheet that is read; null where the file is text. */
  sheet: string | null;
  encoding: Encoding | null;
  delimiter: Delimiter | null;
  /** How words of a text look in the encodings that it may be in, where only a person can tell. */
  encodings: readonly EncodingSample[];
  /** Whether the results of its formulas were calculated; `done` for text. */
  calculation: Calculation;
  /** What is noticed while rows pass by; begins anew with each reading. */
  seen: Seen;
  /** The rows, block by block; `zeros` is what was said of formulas that show 0 where the file does not tell. */
  blocks: (zeros?: Zeros) => AsyncGenerator<SheetRow[]>;
  close: () => void;
};

const SNIFFED = 64 * 1024;

async function beginningOf(file: string, encoding: Encoding): Promise<string> {
  let text = "";
  for await (const block of decoded(file, encoding)) {
    text += block;
    if (text.length >= SNIFFED) break;
  }
  return text.slice(0, SNIFFED);
}

async function* counted(blocks: AsyncGenerator<SheetRow[]>): AsyncGenerator<SheetRow[]> {
  let seen = 0;
  for await (const block of blocks) {
    seen += block.length;
    if (seen > limits.rows)
      throw new AppError(
        "invalid",
        `The table has more than ${limits.rows.toLocaleString("en-US")} rows. Send it in parts.`,
      );
    yield block;
  }
}

async function openText(file: string, format: UploadFormat, choice: TableChoice): Promise<Table> {
  const guess = choice.encoding === undefined ? await guessEncoding(file) : null;
  const encoding = choice.encoding ?? guess?.encoding ?? "utf-8";
  const encodings = guess?.samples ?? [];
  const delimiter = choice.delimiter ?? (format === "tsv" ? "\t" : guessDelimiter(await beginningOf(file, encoding)));
  const seen = new Seen();
  const blocks = () => {
    seen.clear();
    return counted(readDelimited(file, { encoding, delimiter }, seen));
  };
  const close = () => undefined;
  return { sheets: [], sheet: null, encoding, delimiter, encodings, calculation: "done", seen, blocks, close };
}

/** Opens a file as a table. Throws AppError invalid for a sheet that is not in it, and what reading finds. */
export async function openTable(file: string, name: string, format: UploadFormat, choice: TableChoice): Promise<Table> {
  if (format !== "xlsx") return openText(file, format, choice);
  const book = await openWorkbook(file, name);
  const sheets = book.sheets.map(({ name: title, hidden, cells }) => ({ name: title, hidden, cells }));
  const readable = book.sheets.filter((one) => one.cells);
  const chosen =
    choice.sheet === undefined
      ? (readable.find((one) => !one.hidden) ?? readable[0])
      : readable.find((one) => one.name === choice.sheet);
  if (!chosen) {
    book.close();
    throw new AppError("invalid", `The workbook has no sheet called “${choice.sheet}”.`);
  }
  const seen = new Seen();
  const blocks = (zeros?: Zeros) => {
    seen.clear();
    return counted(readWorksheet(book, chosen.part, seen, zeros));
  };
  const { calculation, close } = book;
  return {
    sheets,
    sheet: chosen.name,
    encoding: null,
    delimiter: null,
    encodings: [],
    calculation,
    seen,
    blocks,
    close,
  };
}
