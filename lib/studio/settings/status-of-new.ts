import type { Measure } from "@/lib/datasets/define";
import { mayBeActual } from "@/lib/datasets/premature-actual";
import type { Day } from "@/lib/kernel/period";
import type { Status } from "@/lib/kernel/status";

/** Which status values have that nobody says one of: in the whole dataset, and of each source in it. */
export type UsualStatuses = { dataset: Status | null; bySource: Readonly<Record<string, Status>> };

export const NO_STATUSES: UsualStatuses = { dataset: null, bySource: {} };

/** What speaks of the status of a value, from the plainest on; null where a thing says nothing. */
export type StatusClues = {
  /** What stands with the number itself, or with its heading. */
  said: Status | null;
  /** What was chosen for what is entered next. */
  chosen: Status | null;
  /** What the place holds already. */
  before: Status | null;
  /** What the series had last. */
  series: Status | null;
  /** The source of the value, by which others of it are known. */
  source: string | null;
  usual: UsualStatuses;
  measure: Measure;
  period: Day;
  periodEnd: Day | null;
  today: Day;
};

/** A status, and what it came from. */
export type ChosenStatus = {
  status: Status;
  from: "said" | "chosen" | "before" | "series" | "source" | "dataset" | "period" | "nothing";
};

const orNone = (status: Status | null | undefined): Status | null => (status === "W" ? null : (status ?? null));

function ranked({ said, chosen, before, series, source, usual }: StatusClues): ChosenStatus[] {
  const bySource = source !== null && Object.hasOwn(usual.bySource, source) ? usual.bySource[source] : null;
  const all: [ChosenStatus["from"], Status | null | undefined][] = [
    ["said", said],
    ["chosen", chosen],
    ["before", before],
    ["series", series],
    ["source", bySource],
    ["dataset", usual.dataset],
  ];
  return all.flatMap(([from, given]) => {
    const status = orNone(given);
    return status ? [{ from, status }] : [];
  });
}

/**
 * The status of a value: what stands with it; else what was chosen, what the place, the series, the source and the
 * dataset have, in this order, none of which makes an actual of a period that is not over. Where nothing says anything
 * it is an estimate, the weaker claim.
 */
export function statusOfNew(clues: StatusClues): ChosenStatus {
  const { measure, period, periodEnd, today } = clues;
  const end = periodEnd === null ? {} : { periodEnd };
  const over = mayBeActual(measure, { period, ...end }, today);
  const found = ranked(clues);
  const [first] = found;
  if (first?.from === "said" || (first && (over || first.status !== "A"))) return first;
  if (over) return { status: "E", from: "nothing" };
  const other = found.find((one) => one.status !== "A" && one.status !== "P");
  return { status: other?.status ?? (period > today ? "F" : "E"), from: "period" };
}
