import { type Day, type Frequency, periodLabel } from "@/lib/kernel/period";
import type { GridColumn } from "@/lib/studio/grid/columns";
import type { Layout } from "./kept-layout";

/** The columns of a grid, with those that this person has hidden, and those that were added here. */
export class ColumnsInSight {
  #all: readonly GridColumn[];
  readonly #frequency: Frequency;

  constructor(all: readonly GridColumn[], frequency: Frequency) {
    this.#all = all;
    this.#frequency = frequency;
  }

  inSight({ hidden }: Layout): readonly GridColumn[] {
    return hidden.length === 0 ? this.#all : this.#all.filter((one) => !hidden.includes(one.period));
  }

  /** Takes the server's columns, which leave out those added here; true where there were new ones. */
  take(columns: readonly GridColumn[]): boolean {
    const known = new Set(this.#all.map((one) => one.period));
    if (columns.every((one) => known.has(one.period))) return false;
    this.#all = columns;
    return true;
  }

  /** Adds columns for periods that nothing is published for yet. */
  add(periods: Iterable<Day>): void {
    const known = new Set(this.#all.map((one) => one.period));
    const added = [...new Set(periods)].filter((one) => !known.has(one));
    const fresh = added.map((period) => ({ period, label: periodLabel(period, this.#frequency) }));
    this.#all = [...this.#all, ...fresh].toSorted((a, b) => (a.period < b.period ? -1 : 1));
  }
}
