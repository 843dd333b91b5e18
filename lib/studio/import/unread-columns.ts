import type { Mapping } from "./mapping/mapping";
import type { NotTakenList } from "./report/not-taken";
import { columnLetters, type SheetRow, textOfCell } from "./sheet/sheet-row";

/** Counts what stands in the columns that are not taken, and the rows that say nothing. */
export class UnreadColumns {
  readonly #columns: { column: number; count: number; samples: string[] }[];
  readonly #values: number[];
  readonly #width: number;
  readonly #notTaken: NotTakenList;

  constructor(mapping: Mapping, width: number, notTaken: NotTakenList) {
    const roles = Array.from({ length: width }, (_, at) => mapping.columns[at] ?? "ignore");
    this.#notTaken = notTaken;
    this.#width = width;
    this.#columns = roles.flatMap((role, column) => (role === "ignore" ? [{ column, count: 0, samples: [] }] : []));
    this.#values = roles.flatMap((role, column) =>
      /^(?:value(?::.*)?|across|low|high|status)$/.test(role) ? [column] : [],
    );
  }

  see(row: SheetRow): void {
    for (const one of this.#columns) {
      const text = textOfCell(row.cells[one.column]).trim();
      if (text === "" && row.cells[one.column]?.kind !== "fault") continue;
      one.count += 1;
      if (one.samples.length < 3 && !one.samples.includes(text)) one.samples.push(text);
    }
    const beyond = row.cells.slice(this.#width).filter((cell) => cell.kind !== "empty");
    for (const cell of beyond)
      this.#notTaken.cells(
        "Right of the last column",
        "no column name stands above, nor near the top",
        textOfCell(cell),
      );
    const cells = this.#values.map((column) => row.cells[column]);
    if (cells.every((cell) => cell === undefined || cell.kind === "empty")) {
      const texts = row.cells.map(textOfCell).filter((text) => text.trim() !== "");
      this.#notTaken.row(
        row.line,
        "a row without any value, such as a note or a heading",
        texts.slice(0, 3).join(" · "),
      );
    }
  }

  /** Notes the columns that hold anything. */
  told(headers: readonly string[], hidden: ReadonlySet<number>, left: boolean): void {
    for (const { column, count, samples } of this.#columns) {
      if (count === 0) continue;
      const header = headers[column] ?? "";
      const letters = `Column ${columnLetters(column)}`;
      const reason = header === "" ? "it has no name, and nothing is said of it" : "said to be “Not taken”";
      const why = left && hidden.has(column) ? "hidden in the sheet" : reason;
      this.#notTaken.column(header === "" ? letters : `${letters} “${header}”`, count, why, samples);
    }
  }
}
