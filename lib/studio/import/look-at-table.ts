import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { type EntityNames, readAllNames } from "@/lib/store/entity-names";
import { Status } from "@/lib/kernel/status";
import { readUsualStamp } from "@/lib/studio/settings/usual-stamp";
import { readVocabulary } from "./rows/vocabulary";
import { guessHeader } from "./mapping/guess-header";
import { guessMapping } from "./mapping/guess-mapping";
import type { Mapping, Reading } from "./mapping/mapping";
import { readTemplate } from "./mapping/template";
import { firstRows, headersOf, type ImportPlaces, withImport } from "./open-import";
import type { Delimiter } from "./sheet/delimiter";
import type { Encoding } from "./sheet/encoding";
import type { EncodingSample } from "./sheet/guess-encoding";
import { textOfCell } from "./sheet/sheet-row";
import type { SheetInfo } from "./sheet/workbook";
import type { ImportRef, ImportWork } from "./work";

const SHOWN = 20;
const SAMPLED = 200;
const OFFERED = 400;

/** How a file looks when it is read in some way: its sheets, its first rows, and which of them names the columns. */
export type TableLook = {
  work: ImportWork;
  sheets: readonly SheetInfo[];
  reading: Required<Pick<Reading, "header">> & {
    sheet: string | null;
    encoding: Encoding | null;
    delimiter: Delimiter | null;
  };
  /** How words of the file look in the encodings that it may be in, where only a person can tell. */
  encodings: readonly EncodingSample[];
  rows: { line: number; cells: string[]; hidden: boolean }[];
};

/** Reads the first rows of a file as `reading` says; what it leaves open is guessed, the header row too. */
export async function lookAtTable(
  viewer: Viewer,
  ref: ImportRef,
  reading: Partial<Reading>,
  places: ImportPlaces = {},
): Promise<TableLook> {
  return withImport(
    viewer,
    ref,
    places,
    async ({ table, work }) => {
      const rows = await firstRows(table, SHOWN);
      const { sheet, encoding, delimiter } = table;
      return {
        work,
        sheets: table.sheets,
        reading: { sheet, encoding, delimiter, header: reading.header ?? guessHeader(rows) },
        encodings: table.encodings,
        rows: rows.map(({ line, cells, hidden = false }) => ({ line, cells: cells.map(textOfCell), hidden })),
      };
    },
    reading,
  );
}

/** The columns of a file with some of what stands in them, and what they are said or guessed to be. */
export type ColumnsLook = {
  work: ImportWork;
  headers: string[];
  /** The columns, from 0, that are hidden in the sheet. */
  hidden: number[];
  samples: string[][];
  mapping: Mapping;
  /** What a dimension can be for the whole file: its codes, or the entities that there are, at most some hundred. */
  choices: Record<string, { value: string; label: string }[]>;
  /** Whether the mapping was saved by the analyst, known from the last file of this kind, or guessed. */
  from: "saved" | "template" | "guess";
};

function choicesOf(dataset: DatasetDefinition, names: EntityNames): ColumnsLook["choices"] {
  return Object.fromEntries(
    Object.entries(dataset.dimensions).map(([key, dimension]) => {
      const known = "codes" in dimension ? Object.entries(dimension.codes) : [...(names.get(dimension.entity) ?? [])];
      const offered = known.slice(0, OFFERED).map(([value, label]) => ({ value, label }));
      return [key, offered.toSorted((a, b) => ("codes" in dimension ? 0 : a.label.localeCompare(b.label)))];
    }),
  );
}

/** Reads the columns of a file whose reading was saved. */
export async function lookAtColumns(viewer: Viewer, ref: ImportRef, places: ImportPlaces = {}): Promise<ColumnsLook> {
  return withImport(viewer, ref, places, async ({ table, work, db, dataset }) => {
    const header = work.reading?.header ?? 0;
    const rows = await firstRows(table, header + SAMPLED);
    const headers = headersOf(table, rows, header);
    const data = rows.filter((row) => row.line > header);
    const samples = headers.map((_, at) => {
      const texts = data.map((row) => textOfCell(row.cells[at]).trim()).filter((text) => text !== "");
      return [...new Set(texts)].slice(0, 3);
    });
    const choices = choicesOf(dataset, await readAllNames(db.sql));
    const saved = work.mapping?.columns.length === headers.length ? work.mapping : null;
    const hidden = [...table.seen.hiddenColumns];
    if (saved) return { work, headers, hidden, samples, mapping: saved, choices, from: "saved" };
    const template = await readTemplate(db.sql, viewer, dataset.slug, headers);
    const { dims: resolvers } = await readVocabulary(db.sql, viewer, dataset, null);
    const last = template?.mapping ?? null;
    const lastRoles = template?.roles ?? new Map();
    const guessed = guessMapping({ dataset, headers, samples: data, resolvers, last, lastRoles });
    // What the dataset's values usually are is offered, and seen, before a row is read.
    const { status, statuses } = await readUsualStamp(viewer, db.sql, dataset.slug);
    const usual = Status.exclude(["W"]).safeParse(status ?? statuses.dataset).data ?? null;
    const mapping = { ...guessed, status: guessed.status ?? usual };
    return { work, headers, hidden, samples, mapping, choices, from: template ? "template" : "guess" };
  });
}
