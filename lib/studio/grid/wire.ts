import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import { Confidence, Status } from "@/lib/kernel/status";
import {
  CellContent,
  type Draft,
  type DraftCell,
  DraftState,
  type EditOutcome,
  type Refused,
  type Rival,
} from "../drafts/draft";
import type { GridPart, GridRow, Missing, PublishedCell } from "./grid";
import type { NameLists } from "../reading/name-book";
import type { Around, OpenDraft } from "./look-around";
import type { Present } from "./presence";

const number = z.number().nullable();
const text = z.string().nullable();
const ends = { value: number, low: number, high: number, status: Status };

const DraftOnWire = z.object({
  id: z.number(),
  dataset: z.string(),
  authorId: z.string(),
  author: z.string(),
  organisationId: z.number(),
  state: DraftState,
  reason: z.string(),
  version: z.number(),
  cells: z.number(),
  items: z.number(),
  publishAt: text,
  publishZone: text,
  closesEdition: z.boolean(),
  trouble: text,
  changeSetId: number,
  revertsId: number,
  revertedById: number,
  restorableUntil: text.default(null),
  createdAt: z.string(),
  updatedAt: z.string(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
}) satisfies z.ZodType<Draft>;

const DraftCellOnWire = z.object({
  ...CellContent.shape,
  series: z.string(),
  measure: z.string(),
  dims: z.record(z.string(), z.string()),
  period: Day,
  version: z.number(),
  editedBy: z.string(),
  editedAt: z.string(),
  base: z.object({ ...ends, recordedAt: z.string() }).nullable(),
}) satisfies z.ZodType<DraftCell>;

const RivalOnWire = z.object({
  series: z.string(),
  period: Day,
  draft: z.number(),
  author: z.string(),
  mine: z.boolean(),
  state: DraftState,
  ...ends,
}) satisfies z.ZodType<Rival>;

const RefusedOnWire = z.object({
  series: z.string(),
  period: z.string(),
  code: z.enum(["invalid", "conflict"]),
  field: text,
  message: z.string(),
  mine: CellContent.nullable(),
  theirs: DraftCellOnWire.nullable(),
}) satisfies z.ZodType<Refused>;

const MissingOnWire = z.object({ source: z.number(), reason: z.number() }) satisfies z.ZodType<Missing>;

const OutcomeOnWire = z.object({
  draft: DraftOnWire,
  cells: z.array(DraftCellOnWire),
  removed: z.array(z.object({ series: z.string(), period: Day })),
  refused: z.array(RefusedOnWire),
  rivals: z.array(RivalOnWire),
}) satisfies z.ZodType<EditOutcome>;

/** What the grid gets back for an act. */
export const SavedOnWire = z.object({
  outcome: OutcomeOnWire,
  missing: MissingOnWire,
  doubts: z.array(z.object({ message: z.string(), cells: z.number() })).default([]),
});
export type SavedOnWire = z.infer<typeof SavedOnWire>;

const PublishedOnWire = z.object({
  column: Day,
  period: Day,
  ...ends,
  confidence: Confidence.nullable(),
  source: z.string(),
  periodEnd: text,
  periodLabel: text,
}) satisfies z.ZodType<PublishedCell>;

const RowOnWire = z.object({
  series: z.string(),
  dims: z.record(z.string(), z.string()),
  title: z.string(),
  unit: z.string(),
  isNew: z.boolean(),
  published: z.array(PublishedOnWire),
  drafted: z.array(DraftCellOnWire),
  rivals: z.array(RivalOnWire),
}) satisfies z.ZodType<GridRow>;

/** A part of the grid as the browser gets it. */
export const PartOnWire = z.object({
  total: z.number(),
  offset: z.number(),
  rows: z.array(RowOnWire),
  columns: z.array(z.object({ period: Day, label: z.string() })),
  labels: z.record(z.string(), z.record(z.string(), z.string())),
  draft: DraftOnWire.nullable(),
  missing: MissingOnWire,
  state: z.string(),
}) satisfies z.ZodType<GridPart>;

const PresentOnWire = z.object({
  person: z.string(),
  name: z.string(),
  measure: z.string(),
  series: text,
  period: text,
}) satisfies z.ZodType<Present>;

const OpenDraftOnWire = z.object({
  id: z.number(),
  author: z.string(),
  own: z.boolean(),
  state: DraftState,
  version: z.number(),
  head: z.number(),
}) satisfies z.ZodType<OpenDraft>;

/** What others do around a grid, as the browser gets it. */
export const AroundOnWire = z.object({
  tag: z.string(),
  today: Day,
  state: z.string(),
  release: z.object({ number: z.number(), author: z.string(), values: z.number(), at: z.string() }).nullable(),
  people: z.array(PresentOnWire),
  drafts: z.array(OpenDraftOnWire),
  touched: z.array(z.string()).nullable(),
}) satisfies z.ZodType<Around>;

const Named = z.object({ value: z.string(), label: z.string(), aliases: z.array(z.string()) });
export const NamesOnWire = z.record(z.string(), z.array(Named)) satisfies z.ZodType<NameLists>;

export const SourceOnWire = z.object({
  key: z.string(),
  title: z.string(),
  publisher: z.string(),
  published: text,
  url: text,
  mine: z.boolean(),
});
export const BroughtOnWire = z.object({ draft: DraftOnWire, source: SourceOnWire });
