import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Status } from "@/lib/kernel/status";
import { type Grade, isSecondHand } from "./grade";

/** Whether a number is said to be what somebody reported, while its source only passes on that they did. */
const isRelayed = (dataset: DatasetDefinition, status: Status, grade: Grade): boolean =>
  status === "A" && dataset.actuals === "reported" && isSecondHand(grade);

/**
 * The status that a number may have with a source of that grade: what a relay says that somebody reported is provisional
 * until the report itself, or press that read it, is cited.
 */
export const statusFrom = (dataset: DatasetDefinition, status: Status, grade: Grade): Status =>
  isRelayed(dataset, status, grade) ? "P" : status;

/** Why an observation is not actual yet, as a sentence without its full stop; null where its status may stand. */
export function relayedActual(dataset: DatasetDefinition, status: Status, grade: Grade): string | null {
  if (!isRelayed(dataset, status, grade)) return null;
  const source = grade === "relay" ? "a relay" : "a source that nobody can look up";
  return `What ${source} says that somebody reported is not actual before the report is cited: make it provisional, or name the filing, the release or a press report`;
}
