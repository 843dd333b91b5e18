import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import type { UploadFormat } from "@/lib/studio/import/file/sniff-file";
import type { Zeros } from "@/lib/studio/import/sheet/calculation";
import { openTable, type TableChoice } from "@/lib/studio/import/sheet/open-table";
import { type SheetRow, textOfCell } from "@/lib/studio/import/sheet/sheet-row";

/** Reads tables out of bytes, each from a file of its own. */
export function useSheets() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-sheets-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;

  const open = (bytes: Uint8Array | string, format: UploadFormat, choice: TableChoice = {}) => {
    const file = path.join(folder, `file-${++files}`);
    writeFileSync(file, bytes);
    return openTable(file, "table", format, choice);
  };

  /** A whole table: its rows, and what was noticed while they were read. */
  const read = async (bytes: Uint8Array | string, format: UploadFormat, choice: TableChoice = {}, zeros?: Zeros) => {
    const table = await open(bytes, format, choice);
    try {
      const rows: SheetRow[] = [];
      for await (const block of table.blocks(zeros)) rows.push(...block);
      return { table, rows, seen: table.seen };
    } finally {
      table.close();
    }
  };

  /** What a person would see, row by row, faults as `! reason`. */
  const texts = async (bytes: Uint8Array | string, format: UploadFormat, choice: TableChoice = {}, zeros?: Zeros) =>
    (await read(bytes, format, choice, zeros)).rows.map(({ cells }) =>
      cells.map((cell) => (cell.kind === "fault" ? `! ${cell.reason}` : textOfCell(cell))),
    );

  return { open, read, texts };
}
