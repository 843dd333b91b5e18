import type { Day, Frequency } from "@/lib/kernel/period";
import type { CellContent, DraftCell, Rival } from "@/lib/studio/drafts/draft";
import { columnOf, type GridColumn } from "@/lib/studio/grid/columns";
import { type FiscalPeriod, rhythmOf } from "@/lib/studio/grid/fiscal-rhythm";
import type { GridRow, PublishedCell } from "@/lib/studio/grid/grid";
import { placeKey } from "./edit-queue";
import type { Present } from "./present";

/**
 * Something typed, pasted or sent that was not taken, and why. `theirs` is what stands there in a conflict; `readings`
 * are the ways in which it may have been meant, each as it is typed to mean nothing else.
 */
export type Trouble = {
  text: string | null;
  message: string;
  conflict: { mine: CellContent | null; theirs: DraftCell | null } | null;
  readings?: readonly string[];
};

/** What is not yet on the server, by place: null takes the proposal back. */
export type Pending = ReadonlyMap<string, CellContent | null>;

/** All that a cell of the grid knows. */
export type CellView = {
  series: string;
  column: Day;
  /** The value's own first day, which in a fiscal series is not the column's. */
  period: Day;
  published: PublishedCell | null;
  /** What the draft proposes, or would once it is saved. */
  proposed: CellContent | null;
  saved: DraftCell | null;
  waiting: boolean;
  /** What is published is no longer what it was when the cell was edited. */
  moved: boolean;
  lacks: readonly ("source" | "reason")[];
  rivals: readonly Rival[];
  /** What the viewer proposes here in a draft that waits for review or publication. */
  own: Rival | null;
  trouble: Trouble | null;
  /** The fiscal period that the series' rhythm gives this column, where nothing stands in it yet. */
  fiscal: FiscalPeriod | null;
  /** The series has fiscal periods, and the days of this column's are open: these may be its last. */
  openEnds: readonly Day[] | null;
  /** Colleagues who have this cell selected now, by name. */
  here: readonly string[];
};

/** What a proposed value says, without where it is and who edited it. */
function contentOf(cell: DraftCell): CellContent {
  const { value, low, high, status, confidence, source, reason, note, periodEnd, periodLabel } = cell;
  return { value, low, high, status, confidence, source, reason, note, periodEnd, periodLabel };
}

/** What was published when a cell was edited; a withdrawn value is none, as it is none beside it. */
const baseOf = ({ base }: DraftCell): DraftCell["base"] => (base?.status === "W" ? null : base);

type Ends = { value: number | null; low: number | null; high: number | null; status: string };
const same = (a: Ends | null, b: Ends | null): boolean =>
  a?.value === b?.value && a?.low === b?.low && a?.high === b?.high && a?.status === b?.status;

/** Whether content says the same of a cell as what is published. */
export const saysPublished = (content: CellContent, published: PublishedCell | null): boolean =>
  published !== null && same(content, published);

function lacksOf(content: CellContent | null, published: PublishedCell | null): CellView["lacks"] {
  if (!content) return [];
  const reason = published !== null && content.reason === null;
  return [...(content.source === null ? (["source"] as const) : []), ...(reason ? (["reason"] as const) : [])];
}

/** The periods of a row whose days are known, published or proposed, each in its column. */
export function knownPeriods(row: GridRow, frequency: Frequency) {
  const drafted = row.drafted.map(({ period, periodEnd, periodLabel }) => ({
    column: columnOf(period, periodEnd, frequency),
    period,
    periodEnd,
    periodLabel,
  }));
  const standing = row.published.filter((one) => !drafted.some(({ column }) => column === one.column));
  return [...standing, ...drafted];
}

/**
 * The cells of a row by column, with what waits and what was refused laid over them. Of a draft that is settled, what is
 * published has changed by itself.
 */
export function viewRow(
  row: GridRow,
  columns: readonly GridColumn[],
  frequency: Frequency,
  over: {
    pending: Pending;
    troubles: ReadonlyMap<string, Trouble>;
    settled?: boolean;
    present?: Present;
    /** Last days of fiscal periods that somebody has said, by place. */
    ends?: ReadonlyMap<string, Day>;
  },
): Map<Day, CellView> {
  const published = new Map(row.published.map((cell) => [cell.column, cell]));
  const rhythm = rhythmOf(knownPeriods(row, frequency), frequency);
  const drafted = new Map(row.drafted.map((cell) => [columnOf(cell.period, cell.periodEnd, frequency), cell]));
  return new Map(
    columns.map(({ period: column }) => {
      const [standing, saved] = [published.get(column) ?? null, drafted.get(column) ?? null];
      const told = over.ends?.get(placeKey(row.series, column));
      const found = rhythm && !standing && !saved ? rhythm.at(column, told) : null;
      const fiscal = found && "period" in found ? found : null;
      const period = saved?.period ?? standing?.period ?? fiscal?.period ?? column;
      const key = placeKey(row.series, period);
      const waiting = over.pending.get(key);
      const proposed = waiting === undefined ? saved && contentOf(saved) : waiting;
      const others = row.rivals.filter((one) => one.period === period);
      const view: CellView = {
        series: row.series,
        column,
        period,
        published: standing,
        proposed,
        saved,
        waiting: waiting !== undefined,
        moved: !over.settled && saved !== null && proposed !== null && !same(baseOf(saved), standing),
        lacks: lacksOf(proposed, standing),
        rivals: others.filter((one) => !one.mine),
        own: others.find((one) => one.mine) ?? null,
        trouble: over.troubles.get(key) ?? null,
        fiscal,
        openEnds: found && "candidates" in found ? found.candidates : null,
        here: over.present?.get(placeKey(row.series, column)) ?? [],
      };
      return [column, view];
    }),
  );
}
