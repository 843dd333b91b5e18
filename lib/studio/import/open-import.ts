import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { datasetOf } from "@/lib/datasets/registry";
import { configuredStore } from "@/lib/ingest/run/tools";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { database } from "@/lib/store/database";
import { layOut } from "./file/kept-file";
import type { Reading } from "./mapping/mapping";
import { openTable, type Table } from "./sheet/open-table";
import { textCell } from "./sheet/clean-text";
import { columnLetters, type SheetRow, textOfCell, EMPTY } from "./sheet/sheet-row";
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
  for await (const row of table.rows()) {
    rows.push(row);
    if (rows.length >= most) break;
  }
  return rows;
}

/** The names of a table's columns: what stands in the header row, else letters. `rows` are its first ones. */
export function headersOf(rows: readonly SheetRow[], header: number): string[] {
  const named = rows.find((row) => row.line === header)?.cells ?? [];
  const width = Math.max(named.length, ...rows.filter((row) => row.line > header).map((row) => row.cells.length));
  return Array.from(
    { length: width },
    (_, at) => textOfCell(named[at]).trim() || (header === 0 ? columnLetters(at) : ""),
  );
}

type Fixes = {
  places: ReadonlyMap<number, readonly [number, string][]>;
  alike: ReadonlyMap<number, ReadonlyMap<string, string>>;
};

/** Corrections by their line, and those of every cell of a column that says the same. */
function fixesOf(fixes: Readonly<Record<string, string>>): Fixes {
  const places = new Map<number, [number, string][]>();
  const alike = new Map<number, Map<string, string>>();
  for (const [place, text] of Object.entries(fixes)) {
    const [line = "", column = "", ...said] = place.split(":");
    const at = Number(column);
    if (line === "*") alike.set(at, (alike.get(at) ?? new Map<string, string>()).set(said.join(":"), text));
    else places.set(Number(line), [...(places.get(Number(line)) ?? []), [at, text]]);
  }
  return { places, alike };
}

function fix({ line, cells }: SheetRow, { places, alike }: Fixes): void {
  for (const [column, texts] of alike) {
    const text = texts.get(textOfCell(cells[column]).trim());
    if (text !== undefined) cells[column] = textCell(text);
  }
  for (const [column, text] of places.get(line) ?? []) {
    while (cells.length <= column) cells.push(EMPTY);
    cells[column] = textCell(text);
  }
}

/** The rows below the header, with the cells that were corrected in place. */
export async function* dataRows(
  table: Table,
  header: number,
  fixes: Readonly<Record<string, string>>,
): AsyncGenerator<SheetRow> {
  const wanted = fixesOf(fixes);
  for await (const row of table.rows()) {
    if (row.line <= header) continue;
    fix(row, wanted);
    yield row;
  }
}
