import type { Mapping, Role } from "./mapping/mapping";
import type { NotTakenList } from "./report/not-taken";
import { columnLetters, EMPTY, type SheetRow, textOfCell } from "./sheet/sheet-row";

type Noting = { notTaken: NotTakenList; hidden: ReadonlySet<number> };

/** Counts what stands in the columns that are not taken or hidden, and the rows that say nothing. */
export class UnreadColumns {
  readonly #columns: { column: number; count: number; samples: string[] }[];
  readonly #values: number[];
  readonly #width: number;
  readonly #notTaken: NotTakenList;
  readonly #hidden: ReadonlySet<number>;
  readonly #roles: readonly Role[];

  constructor(mapping: Mapping, width: number, { notTaken, hidden }: Noting) {
    const roles = Array.from({ length: width }, (_, at): Role => mapping.columns[at] ?? "ignore");
    this.#notTaken = notTaken;
    this.#hidden = hidden;
    this.#roles = roles;
    this.#width = width;
    this.#columns = roles.flatMap((role, column) =>
      role === "ignore" || hidden.has(column) ? [{ column, count: 0, samples: [] }] : [],
    );
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
    for (let at = this.#width; at < row.cells.length; at++)
      if ((row.cells[at] ?? EMPTY).kind !== "empty")
        this.#notTaken.cell(
          "Right of the last column",
          "no column name stands above, nor near the top",
          textOfCell(row.cells[at]),
        );
    if (this.#values.every((column) => (row.cells[column] ?? EMPTY).kind === "empty")) {
      const texts = row.cells.map(textOfCell).filter((text) => text.trim() !== "");
      this.#notTaken.row(
        row.line,
        "a row without any value, such as a note or a heading",
        texts.slice(0, 3).join(" · "),
      );
    }
  }

  /** Notes the columns that hold anything. `left` says that values of hidden ones are left out. */
  told(headers: readonly string[], left: boolean): void {
    for (const { column, count, samples } of this.#columns) {
      if (count === 0) continue;
      const header = headers[column] ?? "";
      const letters = `Column ${columnLetters(column)}`;
      const where = header === "" ? letters : `${letters} “${header}”`;
      const unsaid = header === "" ? "it has no name, and nothing is said of it" : "said to be “Not taken”";
      const hidden = this.#hidden.has(column);
      if (this.#roles[column] !== "ignore") this.#notTaken.column(where, count, "hidden in the sheet", samples, true);
      else this.#notTaken.column(where, count, left && hidden ? "hidden in the sheet" : unsaid, samples);
    }
  }
}
