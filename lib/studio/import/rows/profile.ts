import { plainText } from "@/lib/studio/reading/plain-text";
import { type DateOrder, DayOrders } from "@/lib/studio/reading/read-day";
import { decimalSignOf, type DecimalSign, leavesDecimalOpen } from "@/lib/studio/reading/read-digits";
import { columnLetters, type SheetRow } from "../sheet/sheet-row";
import { isValueRole, type Mapping } from "../mapping/mapping";
import type { Plan } from "./plan";
import { UnitProfile, type UnitQuestion } from "./unit-profile";

/** What only the analyst can say about a file: whether `1.234` is a thousand, or `03/04` a day in March. */
export type Question =
  | { about: "decimal"; column: string; samples: string[] }
  | {
      about: "dates";
      column: string;
      samples: string[];
      orders: readonly Exclude<DateOrder, null>[];
      likely: DateOrder;
    }
  | UnitQuestion;

type DecimalProof = { point: boolean; comma: boolean; either: string[] };

const SAMPLES = 4;

/** What the whole of a file shows about how it writes numbers and days; fed row by row, before any is read. */
export class Profile {
  rows = 0;
  readonly #plan: Plan;
  readonly #decimals = new Map<number, DecimalProof>();
  readonly #days = new DayOrders();
  readonly #units: UnitProfile;
  #dayColumn: number | null = null;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#units = new UnitProfile(plan);
    plan.mapping.columns.forEach((role, column) => {
      if (isValueRole(role) || role === "low" || role === "high")
        this.#decimals.set(column, { point: false, comma: false, either: [] });
      if (role === "across") this.#seeDay(column, plan.headers[column] ?? "");
    });
  }

  see(row: SheetRow): void {
    this.rows += 1;
    this.#units.see(row);
    for (const [column, proof] of this.#decimals) {
      const cell = row.cells[column];
      // What a workbook's number format shows was put together with a point, and proves nothing about the column.
      if (cell?.kind !== "text" || cell.number !== undefined) continue;
      const sign = decimalSignOf([cell.text]);
      if (sign === "point" || sign === "comma") proof[sign] = true;
      else if (proof.either.length < SAMPLES && leavesDecimalOpen(cell.text)) proof.either.push(cell.text.trim());
    }
    for (const role of ["period", "period_end"] as const) {
      const column = this.#plan.columnOf(role);
      const cell = column === null ? undefined : row.cells[column];
      if (column !== null && cell?.kind === "text") this.#seeDay(column, cell.text);
    }
  }

  #seeDay(column: number, text: string): void {
    if (this.#days.see(plainText(text))) this.#dayColumn ??= column;
  }

  /** The order of day, month and year; null where nothing shows it or the file contradicts itself. */
  get order(): DateOrder {
    const { dates } = this.#plan.mapping;
    return dates === "auto" ? this.#days.found().order : dates;
  }

  /** What the columns that show it agree on. */
  get #agreed(): DecimalSign {
    const proofs = [...this.#decimals.values()];
    const [point, comma] = [proofs.some((one) => one.point), proofs.some((one) => one.comma)];
    return point === comma ? "auto" : point ? "point" : "comma";
  }

  /** How a column writes its decimals: as it shows itself, else as the file's other columns do. */
  decimalOf(column: number): DecimalSign {
    const chosen: Mapping["decimal"] = this.#plan.mapping.decimal;
    if (chosen !== "auto") return chosen;
    const proof = this.#decimals.get(column);
    if (proof && proof.point !== proof.comma) return proof.point ? "point" : "comma";
    return proof?.point && proof.comma ? "mixed" : this.#agreed;
  }

  /** What has to be asked before rows can be read; null where the file says it all. */
  question(): Question | null {
    const name = (column: number) => this.#plan.headers[column] || columnLetters(column);
    const { open, likely } = this.#days.found();
    if (open.length > 0 && this.#dayColumn !== null && this.order === null)
      return { about: "dates", column: name(this.#dayColumn), samples: this.#days.samples, orders: open, likely };
    for (const [column, { either }] of this.#decimals)
      if (either.length > 0 && this.decimalOf(column) === "auto")
        return { about: "decimal", column: name(column), samples: either };
    return this.#units.question();
  }
}
