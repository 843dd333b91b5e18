import type { CellContent, CellPlace } from "@/lib/studio/drafts/draft";
import type { Problem } from "@/lib/kernel/problem";
import type { Tally } from "./rows/faults";
import type { Repair } from "./fixes";
import type { FaultGroup } from "./report/fault-groups";
import type { NotTaken } from "./report/not-taken";
import type { AskedQuestion } from "./report/questions";
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

/** What a file came to besides its values: rejected places by cause, what is not taken, and what was repaired. */
export type Report = {
  tally: Tally;
  /** The first rejected places, and all of them by their cause; `groupCount` counts the groups. */
  faults: Fault[];
  groups: FaultGroup[];
  groupCount: number;
  notTaken: NotTaken[];
  /** How many places somebody has chosen to leave out. */
  skipped: number;
  repairs: Repair[];
  /** What is added to the draft by one act where a name is not known: the kind of each column of entities. */
  adding: Record<number, string>;
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
  | { kind: "question"; question: AskedQuestion }
  | ({ kind: "checked"; preview: Preview[] } & Report)
  | ({ kind: "applied"; outcome: Outcome } & Report)
  | { kind: "failed"; problem: Problem };

export type Say = (event: ImportEvent) => void;
