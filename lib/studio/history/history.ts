import { z } from "zod";
import { Frequency } from "@/lib/kernel/period";
import { Status } from "@/lib/kernel/status";
import { DraftState, Reason, StepKind } from "../drafts/draft";

/** What stood, or was proposed, at one moment of a cell. */
export const PastContent = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  status: Status,
  source: z.string().nullable(),
});
export type PastContent = z.infer<typeof PastContent>;

/**
 * One thing that happened to a cell: a vintage was published, an act in a draft proposed it, or the gate held it.
 * Instants are ISO text. `before` and `after` are null where there was nothing.
 */
export const CellEvent = z.object({
  key: z.string(),
  kind: z.enum(["published", "drafted", "held"]),
  at: z.string(),
  period: z.string(),
  by: z.string(),
  /** What the person, connector or gate said of it. */
  why: z.string(),
  reason: Reason.or(z.literal("addition")).nullable(),
  note: z.string().nullable(),
  knownAt: z.string().nullable(),
  source: z.object({ key: z.string(), title: z.string() }).nullable(),
  before: PastContent.nullable(),
  after: PastContent.nullable(),
  draft: z.object({ id: z.number(), state: DraftState }).nullable(),
  /** The act in the draft, and whether it was undone. */
  step: z.object({ id: z.number(), kind: StepKind, undone: z.boolean() }).nullable(),
  release: z.number().nullable(),
  /** Whether this is the vintage that readers see now. */
  stands: z.boolean(),
});
export type CellEvent = z.infer<typeof CellEvent>;

/** What a series is, whether it is in the store yet or only in drafts (then `id` is null). */
export const SeriesPlace = z.object({
  id: z.number().nullable(),
  code: z.string(),
  dataset: z.string(),
  measure: z.string(),
  dims: z.record(z.string(), z.string()),
  title: z.string(),
  unit: z.string(),
  decimals: z.number(),
  frequency: Frequency,
});
export type SeriesPlace = z.infer<typeof SeriesPlace>;

/** A page of a history, newest first: `next` is where the next one begins, `withdrawn` how many periods have no value now. */
export const HistoryPage = z.object({
  place: SeriesPlace,
  events: z.array(CellEvent),
  next: z.string().nullable(),
  withdrawn: z.number(),
});
export type HistoryPage = z.infer<typeof HistoryPage>;
