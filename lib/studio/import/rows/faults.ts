import { z } from "zod";
import { FaultGroups } from "../report/fault-groups";
import type { Fault } from "./read-row";

/** How many rejected places are told at once; the file of all of them is downloaded. */
export const FAULTS_TOLD = 200;

/**
 * What a file's cells come to: values that change something, those that stand already, empty cells, and faults.
 * `badRows` counts the rows that have any; one row can have several.
 */
export const Tally = z.object({
  rows: z.number(),
  good: z.number(),
  unchanged: z.number(),
  empty: z.number(),
  bad: z.number(),
  badRows: z.number().default(0),
});
export type Tally = z.infer<typeof Tally>;

/** Keeps the first faults, gathers all by their cause, and counts them and their rows. Fed row by row. */
export class FaultList {
  readonly told: Fault[] = [];
  readonly groups = new FaultGroups();
  count = 0;
  rows = 0;
  #line = 0;

  add(more: readonly Fault[]): void {
    this.groups.add(more);
    for (const { line } of more) {
      if (line !== this.#line) this.rows += 1;
      this.#line = line;
    }
    this.told.push(...more.slice(0, Math.max(0, FAULTS_TOLD - this.told.length)));
    this.count += more.length;
  }
}
