import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { datasetOf } from "@/lib/datasets/registry";
import { configuredStore } from "@/lib/ingest/run/tools";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { database } from "@/lib/store/database";
import { joinHeadings } from "@/lib/studio/reading/two-row-headings";
import { layOut } from "./file/kept-file";
import type { Reading } from "./mapping/mapping";
import { openTable, type Table } from "./sheet/open-table";
import { correcting } from "./fixes";
import type { Zeros } from "./sheet/calculation";
import { columnLetters, type SheetRow, textOfCell } from "./sheet/sheet-row";
import { type ImportRef, type ImportWork, readImport } from "./work";

/** Where an import reads and keeps. */
export type ImportPlaces = { db?: Database; store?: PayloadStore };

/** A file laid out and open as a table, as its reading says. */
export type OpenImport = { db: Database; dataset: DatasetDefinition; work: ImportWork; table: Table };

/** Opens a file of the viewer's own as a table; `reading` stands in for the one that was kept. Close it when done. */
export async function openImport(
  viewer: Viewer,
  ref: ImportRef,
  { db = database(), store = configuredStore() }: ImportPlaces,
  reading?: Partial<Reading>,
): Promise<OpenImport & { close: () => Promise<void> }> {
  const work = await readImport(viewer, ref, db);
  const { hash, name, format } = work.upload;
  const { file, remove } = await layOut(store, hash);
  const { sheet, encoding, delimiter } = reading ?? work.reading ?? {};
  try {
    const table = await openTable(file, name, format, { sheet, encoding, delimiter });
    const close = () => {
      table.close();
      return remove();
    };
    return { db, dataset: datasetOf(ref.dataset), work, table, close };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Runs `use` with a file of the viewer's own open as a table. */
export async function withImport<T>(
  viewer: Viewer,
  ref: ImportRef,
  places: ImportPlaces,
  use: (open: OpenImport) => Promise<T>,
  reading?: Partial<Reading>,
): Promise<T> {
  const open = await openImport(viewer, ref, places, reading);
  try {
    return await use(open);
  } finally {
    await open.close();
  }
}

/** The first rows of a table. */
export async function firstRows(table: Table, most: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const block of table.blocks()) {
    rows.push(...block.slice(0, most - rows.length));
    if (rows.length >= most) break;
  }
  return rows;
}

/** The names of a table's columns: what stands in the header row, else letters. `rows` are its first ones. */
export function headersOf(table: Table, rows: readonly SheetRow[], header: number): string[] {
  const at = rows.findIndex((row) => row.line === header);
  const named = rows[at]?.cells ?? [];
  // Years in a row of their own belong to the quarters or months below them.
  const years = rows[at - 1]?.cells.map(textOfCell) ?? [];
  const joined = at > 0 ? joinHeadings(years, named.map(textOfCell)) : null;
  const below = rows.filter((row) => row.line > header).map((row) => row.cells.length);
  // A text has as many columns as names: a row with more cells is one whose cells were parted wrongly.
  const last = named.findLastIndex((cell) => cell.kind !== "empty") + 1;
  const width = table.sheet === null && header > 0 ? last : Math.max(named.length, ...below);
  return Array.from(
    { length: width },
    (_, n) => (joined?.[n] ?? textOfCell(named[n])).trim() || (header === 0 ? columnLetters(n) : ""),
  );
}

/** The rows below the header, block by block, with the cells that were corrected in place. */
export async function* dataBlocks(
  { table, work }: Pick<OpenImport, "table" | "work">,
  zeros?: Zeros,
): AsyncGenerator<SheetRow[]> {
  const correct = correcting(work.fixes);
  const header = work.reading?.header ?? 0;
  for await (const block of table.blocks(zeros)) {
    const rows = (block[0]?.line ?? 0) > header ? block : block.filter((row) => row.line > header);
    for (const row of rows) correct(row);
    yield rows;
  }
}
