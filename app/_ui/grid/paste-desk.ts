import type { Day } from "@/lib/kernel/period";
import { placeKey } from "./edit-queue";
import type { PastePlan } from "./planned-paste";

type Reader = (text: string, spot: { index: number; column: Day }) => void;

/** What is about to be pasted, and which last days of fiscal periods were said on the way. Knows nothing of React. */
export class PasteDesk {
  /** Last days of fiscal periods by series and column. */
  readonly ends = new Map<string, Day>();
  #plan: PastePlan | null = null;
  #reader: Reader | null = null;
  readonly #listeners = new Set<() => void>();

  get plan(): PastePlan | null {
    return this.#plan;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows what a paste is about to do; null once it is done or dropped. */
  propose(plan: PastePlan | null): void {
    this.#plan = plan;
    for (const listener of this.#listeners) listener();
  }

  /** Has what is typed into a cell whose period has to be asked about read as a paste of one cell, until it is undone. */
  readBy(reader: Reader): () => void {
    this.#reader = reader;
    return () => {
      this.#reader = null;
    };
  }

  /** Reads what was typed so; false where nobody reads it. */
  read(text: string, spot: { index: number; column: Day }): boolean {
    this.#reader?.(text, spot);
    return this.#reader !== null;
  }

  /** Notes on which day the fiscal period of a column ends in a series. */
  tellEnd(series: string, column: Day, end: Day): void {
    this.ends.set(placeKey(series, column), end);
  }
}
