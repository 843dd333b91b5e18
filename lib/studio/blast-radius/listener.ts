import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { DiffLine, Draft } from "../drafts/draft";
import type { FigureChange } from "./figure-changes";
import type { ChangedSeries } from "./page-views";

/** One thing that will change: where it is seen, what it is, and how it reads before and after. */
export type BlastLine = {
  where: string;
  href: string | null;
  what: string;
  before: string | null;
  after: string | null;
  change: string | null;
};

/** All that changes of one kind. `finding` says it in a sentence; `total` counts also the lines that are left out. */
export type BlastPart = {
  kind: string;
  title: string;
  finding: string;
  lines: BlastLine[];
  total: number;
  note?: string;
};

/** What is to be published, and the store as it stands before. */
export type Before = {
  db: Database;
  viewer: Viewer;
  draft: Draft;
  /** The draft's values against what is published, without those that stand already. */
  lines: readonly DiffLine[];
  series: readonly ChangedSeries[];
};

/** The store as it would be, in a transaction that is rolled back, and what figures show then. */
export type After = { tx: Transaction; figures: readonly FigureChange[] };

/** Tells what of its kind changes; null where nothing does. */
export type Look = (after: After) => Promise<BlastPart | null>;

/**
 * Somebody who notices a publication: pages, files, the price index; alerts and digests will be others. `watch` reads what it
 * needs of the store as it is, and the look that it returns is taken while the draft stands published in a dry run.
 */
export type Listener = { kind: string; watch: (before: Before) => Promise<Look> };

export const LINES_SHOWN = 60;

/** A part from all its lines, of which the first are kept. */
export const partOf = (part: Omit<BlastPart, "total">): BlastPart => ({
  ...part,
  total: part.lines.length,
  lines: part.lines.slice(0, LINES_SHOWN),
});

/** `1 page`, `3 pages`, `1,200 values`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
