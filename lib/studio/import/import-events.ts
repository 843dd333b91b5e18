import type { CellContent, CellPlace } from "@/lib/studio/drafts/draft";
import type { Problem } from "@/lib/kernel/problem";
import type { Tally } from "./rows/faults";
import type { Question } from "./rows/profile";
import type { Fault } from "./rows/read-row";
import type { Outcome } from "./work";

/** One of the first values that would change, as it would stand in the draft. */
export type Preview = {
  line: number;
  title: string;
  unit: string;
  decimals: number;
  frequency: string;
  place: CellPlace;
  content: CellContent;
};

/** What is told while a file is checked or taken into a draft; one a line. */
export type ImportEvent =
  | {
      kind: "progress";
      phase: "looking" | "checking" | "saving";
      done: number;
      of: number | null;
      good: number;
      bad: number;
    }
  | { kind: "question"; question: Question }
  | { kind: "checked"; tally: Tally; faults: Fault[]; preview: Preview[] }
  | { kind: "applied"; outcome: Outcome; faults: Fault[] }
  | { kind: "failed"; problem: Problem };

export type Say = (event: ImportEvent) => void;
