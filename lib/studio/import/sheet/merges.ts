import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import type { ZipDirectory } from "../file/zip-directory";
import { partText } from "./part-text";
import { parseReference } from "./sheet-row";

/** Cells joined into one: the value belongs to the first, and the others have none. Rows from 1, columns from 0. */
export type Merge = { reference: string; first: string; top: number; bottom: number; left: number; right: number };

function mergeOf(reference: string): Merge | null {
  const [first = "", last = first] = reference.split(":");
  const [from, to] = [parseReference(first), parseReference(last)];
  if (!from || !to) return null;
  return { reference, first, top: from.row, bottom: to.row, left: from.column, right: to.column };
}

const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]{2,40})"/g;
const TAIL = 200;

/** Where a sheet's rows end in its text; -1 where they go on. */
const rowsEnd = (text: string): number =>
  text.includes("sheetData") ? text.search(/<\/(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*\/>/) : -1;

/** What stands behind the rows of a sheet: its merged cells, and the range that a filter stands on. */
export type SheetTail = { merges: Merge[]; filter: string | null };

const FILTER = /<(?:\w+:)?autoFilter\s[^>]*?ref="([^"]{2,40})"[^>/]*>\s*<(?:\w+:)?filterColumn/;

/** What stands behind the rows of a sheet; the text is searched for it once before these are read. */
export async function readTail(zip: ZipDirectory, part: string): Promise<SheetTail> {
  const merges: Merge[] = [];
  let filter: string | null = null;
  let [tail, past] = ["", false];
  for await (const block of partText(zip, part)) {
    let text = tail + block;
    if (!past) {
      const end = rowsEnd(text);
      past = end >= 0;
      text = past ? text.slice(end) : text;
    }
    if (past) filter ??= FILTER.exec(text)?.[1] ?? null;
    let read = 0;
    for (const found of past ? text.matchAll(MERGE) : []) {
      const merge = mergeOf(found[1] ?? "");
      if (merge) merges.push(merge);
      read = found.index + found[0].length;
    }
    if (merges.length > limits.merges)
      throw new AppError(
        "invalid",
        `The sheet has more than ${limits.merges} merged cells. Unmerge them, and send it again.`,
      );
    tail = text.slice(Math.max(read, text.length - TAIL));
  }
  return { merges, filter };
}

/** The merges that reach over several rows or columns, found by the row that is being read. */
export function mergesByRow(merges: readonly Merge[]): (row: number) => readonly Merge[] {
  const sorted = merges.toSorted((a, b) => a.top - b.top);
  let [next, open]: [number, Merge[]] = [0, []];
  return (row) => {
    if (open.length > 0) open = open.filter((one) => one.bottom >= row);
    for (let one = sorted[next]; one && one.top <= row; one = sorted[++next]) if (one.bottom >= row) open.push(one);
    return open;
  };
}
