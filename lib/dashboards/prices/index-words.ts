import type { AssessmentRow } from "@/lib/store/assessments";

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

/** The key of the source of what the index publishes by a version of its method. */
export const indexSource = (version: string): string => `halfpitch-gpu-price-index-${version.replaceAll(".", "-")}`;

/** Where one assessment explains itself. */
export const assessmentHref = ({
  gpu,
  segment,
  tenor,
  day,
}: Pick<AssessmentRow, "gpu" | "segment" | "tenor" | "day">): string =>
  `/prices/assessment?${new URLSearchParams({ gpu, segment, tenor, day }).toString()}`;
