import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Transaction } from "@/db/client";
import type { ReadValue, Said } from "../rows/read-row";
import { copyField } from "./copy-text";

type Place = { series: string; period: string };

const AT_ONCE = 10_000;
const SAID = ["status", "confidence", "source", "note"] as const;

/** What the file itself says besides the number, as bits: the rest holds for the whole file. */
export const saidBit = (field: (typeof SAID)[number]): number => 1 << SAID.indexOf(field);
const bitsOf = ({ status, confidence, source, note }: Said): number =>
  (status ? 1 : 0) + (confidence ? 2 : 0) + (source ? 4 : 0) + (note ? 8 : 0);

/**
 * The sound values of a file in a table of this transaction's own, which is gone when it ends: from there they are held
 * against what the draft and the store show, all at once.
 */
export class Stage {
  /** Values that were handed over and not taken back. */
  count = 0;
  readonly #tx: Transaction;
  readonly #series = new Map<string, number>();
  /** The dimensions of each series. */
  readonly dims: Readonly<Record<string, string>>[] = [];
  readonly #withdrawn: Place[] = [];
  readonly #places: string[] = [];
  #rows: string[] = [];
  #next = 0;

  private constructor(tx: Transaction) {
    this.#tx = tx;
  }

  static async open(tx: Transaction): Promise<Stage> {
    await tx`
      create temporary table import_series (
        n int not null, series text not null, measure text not null, dims jsonb not null, series_id bigint
      ) on commit drop`;
    await tx`
      create temporary table import_value (
        n int not null, line int not null, of_series int not null, period date not null, value float8, low float8,
        high float8, status text not null, confidence text, source text, reason text, note text, period_end date,
        period_label text, said int not null
      ) on commit drop`;
    return new Stage(tx);
  }

  #numberOf({ series, edit: { place } }: ReadValue): number {
    const known = this.#series.get(series);
    if (known !== undefined) return known;
    const number = this.#series.size;
    this.#series.set(series, number);
    this.dims.push(place.dims);
    const dims = copyField(JSON.stringify(place.dims));
    this.#places.push(`${number}\t${copyField(series)}\t${copyField(place.measure)}\t${dims}\n`);
    return number;
  }

  #rowOf(given: ReadValue): string {
    const { value, low, high, status, confidence, source, reason, note, periodEnd, periodLabel } = given.edit.content;
    const place = `${this.#next++}\t${given.line}\t${this.#numberOf(given)}\t${given.edit.place.period}`;
    const numbers = `${copyField(value)}\t${copyField(low)}\t${copyField(high)}`;
    const words = `${status}\t${copyField(confidence)}\t${copyField(source)}\t${copyField(reason)}\t${copyField(note)}`;
    return `${place}\t${numbers}\t${words}\t${copyField(periodEnd)}\t${copyField(periodLabel)}\t${bitsOf(given.said)}\n`;
  }

  /** Takes over values. */
  async add(values: readonly ReadValue[]): Promise<void> {
    for (const value of values) this.#rows.push(this.#rowOf(value));
    this.count += values.length;
    if (this.#rows.length >= AT_ONCE) await this.#flush();
  }

  /** Takes values back that were handed over: something else is said of their places. */
  takeBack(places: readonly Place[]): void {
    for (const one of places) this.#withdrawn.push(one);
    this.count -= places.length;
  }

  async #copy(rows: readonly string[], into: string): Promise<void> {
    if (rows.length === 0) return;
    const stream = await this.#tx.unsafe(into).writable();
    await pipeline(Readable.from([rows.join("")]), stream);
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    await this.#copy(rows, "copy import_value from stdin");
  }

  /** Makes everything ready to be compared; to be called once, after the last value. */
  async close(): Promise<void> {
    const tx = this.#tx;
    await this.#flush();
    await this.#copy(this.#places, "copy import_series (n, series, measure, dims) from stdin");
    if (this.#withdrawn.length > 0)
      await tx`
        delete from import_value v using import_series s,
          json_to_recordset(${JSON.stringify(this.#withdrawn)}::text::json) as p(series text, period date)
        where s.n = v.of_series and s.series = p.series and v.period = p.period`;
    await tx`update import_series s set series_id = series.id from series where series.code = s.series`;
  }
}
