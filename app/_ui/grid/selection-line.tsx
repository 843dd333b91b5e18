"use client";

import { useMemo } from "react";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import type { Area } from "./pasted";
import { range, sizeOf } from "./selected-cells";
import { type Selected, summarise, summaryWords } from "./selection-sum";
import { useRowsVersion, useSessionState } from "./use-session";

const MOST_CELLS = 200_000;

/** The cells of an area that hold something, and how many of its rows are not here yet. */
function selectedIn(session: GridSession, area: Area): { selected: Selected[]; unread: number } {
  const columns = session.state.columns.slice(area.left, area.right + 1);
  const rows = range(
    area.top,
    Math.min(area.bottom, session.length - 1, area.top + Math.floor(MOST_CELLS / columns.length)),
  );
  const selected: Selected[] = [];
  let unread = area.bottom - area.top + 1 - rows.length;
  for (const index of rows) {
    const row = session.row(index);
    if (!row) unread++;
    else
      for (const { period } of columns) {
        const view = session.cell(index, period);
        const shown = view?.proposed ?? view?.published;
        if (shown) selected.push({ shown, unit: row.unit });
      }
  }
  return { selected, unread };
}

/** Count, sum, average, least and most of what is selected; read out when it rests. */
export function SelectionLine({ session, area }: { session: GridSession; area: Area | null }) {
  const { columns } = useSessionState(session);
  const version = useRowsVersion(session);
  const words = useMemo(() => {
    void version;
    void columns;
    if (!area || sizeOf(area) < 2) return "";
    const { selected, unread } = selectedIn(session, area);
    const { decimals, ranks } = session.measure;
    const said = summaryWords(summarise(selected), decimals, ranks !== undefined);
    const rest = unread > 0 ? [`${unread.toLocaleString("en-US")} rows not read yet and left out`] : [];
    return [`${sizeOf(area).toLocaleString("en-US")} cells`, ...said, ...rest].join(" · ");
  }, [session, area, columns, version]);
  return (
    <p role="status" aria-label="Selection" className={words === "" ? styles.muted : undefined}>
      {words === "" ? "Select cells to see their sum" : words}
    </p>
  );
}
