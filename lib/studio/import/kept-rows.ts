import { setImmediate } from "node:timers/promises";
import type { SheetRow } from "./sheet/sheet-row";

/** What is kept at most, roughly in bytes. */
const MOST = 64 * 2 ** 20;
const STRETCH = 1000;

/** About what a row takes in memory, where none of its cells is shared with another one. */
function weightOf({ cells }: SheetRow): number {
  let weight = 64;
  for (const cell of cells) weight += cell.kind === "text" ? 72 + cell.text.length : 48;
  return weight;
}

/** The rows of a file that was looked through, kept for being judged; a file of too many is read a second time instead. */
export class KeptRows {
  #blocks: SheetRow[][] | null = [];
  #weight = 0;

  keep(rows: SheetRow[]): void {
    if (this.#blocks === null) return;
    for (const row of rows) this.#weight += weightOf(row);
    if (this.#weight > MOST) this.#blocks = null;
    else this.#blocks.push(rows);
  }

  /** The rows, which are forgotten while they are given, and once only; null where they have to be read again. */
  take(): AsyncGenerator<SheetRow[]> | null {
    const blocks = this.#blocks;
    this.#blocks = null;
    return blocks && given(blocks);
  }
}

async function* given(blocks: SheetRow[][]): AsyncGenerator<SheetRow[]> {
  for (const [at, rows] of blocks.entries()) {
    blocks[at] = [];
    for (let from = 0; from < rows.length; from += STRETCH) {
      yield rows.slice(from, from + STRETCH);
      // Nothing is waited for: others get their turn in between.
      await setImmediate();
    }
  }
}
