import type { DatasetDefinition } from "@/lib/datasets/define";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { validateObservation } from "@/lib/datasets/validate";
import type { Day } from "@/lib/kernel/period";
import type { Confidence, Status } from "@/lib/kernel/status";
import type { CellContent, Reason } from "@/lib/studio/drafts/draft";
import type { GridRow } from "@/lib/studio/grid/grid";
import type { ParsedCell } from "@/lib/studio/grid/parse-cell";
import type { CellView } from "./cell-view";

/** What goes along with what is entered next: source, status (null: as before), confidence and reason. */
export type Stamp = {
  source: string | null;
  sourceTitle: string | null;
  status: Status | null;
  confidence: Confidence | null;
  reason: Reason | null;
};

export const NO_STAMP: Stamp = { source: null, sourceTitle: null, status: null, confidence: null, reason: null };

/** The status of a value that says none: as before, else what the series has, a forecast for what has not begun. */
function statusFor(view: CellView, usual: Status | null, today: Day): Status {
  const before = view.proposed?.status ?? view.published?.status;
  if (before && before !== "W") return before;
  if (usual && !(view.period > today && (usual === "A" || usual === "P"))) return usual;
  return view.period > today ? "F" : "A";
}

/** The status that a series usually has: of its last value. */
export function usualStatus(row: GridRow): Status | null {
  return row.drafted.at(-1)?.status ?? row.published.at(-1)?.status ?? null;
}

type Read = Extract<ParsedCell, { kind: "value" }>;

const APPROXIMATE = "Given as approximate.";
const CALCULATED = "Calculated: =";

/** What is noted of how a value was given. */
const saidOf = ({ approximate, expression }: Read): string | null =>
  approximate ? APPROXIMATE : expression === undefined ? null : `Calculated: ${expression}`;

/** What somebody wrote about a value; what was noted of how the one before it was given goes with that. */
function ownNote(proposed: CellContent | null): string | null {
  const note = proposed?.note ?? null;
  return note === APPROXIMATE || note?.startsWith(CALCULATED) ? null : note;
}

/** What a cell would hold for a value that was read, under the stamp. */
export function composeContent(
  read: Read,
  view: CellView,
  stamp: Stamp,
  usual: Status | null,
  today: Day,
): CellContent {
  const { published, proposed } = view;
  const note = ownNote(proposed) ?? saidOf(read);
  return {
    value: read.value,
    low: read.low,
    high: read.high,
    status: read.status ?? stamp.status ?? statusFor(view, usual, today),
    confidence: stamp.confidence ?? proposed?.confidence ?? null,
    source: stamp.source ?? proposed?.source ?? null,
    reason: published ? (stamp.reason ?? proposed?.reason ?? null) : null,
    note,
    periodEnd: proposed?.periodEnd ?? published?.periodEnd ?? null,
    periodLabel: proposed?.periodLabel ?? published?.periodLabel ?? null,
  };
}

/** A withdrawal of what is published, under the stamp; its source is the stamp's, else the one of the value. */
export function composeWithdrawal(view: CellView, stamp: Stamp): CellContent {
  const { published } = view;
  return {
    value: null,
    low: null,
    high: null,
    status: "W",
    confidence: null,
    source: stamp.source ?? published?.source ?? null,
    reason: stamp.reason,
    note: null,
    periodEnd: published?.periodEnd ?? null,
    periodLabel: published?.periodLabel ?? null,
  };
}

/** What the dataset's definition has against a cell's content, in a sentence; null where all is well. */
export function objection(
  dataset: DatasetDefinition,
  place: { measure: string; dims: Record<string, string>; period: Day },
  content: CellContent,
): string | null {
  const { low, high, status, periodEnd } = content;
  const proposed: ProposedObservation = {
    dataset: dataset.slug,
    ...place,
    value: content.value,
    ...(low === null ? {} : { low }),
    ...(high === null ? {} : { high }),
    status,
    source: content.source ?? "none",
    ...(periodEnd === null ? {} : { periodEnd }),
  };
  // Whether an entity exists the server knows.
  return validateObservation(dataset, proposed, () => true)[0]?.message ?? null;
}
