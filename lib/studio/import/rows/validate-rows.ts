import type { Queryable } from "@/db/client";
import { seriesCode } from "@/lib/datasets/series-code";
import { validateObservation } from "@/lib/datasets/validate";
import { prematureActual } from "@/lib/datasets/premature-actual";
import { formatDay } from "@/lib/kernel/format";
import type { Day } from "@/lib/kernel/period";
import type { Status } from "@/lib/kernel/status";
import { relayedActual } from "@/lib/provenance/relayed-actual";
import { proposalOf } from "@/lib/studio/drafts/sort-edits";
import { RELAYED } from "../fixes";
import { Role } from "../mapping/mapping";
import { type SheetRow, textOfCell } from "../sheet/sheet-row";
import { type Change, compareWithShown, type SoundValue } from "./compare";
import { type Fault, type Mend, type ReadValue, readRow } from "./read-row";
import { Places, type Standing } from "./places";
import type { RowReader } from "./row-cells";
import { PASSES_ON, type Voices } from "./voices";
import type { Vocabulary } from "./vocabulary";

/** Where a value stood in the file. */
export type Place = Pick<Change, "line" | "column">;

/** A place of the file as a key. */
export const placeOf = ({ line, column }: Place): string => `${line} ${column}`;
export const placesOf = (places: readonly Place[]): Set<string> => new Set(places.map(placeOf));

/** A stretch of rows that has been judged. `rows` counts from the beginning. */
export type Judged = {
  rows: number;
  changes: Change[];
  unchanged: number;
  empty: number;
  faults: Fault[];
  /** Changes of before that do not hold: a later row says something else of their places. */
  withdrawn: Place[];
  /** Lines that say what an earlier one has said. */
  repeated: number[];
};

export type Judging = {
  sql: Queryable;
  reader: RowReader;
  vocabulary: Vocabulary;
  /** The draft whose proposals count as what is shown; null where there is none yet. */
  draft: number | null;
  /** The day of the check, and the status of what calls itself actual while its period is not over. */
  today: Day;
  early: Status | null;
  voices: Voices;
  /** The status of actuals of which only a relay tells; null where nobody has said one. */
  relayed: Status | null;
};

const BATCH = 2000;

type Held = SoundValue & { row: SheetRow; standing: Standing };
type Rejected = { row: SheetRow; column: number | null; value?: string };

/** The column that a finding about a field belongs to. */
function columnOf({ plan }: RowReader, field: string, value: ReadValue): number | null {
  if (field === "value") return value.column;
  const role = Role.safeParse(Object.hasOwn(plan.dataset.dimensions, field) ? `dimension:${field}` : field);
  return (role.success ? plan.columnOf(role.data) : null) ?? value.column;
}

const nothing = (rows: number): Judged => ({
  rows,
  changes: [],
  unchanged: 0,
  empty: 0,
  faults: [],
  withdrawn: [],
  repeated: [],
});

class Judge {
  readonly #judging: Judging;
  readonly #places = new Places();
  #values: Held[] = [];
  #judged: Judged = nothing(0);

  constructor(judging: Judging) {
    this.#judging = judging;
  }

  #reject({ row, column, value }: Rejected, reason: string, more: Pick<Fault, "early" | "mends"> = {}): void {
    const header = column === null ? "" : (this.#judging.reader.plan.headers[column] ?? "");
    const said = value ?? (column === null ? "" : textOfCell(row.cells[column]));
    const fault = { line: row.line, column, header, value: said, reason, row: row.cells.map(textOfCell) };
    this.#judged.faults.push({ ...fault, ...more });
  }

  /** The value with the status that was said for actuals of periods that are not over; null where it is refused. */
  #inTime(row: SheetRow, value: ReadValue): ReadValue | null {
    const { reader, today, early } = this.#judging;
    const { dataset } = reader.plan;
    const { place, content } = value.edit;
    if (!prematureActual(dataset, proposalOf(dataset.slug, place, content), today)) return value;
    if (early) return { ...value, edit: { place, content: { ...content, status: early } } };
    const reason = `its period is not over on ${formatDay(today)}, so no actual value of it can be known`;
    this.#reject({ row, column: reader.plan.columnOf("status"), value: "actual" }, reason, { early: true });
    return null;
  }

  /** The value in the series where its source belongs, as was said; null where nobody has said it yet. */
  #inItsSeries(row: SheetRow, value: ReadValue): ReadValue | null {
    const { reader, voices } = this.#judging;
    const { place, content } = value.edit;
    const series = seriesCode(reader.plan.dataset, place.dims, place.measure);
    const found = voices.heard(place.dims, series, content.source);
    if (found === null || ("answer" in found && found.answer === PASSES_ON)) return value;
    if ("answer" in found) {
      const dims = { ...place.dims, [found.publisher]: found.answer };
      return { ...value, edit: { ...value.edit, place: { ...place, dims } } };
    }
    const { key, message, between, own } = found.doubt;
    const mends: Mend[] = [{ key, value: PASSES_ON, words: "It passes them on: take it" }];
    if (own) mends.unshift({ key, value: own.slug, words: `Put it into series of ${own.name}` });
    const column = reader.plan.columnOf("source");
    this.#reject({ row, column, value: between }, message.replace(/[.]$/, ""), { mends });
    return null;
  }

  /** The value with the status that was said for actuals of which only a relay tells; null where it is refused. */
  #asReported(row: SheetRow, value: ReadValue): ReadValue | null {
    const { reader, voices, relayed } = this.#judging;
    const { content } = value.edit;
    const grade = voices.grade(content.source);
    const why = grade && relayedActual(reader.plan.dataset, content.status, grade);
    if (why === null) return value;
    if (relayed) return { ...value, edit: { ...value.edit, content: { ...content, status: relayed } } };
    const mends: Mend[] = [
      { key: RELAYED, value: "P", words: "Make each provisional" },
      { key: RELAYED, value: "A", words: "They are actual: the reviewer is asked" },
    ];
    this.#reject({ row, column: reader.plan.columnOf("status"), value: "actual" }, why, { mends });
    return null;
  }

  /** Two values of one place that differ: neither is taken, and each is told with the other's line. */
  #contradict(row: SheetRow, value: ReadValue, standing: Standing, text: string): void {
    const why = (line: number, said: string) =>
      `line ${line} says ${said} for the same series and period: neither is taken`;
    this.#reject({ row, column: value.column }, why(standing.line, standing.text));
    const { line, column, is } = standing;
    if (is === "refused") return;
    standing.is = "refused";
    const held = this.#values.findIndex((one) => one.standing === standing);
    const [first] = held < 0 ? [] : this.#values.splice(held, 1);
    if (is === "changes") this.#judged.withdrawn.push({ line, column });
    if (is === "unchanged") this.#judged.unchanged -= 1;
    const before = first?.row ?? { line, cells: [] };
    this.#reject({ row: before, column, value: standing.text }, why(row.line, text));
  }

  #hold(row: SheetRow, read: ReadValue): void {
    const { reader, vocabulary } = this.#judging;
    const { dataset } = reader.plan;
    const timely = this.#inTime(row, read);
    const placed = timely && this.#inItsSeries(row, timely);
    const value = placed && this.#asReported(row, placed);
    if (!value) return;
    const { place, content } = value.edit;
    const issue = validateObservation(dataset, proposalOf(dataset.slug, place, content), vocabulary.exists)[0];
    if (issue) return this.#reject({ row, column: columnOf(reader, issue.field, value) }, issue.message);
    const series = seriesCode(dataset, place.dims, place.measure);
    const said = [content.value, content.low, content.high, content.status].join(" ");
    const text = value.column === null ? "a range" : textOfCell(row.cells[value.column]).trim();
    const standing = this.#places.find(series, place.period);
    if (standing && standing.said === said && standing.is !== "refused") this.#judged.repeated.push(row.line);
    else if (standing) this.#contradict(row, value, standing, text);
    else {
      const taken: Standing = { line: row.line, column: value.column, said, text, is: "held" };
      this.#places.take(series, place.period, taken);
      this.#values.push({ ...value, series, row, standing: taken });
    }
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
    this.#judged = nothing(judged.rows);
    this.#values = [];
    const { sql, draft } = this.#judging;
    const compared = values.length > 0 ? await compareWithShown(sql, draft, values) : null;
    const changed = placesOf(compared?.changes ?? []);
    for (const value of values) value.standing.is = changed.has(placeOf(value)) ? "changes" : "unchanged";
    for (const one of compared?.unknown ?? []) {
      const found = values.find(
        (value) => value.series === one.series && value.edit.place.period === one.edit.place.period,
      );
      if (!found) continue;
      found.standing.is = "refused";
      this.#reject({ row: found.row, column: one.column }, "nothing is published here that could be withdrawn");
    }
    const late = this.#judged.faults.splice(0);
    return {
      ...judged,
      changes: compared?.changes ?? [],
      unchanged: judged.unchanged + (compared?.unchanged ?? 0),
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
