import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Day } from "@/lib/kernel/period";
import type { Draft } from "@/lib/studio/drafts/draft";
import type { GridColumn } from "@/lib/studio/grid/columns";
import type { GridPart, GridQuery, GridRow, Missing } from "@/lib/studio/grid/grid";
import type { Doubt } from "@/lib/studio/grid/read-doubts";
import type { Present } from "@/lib/studio/grid/presence";
import type { Stamp } from "./compose-content";
import type { SavingState } from "./edit-queue";
import type { Layout } from "./kept-layout";
import type { UsualStatuses } from "@/lib/studio/settings/status-of-new";
import type { PasteReport } from "./pasted";

/** What the page hands the grid: the dataset, what is asked of it, its first part, and who works on it. */
export type GridStart = {
  dataset: DatasetDefinition;
  query: GridQuery;
  first: GridPart;
  person: string;
  /** What an edit starts with where the person has chosen nothing yet. */
  usual?: Pick<Stamp, "source" | "sourceTitle" | "status"> & { statuses?: UsualStatuses };
  /** The server's day: a wrong clock here must not decide what is a forecast. */
  today: Day;
  /** Why nothing can be changed here, where nothing can. */
  locked: string | null;
};

/** Where the selection is, by series, and how it is moved; to nowhere where the row is no longer among those shown. */
export type Anchor = { series: () => string | null; move: (index: number | null) => void };

/** What the parts around the cells show; a new object with each change. */
export type SessionState = {
  total: number;
  /** The columns in sight; those that were hidden are not among them. */
  columns: readonly GridColumn[];
  layout: Layout;
  draft: Draft | null;
  missing: Missing;
  stamp: Stamp;
  saving: SavingState;
  /** Rows that exist here alone until something in them is saved. */
  localRows: readonly GridRow[];
  troubles: number;
  /** The last remark: what a paste did, what could not be undone. */
  remark: string | null;
  /** What is asked about the sources of the cells that the last act touched. */
  doubts?: readonly Doubt[];
  /** What is wrong with what is being typed. */
  typing: string | null;
  pasted: PasteReport | null;
  failed: string | null;
  /** Who else is here, and whether that is still being heard. */
  people: readonly Present[];
  hearing: "yes" | "offline" | "signed-out";
};
