"use client";

import { memo } from "react";
import type { CellProps } from "react-datasheet-grid";
import type { Slot } from "./grid-cell";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { useRow } from "./use-session";

/** A dimension that stands in front of the values, with its width. */
export type HeaderColumn = { key: string; label: string; width: number };

/** All that stands in front of the values; `joined` puts it into one column where side by side leaves them no room. */
export type HeaderData = { session: GridSession; columns: readonly HeaderColumn[]; joined: boolean };

// Joined, what says nothing would only push out of sight what does.
const SILENT = new Set(["not-stated", "all", "none", "total"]);

/** What tells a row from the others: its dimensions by name, frozen in front of the values. */
export const RowHeader = memo(function RowHeader({ rowData, columnData }: CellProps<Slot, HeaderData>) {
  const { session, columns, joined } = columnData;
  const row = useRow(session, rowData.index);
  if (!row) return <span className={styles.blank}>{session.state.failed ? "not read" : "…"}</span>;
  const label = (key: string) => session.labels[key]?.[row.dims[key] ?? ""] ?? row.dims[key] ?? "";
  const mark = row.isNew ? <span className={styles.fresh}>new</span> : null;
  if (joined)
    return (
      <span className={styles.rowName} title={`${row.title} (${row.series})`}>
        {mark}
        {columns
          .filter(({ key }) => !SILENT.has(row.dims[key] ?? ""))
          .map(({ key }) => label(key))
          .join(" · ")}
      </span>
    );
  return (
    <span className={styles.rowNames} title={`${row.title} (${row.series})`}>
      {columns.map(({ key, width }, at) => (
        <span key={key} className={styles.rowName} style={{ width }}>
          {at === 0 ? mark : null}
          {label(key)}
        </span>
      ))}
    </span>
  );
});

/** The headings of those columns. */
export function HeaderCorner({ columns, joined }: { columns: readonly HeaderColumn[]; joined: boolean }) {
  if (joined) return <span className={styles.rowName}>{columns.map(({ label }) => label).join(" · ")}</span>;
  return (
    <span className={styles.rowNames}>
      {columns.map(({ key, label, width }) => (
        <span key={key} className={styles.rowName} style={{ width }} title={label}>
          {label}
        </span>
      ))}
    </span>
  );
}
