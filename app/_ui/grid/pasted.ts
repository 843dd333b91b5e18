import type { PasteProblem } from "@/lib/studio/paste/pasted-block";

/** What a paste did: values taken, rows that were new, what was taken from elsewhere, and what was not understood. */
export type PasteReport = {
  taken: number;
  fresh: number;
  empty: number;
  assumed: readonly string[];
  problems: readonly PasteProblem[];
};

/** An area of the grid by the indexes of its rows and columns, both ends included. */
export type Area = { top: number; left: number; bottom: number; right: number };
