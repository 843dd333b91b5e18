import type { Day } from "@/lib/kernel/period";
import type { CellContent } from "@/lib/studio/drafts/draft";
import type { GridRow } from "@/lib/studio/grid/grid";
import type { PastedBlock, PasteProblem } from "@/lib/studio/paste/pasted-block";
import type { PasteAnswers, PasteQuestion } from "@/lib/studio/paste/questions";
import type { NameLists } from "@/lib/studio/reading/name-book";
import type { ChosenStatus } from "@/lib/studio/settings/status-of-new";
import type { CellView } from "./cell-view";
import type { Area } from "./pasted";

/** A block and where it is pasted, with the names that are known and what was answered so far. */
export type PasteSource = {
  block: readonly string[][];
  area: Area;
  answers: PasteAnswers;
  lists: NameLists;
  /** Rows that the grid does not show and the block names, by series. */
  elsewhere: ReadonlyMap<string, GridRow>;
};

/** One value that would be written: into which cell, over what, with which status. */
export type PlannedCell = {
  series: string;
  row: GridRow;
  column: Day;
  view: CellView;
  content: CellContent;
  status: ChosenStatus;
  text: string;
  replaces: "nothing" | "published" | "draft" | "same";
  end?: Day;
};

/** What a paste is about to do. */
export type PastePlan = {
  source: PasteSource;
  done: PastedBlock;
  cells: PlannedCell[];
  problems: PasteProblem[];
  /** Questions without which nothing can be written. */
  waiting: PasteQuestion[];
};
