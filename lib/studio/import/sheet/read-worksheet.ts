import type { Zeros } from "./calculation";
import { cellOf } from "./cell-of";
import { cellStore } from "./cell-store";
import { type Merge, mergesByRow, readTail } from "./merges";
import { RowBuilder } from "./row-builder";
import type { Seen } from "./seen";
import { readSharedTexts } from "./shared-texts";
import { columnLetters, EMPTY, type SheetRow } from "./sheet-row";
import type { Workbook } from "./workbook";
import { parseXml } from "./xml";

function cover({ cells, line }: SheetRow, merges: readonly Merge[]): void {
  for (const { reference, first, top, bottom, left, right } of merges) {
    const last = bottom > top ? Math.min(right, Math.max(left, cells.length - 1)) : Math.min(right, cells.length - 1);
    for (let column = left; column <= last; column++) {
      if ((line === top && column === left) || (cells[column] ?? EMPTY).kind !== "empty") continue;
      while (cells.length <= column) cells.push(EMPTY);
      const place = `${columnLetters(column)}${line}`;
      const reason = `${place} belongs to the merged cells ${reference}, whose value stands in ${first} alone`;
      cells[column] = { kind: "fault", text: "", reason };
    }
  }
}

/**
 * The rows of one sheet of a workbook, block by block, by their numbers; empty rows are passed over, hidden ones marked. A formula
 * counts by its stored result; errors, formulas without a result and cells covered by a merge come as faults, each by
 * name. What was noticed on the way stands in `seen`.
 */
export async function* readWorksheet(
  book: Workbook,
  part: string,
  seen: Seen,
  zeros?: Zeros,
): AsyncGenerator<SheetRow[]> {
  const shared = await readSharedTexts(book.zip, book.sharedPart);
  const { merges, filter } = await readTail(book.zip, part);
  seen.filter = filter;
  const { styles, dates, calculation } = book;
  const mergesOf = mergesByRow(merges);
  const context = { styles, dates, shared, calculation, zeros, wordCell: cellStore(seen), seen };
  const rows = new RowBuilder({
    cellOf: (raw) => cellOf(context, raw),
    onRow: (row) => cover(row, mergesOf(row.line)),
    onHiddenColumn: (column) => seen.hiddenColumns.add(column),
  });
  for await (const _ of parseXml(book.zip, part, rows)) {
    yield rows.take();
  }
}
