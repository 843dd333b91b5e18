import { z } from "zod";
import type { Fault } from "./read-row";

/** How many rejected places are told at once; the file of all of them is downloaded. */
export const FAULTS_TOLD = 200;

/** What a file's cells come to: values that change something, those that stand already, empty cells, and faults. */
export const Tally = z.object({
  rows: z.number(),
  good: z.number(),
  unchanged: z.number(),
  empty: z.number(),
  bad: z.number(),
});
export type Tally = z.infer<typeof Tally>;

/** Keeps the first faults, and counts all. */
export class FaultList {
  readonly told: Fault[] = [];
  count = 0;

  add(more: readonly Fault[]): void {
    this.told.push(...more.slice(0, Math.max(0, FAULTS_TOLD - this.told.length)));
    this.count += more.length;
  }
}
