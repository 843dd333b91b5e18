import type { Queryable } from "@/db/client";
import { seriesCode } from "@/lib/datasets/series-code";
import { validateObservation } from "@/lib/datasets/validate";
import { AppError } from "@/lib/kernel/error";
import { proposalOf } from "@/lib/studio/drafts/sort-edits";
import { limits } from "../limits";
import { Role } from "../mapping/mapping";
import { type SheetRow, textOfCell } from "../sheet/sheet-row";
import { type Change, compareWithShown, type SoundValue } from "./compare";
import { type Fault, type ReadValue, readRow } from "./read-row";
import type { RowReader } from "./row-cells";
import type { Vocabulary } from "./vocabulary";

/** A stretch of rows that has been judged. `rows` counts from the beginning. */
export type Judged = { rows: number; changes: Change[]; unchanged: number; empty: number; faults: Fault[] };

export type Judging = {
  sql: Queryable;
  reader: RowReader;
  vocabulary: Vocabulary;
  /** The draft whose proposals count as what is shown; null where there is none yet. */
  draft: number | null;
};

const BATCH = 2000;

/** The places that the file has filled already, by series and period. */
class Places {
  readonly #lines = new Map<string, Map<string, number>>();
  #count = 0;

  /** The line on which the place stood before; undefined where this is the first time. */
  take(series: string, period: string, line: number): number | undefined {
    const periods = this.#lines.get(series) ?? new Map<string, number>();
    const before = periods.get(period);
    if (before !== undefined) return before;
    if (++this.#count > limits.values)
      throw new AppError(
        "invalid",
        `The file holds more than ${limits.values.toLocaleString("en-US")} values, which is more than one draft takes. Send it in parts.`,
      );
    this.#lines.set(series, periods.set(period, line));
    return undefined;
  }
}

/** The column that a finding about a field belongs to. */
function columnOf({ plan }: RowReader, field: string, value: ReadValue): number | null {
  if (field === "value") return value.column;
  const role = Role.safeParse(Object.hasOwn(plan.dataset.dimensions, field) ? `dimension:${field}` : field);
  return (role.success ? plan.columnOf(role.data) : null) ?? value.column;
}

class Judge {
  readonly #judging: Judging;
  readonly #places = new Places();
  #values: (SoundValue & { row: SheetRow })[] = [];
  #judged: Judged = { rows: 0, changes: [], unchanged: 0, empty: 0, faults: [] };

  constructor(judging: Judging) {
    this.#judging = judging;
  }

  #reject(row: SheetRow, column: number | null, reason: string): void {
    const header = column === null ? "" : (this.#judging.reader.plan.headers[column] ?? "");
    const value = column === null ? "" : textOfCell(row.cells[column]);
    this.#judged.faults.push({ line: row.line, column, header, value, reason, row: row.cells.map(textOfCell) });
  }

  #hold(row: SheetRow, value: ReadValue): void {
    const { reader, vocabulary } = this.#judging;
    const { dataset } = reader.plan;
    const { place, content } = value.edit;
    const issue = validateObservation(dataset, proposalOf(dataset.slug, place, content), vocabulary.exists)[0];
    if (issue) return this.#reject(row, columnOf(reader, issue.field, value), issue.message);
    const series = seriesCode(dataset, place.dims, place.measure);
    const before = this.#places.take(series, place.period, row.line);
    if (before !== undefined)
      return this.#reject(row, value.column, `line ${before} has a value for the same series and period already`);
    this.#values.push({ ...value, series, row });
  }

  take(row: SheetRow): void {
    this.#judged.rows += 1;
    for (const item of readRow(row, this.#judging.reader)) {
      if (item.kind === "empty") this.#judged.empty += 1;
      else if (item.kind === "fault") this.#judged.faults.push(item.fault);
      else this.#hold(row, item);
    }
  }

  get full(): boolean {
    return this.#values.length >= BATCH || this.#judged.faults.length >= BATCH || this.#judged.empty >= BATCH;
  }

  /** What has come together since the last time. */
  async settle(): Promise<Judged> {
    const [judged, values] = [this.#judged, this.#values];
    this.#judged = { rows: judged.rows, changes: [], unchanged: 0, empty: 0, faults: [] };
    this.#values = [];
    const { sql, draft } = this.#judging;
    const compared = values.length > 0 ? await compareWithShown(sql, draft, values) : null;
    for (const one of compared?.unknown ?? []) {
      const found = values.find(
        (value) => value.series === one.series && value.edit.place.period === one.edit.place.period,
      );
      if (found) this.#reject(found.row, one.column, "nothing is published here that could be withdrawn");
    }
    const late = this.#judged.faults.splice(0);
    return {
      ...judged,
      changes: compared?.changes ?? [],
      unchanged: compared?.unchanged ?? 0,
      faults: [...judged.faults, ...late],
    };
  }
}

/**
 * Judges rows one after the other: what each changes in the draft, what stands already, and what is wrong with it and
 * where. Never more than some thousand rows are in memory, besides which places the file has filled. Throws AppError
 * invalid beyond the number of values that a draft takes.
 */
export async function* validateRows(
  rows: AsyncIterable<SheetRow>,
  judging: Judging,
  signal?: AbortSignal,
): AsyncGenerator<Judged> {
  const judge = new Judge(judging);
  for await (const row of rows) {
    signal?.throwIfAborted();
    judge.take(row);
    if (judge.full) yield judge.settle();
  }
  yield judge.settle();
}
