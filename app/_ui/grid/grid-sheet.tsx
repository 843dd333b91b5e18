"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  type Column,
  type DataSheetGridProps,
  type DataSheetGridRef,
  DynamicDataSheetGrid,
} from "react-datasheet-grid";
import "react-datasheet-grid/dist/style.css";
import type { Day } from "@/lib/kernel/period";
import { columnOf } from "@/lib/studio/grid/columns";
import { PeriodHead } from "./column-head";
import { type CellColumn, GridCell, type Slot } from "./grid-cell";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { headerWidths } from "./header-widths";
import type { Area } from "./pasted";
import type { HeaderColumn } from "./header-widths";
import { HeaderCorner, RowHeader } from "./row-header";
import { columnPx, HEADER_PX, ROW_PX } from "./sheet-sizes";
import "./sheet.css";
import { useFillHandle } from "./use-fill-handle";
import type { GridSize } from "./use-grid-size";
import { useSessionState } from "./use-session";

const NOTHING: readonly Day[] = [];

type Listens = Required<Pick<DataSheetGridProps<Slot>, "onSelectionChange">>;

type Props = {
  session: GridSession;
  grid: RefObject<DataSheetGridRef | null>;
  headers: readonly HeaderColumn[];
  size: GridSize;
  onArea: (area: Area | null) => void;
};

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

function useColumns(session: GridSession): Partial<Column<Slot, CellColumn, string>>[] {
  const { columns, layout } = useSessionState(session);
  // One for each column as long as the session lives, so that drawing an edge draws no cell anew.
  const [data] = useState(() => new Map<Day, CellColumn>());
  return useMemo(
    () =>
      columns.map(({ period, label }) => {
        const columnData = data.get(period) ?? { session, column: period };
        data.set(period, columnData);
        const width = layout.widths[period] ?? columnPx(session.measure);
        return {
          id: period,
          title: <PeriodHead session={session} period={period} label={label} />,
          component: GridCell,
          columnData,
          basis: width,
          minWidth: width,
          grow: 0,
          shrink: 0,
        };
      }),
    [columns, layout.widths, session, data],
  );
}

/** Where to begin: with the newest values in sight and two columns to come, where the next ones are entered. */
function useFirstSight(session: GridSession, frame: RefObject<HTMLDivElement | null>, headerPx: number): void {
  useEffect(() => {
    const sheet = frame.current?.querySelector<HTMLElement>(".dsg-container");
    // It scrolls, so that keys must reach it where no cell is selected.
    if (sheet) sheet.tabIndex = 0;
    const kept = lastSight.get(sightOf(session));
    if (sheet && kept !== undefined) {
      sheet.scrollLeft = kept;
      return;
    }
    const begun = session.start.first.rows.flatMap((row) => [
      ...row.published.map((cell) => cell.column),
      ...row.drafted.map((cell) => columnOf(cell.period, cell.periodEnd, session.measure.frequency)),
    ]);
    const newest = begun.toSorted().at(-1);
    const at = session.state.columns.findIndex((one) => one.period === newest);
    // On a narrow screen a column to come would push out the one that it comes after.
    const ahead = (sheet?.clientWidth ?? 0) - headerPx > 4 * columnPx(session.measure) ? 3 : 1;
    if (sheet && at >= 0)
      sheet.scrollLeft = Math.max(0, (at + ahead) * columnPx(session.measure) + headerPx - sheet.clientWidth);
    // Once: later the analyst decides.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [session]);
}

/** How far the sheet of a measure was scrolled last: another order of its rows leaves the columns where they are. */
const lastSight = new Map<string, number>();
const sightOf = ({ start: { dataset, query } }: GridSession): string =>
  [dataset.slug, query.measure, query.from ?? "", query.to ?? ""].join(" ");

const areaOfSelection = (min: { row: number; col: number }, max: { row: number; col: number }): Area => ({
  top: min.row,
  bottom: max.row,
  left: min.col,
  right: max.col,
});

/** The sheet itself: frozen headings and row names, cells drawn as they come into view. */
export function GridSheet({ session, grid, headers, size, onArea }: Props) {
  const { total, localRows, layout } = useSessionState(session);
  const length = total + localRows.length;
  const slots = useMemo(() => Array.from({ length }, (_, index): Slot => ({ index })), [length]);
  useOpening(session);
  const columns = useColumns(session);
  const frame = useRef<HTMLDivElement>(null);
  const widths = useMemo(() => headerWidths(headers, layout, size), [headers, layout, size]);
  const frozen = size.narrow ? NOTHING : layout.frozen;
  const gutter = useMemo(
    () => ({
      basis: widths.px,
      minWidth: widths.px,
      title: <HeaderCorner session={session} widths={widths} frozen={frozen} />,
      component: RowHeader,
      columnData: { session, widths, frozen },
    }),
    [widths, frozen, session],
  );
  useFirstSight(session, frame, widths.px);
  const sizes = useMemo(
    () => [widths.px, ...columns.map(({ basis = columnPx(session.measure) }) => basis)],
    [widths.px, columns, session],
  );
  useFillHandle({ session, grid, sheet: frame, widths: sizes });
  const onSelection = useCallback<Listens["onSelectionChange"]>(
    ({ selection }) => {
      onArea(selection ? areaOfSelection(selection.min, selection.max) : null);
    },
    [onArea],
  );
  const onScroll = useCallback<NonNullable<DataSheetGridProps<Slot>["onScroll"]>>(
    ({ currentTarget }) => void lastSight.set(sightOf(session), currentTarget.scrollLeft),
    [session],
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
        headerRowHeight={HEADER_PX}
        lockRows
        disableContextMenu
        onSelectionChange={onSelection}
        onScroll={onScroll}
      />
    </div>
  );
}

export const visibleRows = (height: number): number => Math.max(1, Math.floor(height / ROW_PX) - 2);
