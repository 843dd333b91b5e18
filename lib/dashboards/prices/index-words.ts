import type { AssessmentRow } from "@/lib/store/assessments";
import { codeOf } from "@/lib/kernel/slug";
import type { Status } from "@/lib/kernel/status";

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

/** The code of the series of a market's rate card, which leads to its history. */
export const rateCardCode = ({ gpu, segment, tenor }: Pick<AssessmentRow, "gpu" | "segment" | "tenor">): string =>
  ["GPU_INDEX", codeOf(gpu), codeOf(segment), codeOf(tenor), "RATE_CARD"].join(".");

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
