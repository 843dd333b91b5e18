import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Transaction } from "@/db/client";
import type { Said } from "../rows/read-row";
import type { SoundValue } from "../rows/validate-rows";
import { copyRow } from "./copy-text";

type Place = { series: string; period: string };

const AT_ONCE = 10_000;
const SAID = ["status", "confidence", "source", "note"] as const;

/** What the file itself says besides the number, as bits: the rest holds for the whole file. */
export const saidBit = (field: (typeof SAID)[number]): number => 1 << SAID.indexOf(field);
const bitsOf = (said: Said): number => SAID.reduce((bits, field) => bits + (said[field] ? saidBit(field) : 0), 0);

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
  #places: string[] = [];
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

  #numberOf({ series, edit: { place } }: SoundValue): number {
    const known = this.#series.get(series);
    if (known !== undefined) return known;
    const number = this.#series.size;
    this.#series.set(series, number);
    this.dims.push(place.dims);
    this.#places.push(copyRow([number, series, place.measure, JSON.stringify(place.dims)]));
    return number;
  }

  /** Takes over values. */
  async add(values: readonly SoundValue[]): Promise<void> {
    for (const value of values) {
      const { place, content } = value.edit;
      const { low, high, status, confidence, source, reason, note, periodEnd, periodLabel } = content;
      const cells = [this.#next++, value.line, this.#numberOf(value), place.period, content.value, low, high, status];
      this.#rows.push(
        copyRow([...cells, confidence, source, reason, note, periodEnd, periodLabel, bitsOf(value.said)]),
      );
    }
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
    const [places, rows] = [this.#places, this.#rows];
    [this.#places, this.#rows] = [[], []];
    await this.#copy(places, "copy import_series (n, series, measure, dims) from stdin");
    await this.#copy(rows, "copy import_value from stdin");
  }

  /** Makes everything ready to be compared; to be called once, after the last value. */
  async close(): Promise<void> {
    const tx = this.#tx;
    await this.#flush();
    if (this.#withdrawn.length > 0)
      await tx`
        delete from import_value v using import_series s,
          json_to_recordset(${JSON.stringify(this.#withdrawn)}::text::json) as p(series text, period date)
        where s.n = v.of_series and s.series = p.series and v.period = p.period`;
    await tx`update import_series s set series_id = series.id from series where series.code = s.series`;
  }
}
