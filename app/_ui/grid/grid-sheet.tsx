"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import {
  type Column,
  type DataSheetGridProps,
  type DataSheetGridRef,
  DynamicDataSheetGrid,
} from "react-datasheet-grid";
import "react-datasheet-grid/dist/style.css";
import { columnOf } from "@/lib/studio/grid/columns";
import { type Change, copied, take } from "./cell-acts";
import { type CellColumn, GridCell, type Slot } from "./grid-cell";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import type { Area } from "./pasted";
import { HeaderCorner, type HeaderColumn, RowHeader } from "./row-header";
import "./sheet.css";
import type { GridSize } from "./use-grid-size";
import { useSessionState } from "./use-session";

const ROW_PX = 28;
const COLUMN_PX = 92;
const NARROW_HEADER_PX = 150;
const MOST_OF_WIDTH = 0.6;
const JOINED_OF_WIDTH = 0.4;

type Listens = Required<Pick<DataSheetGridProps<Slot>, "onChange" | "onSelectionChange">>;

type Props = {
  session: GridSession;
  grid: RefObject<DataSheetGridRef | null>;
  headers: readonly HeaderColumn[];
  size: GridSize;
  onArea: (area: Area | null) => void;
};

/** How wide the names in front of the values are, and whether they have to share one column. */
function headerOf(
  headers: readonly HeaderColumn[],
  { width, narrow }: GridSize,
): { joined: boolean; headerPx: number } {
  const apart = headers.reduce((sum, one) => sum + one.width, 12);
  if (narrow) return { joined: true, headerPx: NARROW_HEADER_PX };
  if (apart <= width * MOST_OF_WIDTH) return { joined: false, headerPx: apart };
  return { joined: true, headerPx: Math.round(width * JOINED_OF_WIDTH) };
}

/** Notes how editing of a cell begins, before the component hears of it: by F2 or a click the text stays. */
function useOpening(session: GridSession): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => session.opensKeeping(event.key === "F2" || event.key === "Enter");
    const onMouse = () => session.opensKeeping(true);
    window.addEventListener("keydown", onKey, { capture: true });
    window.addEventListener("mousedown", onMouse, { capture: true });
    return () => {
      window.removeEventListener("keydown", onKey, { capture: true });
      window.removeEventListener("mousedown", onMouse, { capture: true });
    };
  }, [session]);
}

/** Puts into cells what the fill handle was drawn over. */
function takeFilled(session: GridSession, slots: readonly Slot[]): void {
  const changes = slots.flatMap(({ index, fill = {} }): Change[] =>
    Object.entries(fill).flatMap(([column, from]) => {
      const content = copied(session, { index: Number(from), column }, { index, column });
      return content ? [{ index, column, content }] : [];
    }),
  );
  take(session, "fill", changes);
}

function useColumns(session: GridSession): Partial<Column<Slot, CellColumn, string>>[] {
  const { columns } = useSessionState(session);
  return useMemo(() => {
    return columns.map(({ period, label }) => ({
      id: period,
      title: <span className={period > session.today ? styles.ahead : undefined}>{label}</span>,
      component: GridCell,
      columnData: { session, column: period },
      basis: COLUMN_PX,
      minWidth: COLUMN_PX,
      grow: 0,
      shrink: 0,
      // The fill handle copies by these two: which row a cell is filled from, not a text of it.
      copyValue: ({ rowIndex }: { rowIndex: number }) => rowIndex,
      pasteValue: ({ rowData, value }: { rowData: Slot; value: string }) => ({
        ...rowData,
        fill: { ...rowData.fill, [period]: value },
      }),
    }));
  }, [columns, session]);
}

/** Where to begin: with the newest values in sight and two columns to come, where the next ones are entered. */
function useFirstSight(session: GridSession, frame: RefObject<HTMLDivElement | null>, headerPx: number): void {
  useEffect(() => {
    const sheet = frame.current?.querySelector<HTMLElement>(".dsg-container");
    // It scrolls, so that keys must reach it where no cell is selected.
    if (sheet) sheet.tabIndex = 0;
    const begun = session.start.first.rows.flatMap((row) => [
      ...row.published.map((cell) => cell.column),
      ...row.drafted.map((cell) => columnOf(cell.period, cell.periodEnd, session.measure.frequency)),
    ]);
    const newest = begun.toSorted().at(-1);
    const at = session.state.columns.findIndex((one) => one.period === newest);
    // On a narrow screen a column to come would push out the one that it comes after.
    const ahead = (sheet?.clientWidth ?? 0) - headerPx > 4 * COLUMN_PX ? 3 : 1;
    if (sheet && at >= 0) sheet.scrollLeft = Math.max(0, (at + ahead) * COLUMN_PX + headerPx - sheet.clientWidth);
    // Once: later the analyst decides.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [session]);
}

const areaOfSelection = (min: { row: number; col: number }, max: { row: number; col: number }): Area => ({
  top: min.row,
  bottom: max.row,
  left: min.col,
  right: max.col,
});

/** The sheet itself: frozen headings and row names, cells drawn as they come into view. */
export function GridSheet({ session, grid, headers, size, onArea }: Props) {
  const { total, localRows } = useSessionState(session);
  const length = total + localRows.length;
  const slots = useMemo(() => Array.from({ length }, (_, index): Slot => ({ index })), [length]);
  useOpening(session);
  const columns = useColumns(session);
  const frame = useRef<HTMLDivElement>(null);
  const { joined, headerPx } = headerOf(headers, size);
  const gutter = useMemo(
    () => ({
      basis: headerPx,
      minWidth: headerPx,
      title: <HeaderCorner columns={headers} joined={joined} />,
      component: RowHeader,
      columnData: { session, columns: headers, joined },
    }),
    [headerPx, headers, joined, session],
  );
  useFirstSight(session, frame, headerPx);
  const onChange = useCallback<Listens["onChange"]>(
    (value, operations) => {
      for (const { fromRowIndex, toRowIndex } of operations)
        takeFilled(
          session,
          value.slice(fromRowIndex, toRowIndex).filter((one) => one.fill),
        );
    },
    [session],
  );
  const onSelection = useCallback<Listens["onSelectionChange"]>(
    ({ selection }) => {
      onArea(selection ? areaOfSelection(selection.min, selection.max) : null);
    },
    [onArea],
  );
  return (
    <div ref={frame} data-sheet className={styles.sheet} role="region" aria-label="Values" aria-describedby="grid-keys">
      <DynamicDataSheetGrid
        ref={grid}
        className="studio-sheet"
        value={slots}
        columns={columns}
        gutterColumn={gutter}
        height={size.height}
        rowHeight={ROW_PX}
        headerRowHeight={30}
        lockRows
        disableContextMenu
        onChange={onChange}
        onSelectionChange={onSelection}
      />
    </div>
  );
}

export const visibleRows = (height: number): number => Math.max(1, Math.floor(height / ROW_PX) - 2);
