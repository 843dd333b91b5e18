import type { SheetInfo } from "../sheet/workbook";
import { linesOf } from "./lines";

/** Something of a file that is not taken, or taken otherwise than it stands, with its reason. */
export type NotTaken = {
  what: "sheet" | "rows" | "column" | "cells" | "signs";
  where: string;
  count: number;
  reason: string;
  samples: string[];
  /** Whether it is taken all the same, and only said. */
  taken: boolean;
};

const SAMPLES = 3;
const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

type Rows = { lines: number[]; count: number; samples: string[]; taken: boolean };

/** Gathers what of a file is not taken. Everything that is left out is in it, counted, once. */
export class NotTakenList {
  readonly #entries: NotTaken[] = [];
  readonly #rows = new Map<string, Rows>();
  readonly #cells = new Map<string, NotTaken>();

  /** The sheets that are not read. */
  sheets(sheets: readonly SheetInfo[], read: string | null): void {
    for (const { name, hidden, cells } of sheets)
      if (name !== read) {
        const why = cells ? `another sheet; “${read}” is read` : "it has no cells, such as a sheet of a chart";
        const reason = hidden ? `${why} (hidden)` : why;
        this.#entries.push({ what: "sheet", where: `Sheet “${name}”`, count: 1, reason, samples: [], taken: false });
      }
  }

  /** A row that is left out, or taken and said. */
  row(line: number, reason: string, text: string, taken = false): void {
    const rows = this.#rows.get(reason) ?? { lines: [], count: 0, samples: [], taken };
    this.#rows.set(reason, rows);
    rows.count += 1;
    if (rows.lines.length < 500) rows.lines.push(line);
    if (rows.samples.length < SAMPLES && text.trim() !== "") rows.samples.push(clip(text.trim()));
  }

  /** A column whose cells are left out. */
  column(where: string, count: number, reason: string, samples: readonly string[], taken = false): void {
    const shown = samples.slice(0, SAMPLES).map(clip);
    this.#entries.push({ what: "column", where, count, reason, samples: shown, taken });
  }

  /** Cells that are taken all the same, or signs that were taken off them. */
  said(what: "cells" | "signs", where: string, count: number, reason: string): void {
    this.#cells.set(`${where}|${reason}`, { what, where, count, reason, samples: [], taken: true });
  }

  /** A cell that is left out. */
  cell(where: string, reason: string, text: string): void {
    const key = `${where}|${reason}`;
    const found = this.#cells.get(key) ?? {
      what: "cells" as const,
      where,
      count: 0,
      reason,
      samples: [],
      taken: false,
    };
    this.#cells.set(key, found);
    found.count += 1;
    if (found.samples.length < SAMPLES && text.trim() !== "" && !found.samples.includes(clip(text)))
      found.samples.push(clip(text));
  }

  /** All of it: sheets, rows, columns, cells. */
  get entries(): NotTaken[] {
    const rows = [...this.#rows].map(([reason, { lines, count, samples, taken }]): NotTaken => ({
      what: "rows",
      where: linesOf(lines, count),
      count,
      reason,
      samples,
      taken,
    }));
    const sheets = this.#entries.filter((one) => one.what === "sheet");
    const columns = this.#entries.filter((one) => one.what === "column");
    return [...sheets, ...rows, ...columns, ...this.#cells.values()];
  }
}
