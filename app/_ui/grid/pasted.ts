import type { LeftOut, PasteProblem } from "@/lib/studio/paste/pasted-block";

/**
 * What a paste did: values taken, rows that were new or came into view, what was taken from elsewhere, lines and columns
 * that were left out, and what was not understood.
 */
export type PasteReport = {
  taken: number;
  fresh: number;
  added: number;
  empty: number;
  assumed: readonly string[];
  left: readonly LeftOut[];
  problems: readonly PasteProblem[];
};

/** An area of the grid by the indexes of its rows and columns, both ends included. */
export type Area = { top: number; left: number; bottom: number; right: number };
