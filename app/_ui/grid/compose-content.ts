import type { DatasetDefinition, Measure } from "@/lib/datasets/define";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { validateObservation } from "@/lib/datasets/validate";
import type { Day } from "@/lib/kernel/period";
import type { Confidence, Status } from "@/lib/kernel/status";
import type { CellContent, Reason } from "@/lib/studio/drafts/draft";
import type { GridRow } from "@/lib/studio/grid/grid";
import type { ParsedCell } from "@/lib/studio/reading/parse-cell";
import { type ChosenStatus, statusOfNew, type UsualStatuses } from "@/lib/studio/settings/status-of-new";
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

/** What says the status of a value that says none: its series, its dataset, its measure and the day. */
export type Usual = { series: Status | null; statuses: UsualStatuses; measure: Measure; today: Day };

/** The status that a series usually has: of its last value. What is withdrawn says nothing of what comes next. */
export function usualStatus(row: GridRow): Status | null {
  const isValue = (one: { status: Status }): boolean => one.status !== "W";
  return row.drafted.findLast(isValue)?.status ?? row.published.findLast(isValue)?.status ?? null;
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

/** The status of a value that was read, and what it came from. */
export function statusFor(
  read: Read,
  view: CellView,
  stamp: Stamp,
  usual: Usual & { source: string | null; periodEnd: Day | null },
): ChosenStatus {
  const { statuses, ...rest } = usual;
  const before = view.proposed?.status ?? view.published?.status ?? null;
  return statusOfNew({
    ...rest,
    usual: statuses,
    said: read.status,
    chosen: stamp.status,
    before,
    period: view.period,
  });
}

/** What a cell would hold for a value that was read, under the stamp. */
export function composeContent(read: Read, view: CellView, stamp: Stamp, usual: Usual): CellContent {
  const { published, proposed } = view;
  const source = stamp.source ?? proposed?.source ?? null;
  const periodEnd = proposed?.periodEnd ?? published?.periodEnd ?? view.fiscal?.periodEnd ?? null;
  const note = ownNote(proposed) ?? saidOf(read);
  return {
    value: read.value,
    low: read.low,
    high: read.high,
    status: statusFor(read, view, stamp, { ...usual, source, periodEnd }).status,
    confidence: stamp.confidence ?? proposed?.confidence ?? null,
    source,
    reason: published ? (stamp.reason ?? proposed?.reason ?? null) : null,
    note,
    periodEnd,
    periodLabel: proposed?.periodLabel ?? published?.periodLabel ?? view.fiscal?.periodLabel ?? null,
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
