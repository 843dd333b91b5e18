import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import { Confidence, Status } from "@/lib/kernel/status";
import type { Finding } from "@/lib/datasets/define";
import { RevisionReason } from "@/lib/datasets/revision-reason";

/** What an analyst says why a published value changes. */
export const Reason = RevisionReason;
export type Reason = RevisionReason;

export const reasonWord: Record<Reason, string> = {
  "new-information": "New information",
  correction: "Correction",
  "method-change": "Method change",
};

export const DraftState = z.enum(["draft", "in review", "approved", "scheduled", "published", "reverted", "discarded"]);
export type DraftState = z.infer<typeof DraftState>;

/** Whether nothing happens to a draft any more: it is published, put back or put away. */
export const isSettled = (state: DraftState): boolean =>
  state === "published" || state === "reverted" || state === "discarded";

/** The name under which drafts stand that change entities and sources alone, and no dataset's values. */
export const CATALOGUE = "catalogue";

/** A draft as lists and pages show it. Instants are ISO text; cells counts its proposed values. */
export type Draft = {
  id: number;
  dataset: string;
  authorId: string;
  author: string;
  organisationId: number;
  state: DraftState;
  reason: string;
  version: number;
  cells: number;
  items: number;
  publishAt: string | null;
  publishZone: string | null;
  closesEdition: boolean;
  trouble: string | null;
  changeSetId: number | null;
  revertsId: number | null;
  revertedById: number | null;
  /** Until when a discarded draft can be restored; null for any other, and where that is over. */
  restorableUntil: string | null;
  createdAt: string;
  updatedAt: string;
  canUndo: boolean;
  canRedo: boolean;
};

/** What one cell holds: a value or range with what it is and where it is from. Status W withdraws, without a value. */
export const CellContent = z
  .strictObject({
    value: z.number().finite().nullable(),
    low: z.number().finite().nullable().default(null),
    high: z.number().finite().nullable().default(null),
    status: Status,
    confidence: Confidence.nullable().default(null),
    /** The key of a source in the store or among the draft's own; null until one is named. */
    source: Slug.nullable().default(null),
    reason: Reason.nullable().default(null),
    note: z.string().trim().max(1000).nullable().default(null),
    periodEnd: Day.nullable().default(null),
    periodLabel: z.string().max(40).nullable().default(null),
  })
  .refine(
    (one) => (one.status === "W") === (one.value === null && one.low === null && one.high === null),
    "a value or a range is needed; a withdrawal has neither",
  )
  .refine((one) => one.low === null || one.high === null || one.low <= one.high, "low is above high");
export type CellContent = z.infer<typeof CellContent>;

/** Where a cell is: a series by its measure and dimensions (which may be new), and a period's first day. */
export const CellPlace = z.strictObject({
  measure: z.string().min(1).max(100),
  dims: z.record(z.string(), z.string()),
  period: Day,
});
export type CellPlace = z.infer<typeof CellPlace>;

/** A published value as somebody saw it. */
export const Shown = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  status: Status,
});
export type Shown = z.infer<typeof Shown>;

/**
 * One change of a cell. `content` null takes the proposal back. `expects` is the version of the proposal that the
 * editor had before its eyes, 0 where there was none; another one means that somebody was faster, and nothing is
 * overwritten. Left out, the edit wins whatever stood there. `shown` is the published value that the editor had before
 * its eyes, null where there was none: where another one stands by now, the proposal is not meant against that.
 */
export const CellEdit = z.strictObject({
  place: CellPlace,
  content: CellContent.nullable(),
  expects: z.number().int().min(0).optional(),
  shown: Shown.nullable().optional(),
});
export type CellEdit = z.infer<typeof CellEdit>;

export const StepKind = z.enum(["edit", "paste", "fill", "clear", "import", "restore", "revert", "stamp"]);
export type StepKind = z.infer<typeof StepKind>;

/** What stands published for a cell's series and period. */
export type Standing = {
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  source: string;
  recordedAt: string;
};

/** A proposed value as it is kept, with what was published when it was edited (null: nothing was). */
export type DraftCell = CellContent & {
  series: string;
  measure: string;
  dims: Record<string, string>;
  period: string;
  version: number;
  editedBy: string;
  editedAt: string;
  base: Omit<Standing, "source"> | null;
};

/** An edit that was not taken: where, why, and for a conflict what stands there now. */
export type Refused = {
  series: string;
  period: string;
  code: "invalid" | "conflict";
  field: string | null;
  message: string;
  mine: CellContent | null;
  theirs: DraftCell | null;
};

/** Another open draft that has the same cell. */
export type Rival = {
  series: string;
  period: string;
  draft: number;
  author: string;
  /** It is the viewer's own, that waits for review or publication. */
  mine: boolean;
  state: DraftState;
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
};

/** What an act in a draft did. `cells` holds what was changed as it is now; one that is gone is in `removed`. */
export type EditOutcome = {
  draft: Draft;
  cells: DraftCell[];
  removed: { series: string; period: string }[];
  refused: Refused[];
  rivals: Rival[];
};

/** A proposed value against what is published now. `moved` tells that the published value is no longer the draft's base. */
export type DiffLine = {
  cell: DraftCell;
  /** What the sources of both are called; null where none is named. */
  sourceTitle: string | null;
  beforeSourceTitle: string | null;
  title: string;
  unit: string;
  decimals: number;
  frequency: string;
  before: Standing | null;
  moved: boolean;
  same: boolean;
};

/** What a check says of a draft; `blocking` ones keep it from review and publication. `place` names a cell. */
export type DraftFinding = Finding & {
  place: { series: string; period: string } | null;
  /** How often the same is said, of all cells; left out where that is not counted. */
  times?: number;
  /** The cause by which it asks: somebody answers all findings of it, with a reason, before the draft is approved. */
  asks?: string;
  /** What the cell says of which it asks: an answer is of that, and of nothing that is entered later. */
  of?: string;
};
