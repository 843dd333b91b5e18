import type { AssessmentRow } from "@/lib/store/assessments";
import { codeOf } from "@/lib/kernel/slug";
import type { Status } from "@/lib/kernel/status";
import { dollars } from "./words";

type State = AssessmentRow["status"];

/** The statuses of the index in the field's words. */
export const stateWords: Record<State, string> = {
  provisional: "provisional",
  final: "final",
  restated: "restated",
  carried: "carried forward",
  indicative: "indicative",
  withheld: "withheld",
};

/** How a status of the index is marked like every other number: carried and indicative values are estimates. */
export const markOf: Record<State, Status> = {
  provisional: "P",
  final: "A",
  restated: "A",
  carried: "E",
  indicative: "E",
  withheld: "W",
};

/** The key of the source of what the index publishes by a version of its method. */
export const indexSource = (version: string): string => `halfpitch-gpu-price-index-${version.replaceAll(".", "-")}`;

/** The key of the source of what the index publishes now. */
export const INDEX_SOURCE = indexSource("1.1.0");

/** The code of an index's series of levels, which leads to its history. */
export const levelCode = ({ gpu, segment, tenor }: Pick<AssessmentRow, "gpu" | "segment" | "tenor">): string =>
  ["GPU_INDEX", codeOf(gpu), codeOf(segment), codeOf(tenor), "LEVEL"].join(".");

/** Where one assessment explains itself. */
export const assessmentHref = ({
  gpu,
  segment,
  tenor,
  day,
}: Pick<AssessmentRow, "gpu" | "segment" | "tenor" | "day">): string =>
  `/prices/assessment?${new URLSearchParams({ gpu, segment, tenor, day }).toString()}`;

/** What stands: the newest value, and whether it is still published or since when it is not. */
export function standsWords(rows: readonly AssessmentRow[]): string {
  const newest = rows.at(-1);
  const valued = rows.findLast((row) => row.value !== null);
  if (!newest || !valued || valued.value === null) return "not assessed";
  if (newest.status !== "withheld") return `${dollars(valued.value)} on ${valued.day}, ${stateWords[valued.status]}`;
  return `withheld since ${newest.day}; ${dollars(valued.value)} on ${valued.day}, ${stateWords[valued.status]}`;
}

/** The change of the chain over the last `days` days, in percent; null where it has no value at both ends. */
export function chainChange(rows: readonly AssessmentRow[], days: number): number | null {
  const chained = rows.filter((row) => row.chain !== null && row.status !== "indicative");
  const newest = chained.at(-1);
  if (!newest || newest.chain === null) return null;
  const from = new Date(Date.parse(newest.day) - days * 86_400_000).toISOString().slice(0, 10);
  const before = chained.findLast((row) => row.day <= from);
  return before?.chain ? 100 * (newest.chain / before.chain - 1) : null;
}
