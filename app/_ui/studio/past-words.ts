import { reasonWord, type StepKind } from "@/lib/studio/drafts/draft";
import type { CellEvent } from "@/lib/studio/history/history";

/** What an act in a draft was, as people call it. */
export const stepWord: Record<StepKind, string> = {
  edit: "Edited",
  paste: "Pasted",
  fill: "Filled",
  clear: "Taken back",
  import: "Imported",
  restore: "Restored",
  revert: "Put back",
  stamp: "Given source or reason",
};

/** What happened, in a word or two: `Published, release 12`, `Edited in draft 4, undone`. */
export function eventWords({ kind, release, step, draft }: CellEvent): string {
  if (kind === "published") return `Published${release === null ? "" : `, release ${release}`}`;
  if (kind === "held" || !step) return "Held by the gate";
  const what = `${stepWord[step.kind]} in draft ${draft?.id ?? ""}`;
  if (step.undone) return `${what}, undone`;
  return draft?.state === "discarded" ? `${what}, discarded` : what;
}

/** The reason code in words, empty where none was given. */
export const reasonOf = ({ reason }: CellEvent): string =>
  reason === null ? "" : reason === "addition" ? "Addition" : reasonWord[reason];
