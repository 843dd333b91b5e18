import { plainText } from "../reading/plain-text";

/**
 * The cells of a block of text as spreadsheets put it on the clipboard: tabs between cells, line ends of any kind between rows,
 * quotes around a cell that holds either. Rows are padded to one width; a last empty line is none.
 */
export function splitBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    rows.push([...row, cell]);
    row = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at] ?? "";
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") {
      row.push(cell);
      cell = "";
    } else if (sign === "\n" || (sign === "\r" && text[at + 1] !== "\n")) endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || row.length > 0) endRow();
  const width = Math.max(0, ...rows.map((one) => one.length));
  return rows.map((one) => [...one, ...Array.from({ length: width - one.length }, () => "")].map(plainText));
}

/** A block repeated as often as it fits into a selected area, as spreadsheets do with one copied cell or row. */
export function tileBlock(rows: readonly string[][], height: number, width: number): string[][] {
  const [tall, wide] = [rows.length, rows[0]?.length ?? 0];
  if (tall === 0 || wide === 0 || height % tall !== 0 || width % wide !== 0) return rows.map((row) => [...row]);
  return Array.from({ length: Math.max(tall, height) }, (_, y) =>
    Array.from({ length: Math.max(wide, width) }, (__, x) => rows[y % tall]?.[x % wide] ?? ""),
  );
}
