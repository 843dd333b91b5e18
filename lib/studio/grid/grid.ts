import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import type { Confidence, Status } from "@/lib/kernel/status";
import type { Draft, DraftCell, Rival } from "../drafts/draft";
import type { GridColumn } from "./columns";

/** Which rows of a dataset's grid, in which order, with the values of which periods. */
export const GridQuery = z.strictObject({
  dataset: Slug,
  measure: z.string().min(1).max(100),
  draft: z.number().int().positive().nullable().default(null),
  /** Words that must all be in a row's title or code. */
  filter: z.string().max(200).default(""),
  /** Values that a dimension may have, by its key. */
  where: z.record(z.string().max(100), z.array(z.string().max(200)).max(200)).default({}),
  /** Only these series, whatever the filter. */
  series: z.array(z.string().max(300)).max(500).optional(),
  /** Only rows in which the draft proposes something. */
  drafted: z.boolean().default(false),
  /** `code`, `title`, a dimension's key, or a period whose values order the rows. */
  sort: z.string().max(100).default("title"),
  descending: z.boolean().default(false),
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(0).max(500).default(100),
  from: Day.optional(),
  to: Day.optional(),
});
export type GridQuery = z.input<typeof GridQuery>;

/** What stands published in a cell. `period` is the value's own first day, which a fiscal one has beside its column. */
export type PublishedCell = {
  column: Day;
  period: Day;
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  confidence: Confidence | null;
  source: string;
  periodEnd: Day | null;
  periodLabel: string | null;
};

/** One series with its published values, what the draft proposes for it, and what other open drafts do. */
export type GridRow = {
  series: string;
  dims: Record<string, string>;
  title: string;
  unit: string;
  /** Nothing of it is published yet: it comes with the draft. */
  isNew: boolean;
  published: PublishedCell[];
  drafted: DraftCell[];
  rivals: Rival[];
};

/** How many of a draft's cells lack what publication asks for. */
export type Missing = { source: number; reason: number };

/** A part of the grid. `labels` names the dimension values that occur in it. */
export type GridPart = {
  total: number;
  offset: number;
  rows: GridRow[];
  columns: GridColumn[];
  labels: Record<string, Record<string, string>>;
  draft: Draft | null;
  missing: Missing;
  /** What of the dataset is published: another one means that something was published meanwhile. */
  state: string;
};
