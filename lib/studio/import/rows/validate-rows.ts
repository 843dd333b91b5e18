import type { Queryable } from "@/db/client";
import { type Issue, validatorOf } from "@/lib/datasets/validate";
import { prematureActual } from "@/lib/datasets/premature-actual";
import { formatDay } from "@/lib/kernel/format";
import type { Day } from "@/lib/kernel/period";
import type { Status } from "@/lib/kernel/status";
import { relayedActual } from "@/lib/provenance/relayed-actual";
import { CellEdit } from "@/lib/studio/drafts/draft";
import { plainEdits } from "@/lib/studio/drafts/plain-edit";
import { proposalOf } from "@/lib/studio/drafts/sort-edits";
import { RELAYED } from "../fixes";
import { Role } from "../mapping/mapping";
import { type SheetRow, textOfCell } from "../sheet/sheet-row";
import { placesShown } from "./places-shown";
import { type Fault, type Mend, type ReadValue, readRow, type RowItem } from "./read-row";
import { Places, saysTheSame, type Standing } from "./places";
import { readingsOf } from "./readings";
import type { RowReader } from "./row-reader";
import { PASSES_ON, type Voices } from "./voices";
import type { Vocabulary } from "./vocabulary";

/** A stretch of rows that has been judged. `rows` counts from the beginning. */
export type Judged = {
  rows: number;
  sound: ReadValue[];
  empty: number;
  faults: Fault[];
  /** Places of values that were sound and do not hold: a later row says something else of them. */
  withdrawn: { series: string; period: string }[];
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
const MOST_PERIODS = 20_000;

type Held = { value: ReadValue; row: SheetRow; standing: Standing };
type Rejected = { row: SheetRow; column: number | null; value?: string };

/** The column that a finding about a field belongs to. */
function columnOf({ plan }: RowReader, field: string, value: ReadValue): number | null {
  if (field === "value") return value.column;
  const role = Role.safeParse(Object.hasOwn(plan.dataset.dimensions, field) ? `dimension:${field}` : field);
  return (role.success ? plan.columnOf(role.data) : null) ?? value.column;
}

const nothing = (rows: number): Judged => ({
  rows,
  sound: [],
  empty: 0,
  faults: [],
  withdrawn: [],
  repeated: [],
});

class Judge {
  readonly #judging: Judging;
  readonly #places = new Places();
  readonly #isPlain = plainEdits();
  readonly #issueOf: ReturnType<typeof validatorOf>;
  readonly #early = new Map<string, boolean>();
  /** What rows said that have not been judged yet. */
  #read: { row: SheetRow; items: RowItem[] }[] = [];
  #items = 0;
  #values: Held[] = [];
  #judged: Judged = nothing(0);

  constructor(judging: Judging) {
    this.#judging = judging;
    this.#issueOf = validatorOf(judging.reader.plan.dataset, judging.vocabulary.exists);
  }

  #reject({ row, column, value }: Rejected, reason: string, more: Pick<Fault, "early" | "mends"> = {}): void {
    const header = column === null ? "" : (this.#judging.reader.plan.headers[column] ?? "");
    const said = value ?? (column === null ? "" : textOfCell(row.cells[column]));
    const fault = { line: row.line, column, header, value: said, reason, row: row.cells.map(textOfCell) };
    this.#judged.faults.push({ ...fault, ...more });
  }

  /** Whether an actual is of a period that is not over. */
  #isEarly({ edit: { place, content } }: ReadValue): boolean {
    const { reader, today } = this.#judging;
    const { dataset } = reader.plan;
    const when = `${place.measure} ${place.period} ${content.periodEnd ?? ""}`;
    const known = this.#early.get(when);
    if (known !== undefined) return known;
    const early = prematureActual(dataset, proposalOf(dataset.slug, place, content), today) !== null;
    if (this.#early.size < MOST_PERIODS) this.#early.set(when, early);
    return early;
  }

  /** The value with the status that was said for actuals of periods that are not over; null where it is refused. */
  #inTime(row: SheetRow, value: ReadValue): ReadValue | null {
    const { reader, today, early } = this.#judging;
    const { place, content } = value.edit;
    if (content.status !== "A" || !this.#isEarly(value)) return value;
    if (early) return { ...value, edit: { place, content: { ...content, status: early } } };
    const reason = `its period is not over on ${formatDay(today)}, so no actual value of it can be known`;
    this.#reject({ row, column: reader.plan.columnOf("status"), value: "actual" }, reason, { early: true });
    return null;
  }

  /** The value in the series where its source belongs, as was said; null where nobody has said it yet. */
  #inItsSeries(row: SheetRow, value: ReadValue): ReadValue | null {
    const { reader, voices } = this.#judging;
    const { place, content } = value.edit;
    const found = voices.heard(place.dims, value.series, content.source);
    if (found === null || ("answer" in found && found.answer === PASSES_ON)) return value;
    if ("answer" in found) {
      const dims = { ...place.dims, [found.publisher]: found.answer };
      const series = readingsOf(reader).line(dims, place.measure).code;
      return { ...value, series, edit: { ...value.edit, place: { ...place, dims } } };
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
    if (is === "taken") this.#judged.withdrawn.push({ series: value.series, period: value.edit.place.period });
    const before = first?.row ?? { line, cells: [] };
    this.#reject({ row: before, column, value: standing.text }, why(row.line, text));
  }

  /** What the definition does not allow, or a draft does not keep; null where there is nothing. */
  #issueWith({ edit }: ReadValue): Issue | null {
    const issue = this.#issueOf(edit.place, edit.content);
    if (issue || this.#isPlain(edit)) return issue;
    const wrong = CellEdit.safeParse(edit).error?.issues[0];
    return wrong ? { field: "value", message: wrong.message } : null;
  }

  #hold(row: SheetRow, read: ReadValue): void {
    const { reader } = this.#judging;
    const timely = this.#inTime(row, read);
    const placed = timely && this.#inItsSeries(row, timely);
    const value = placed && this.#asReported(row, placed);
    if (!value) return;
    const issue = this.#issueWith(value);
    if (issue) return this.#reject({ row, column: columnOf(reader, issue.field, value) }, issue.message);
    const { line, column, series } = value;
    const { place, content } = value.edit;
    const text = column === null ? "a range" : textOfCell(row.cells[column]).trim();
    const { value: number, low, high, status } = content;
    const said: Standing = { line, column, value: number, low, high, status, text, is: "held" };
    const standing = this.#places.find(series, place.period);
    if (standing && standing.is !== "refused" && saysTheSame(standing, said)) this.#judged.repeated.push(row.line);
    else if (standing) this.#contradict(row, value, standing, text);
    else {
      this.#places.take(series, place.period, said);
      this.#values.push({ value, row, standing: said });
    }
  }

  take(row: SheetRow): void {
    this.#judged.rows += 1;
    const items = readRow(row, this.#judging.reader);
    this.#items += items.length;
    this.#read.push({ row, items });
  }

  get full(): boolean {
    return this.#items >= BATCH;
  }

  /** Reads by whom the series that were read are, where that is not known yet. */
  async #listen(): Promise<void> {
    const { voices } = this.#judging;
    for (const { items } of this.#read)
      for (const item of items) if (item.kind === "value") voices.meet(item.edit.place.dims, item.series);
    await voices.listen();
  }

  #judge(): void {
    const read = this.#read;
    [this.#read, this.#items] = [[], 0];
    for (const { row, items } of read)
      for (const item of items) {
        if (item.kind === "empty") this.#judged.empty += 1;
        else if (item.kind === "fault") this.#judged.faults.push(item.fault);
        else this.#hold(row, item);
      }
  }

  /** Refuses withdrawals of what is neither published nor proposed. */
  async #refuseGroundless(): Promise<void> {
    const { sql, draft } = this.#judging;
    const gone = this.#values.filter(({ value }) => value.edit.content.status === "W");
    if (gone.length === 0) return;
    const shown = await placesShown(
      sql,
      draft,
      gone.map(({ value }) => ({ series: value.series, period: value.edit.place.period })),
    );
    for (const [at, { row, value, standing }] of gone.entries()) {
      if (shown.has(at)) continue;
      standing.is = "refused";
      this.#reject({ row, column: value.column }, "nothing is published here that could be withdrawn");
    }
  }

  /** What has come together since the last time. */
  async settle(): Promise<Judged> {
    await this.#listen();
    this.#judge();
    await this.#refuseGroundless();
    const [judged, values] = [this.#judged, this.#values];
    this.#judged = nothing(judged.rows);
    this.#values = [];
    for (const { value, standing } of values) {
      if (standing.is === "refused") continue;
      standing.is = "taken";
      judged.sound.push(value);
    }
    return judged;
  }
}

/**
 * Judges rows one after the other, as far as `keeps` keeps them: what each says, and what is wrong with it and where.
 * Never more than some thousand rows are in memory, besides which places the file has filled. Throws AppError invalid
 * beyond the number of values that a draft takes.
 */
export async function* validateRows(
  blocks: AsyncIterable<readonly SheetRow[]>,
  keeps: (row: SheetRow) => boolean,
  judging: Judging,
  signal?: AbortSignal,
): AsyncGenerator<Judged> {
  const judge = new Judge(judging);
  for await (const rows of blocks)
    for (const row of rows) {
      if (!keeps(row)) continue;
      signal?.throwIfAborted();
      judge.take(row);
      if (judge.full) yield judge.settle();
    }
  yield judge.settle();
}
