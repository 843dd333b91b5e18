"use client";

import { memo } from "react";
import type { CellProps } from "react-datasheet-grid";
import type { Slot } from "./grid-cell";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { useRow } from "./use-session";

/** The dimensions that stand in front of the values, each with its width; on a narrow screen all in one column. */
export type HeaderColumn = { key: string; label: string; width: number };
export type HeaderData = { session: GridSession; columns: readonly HeaderColumn[]; narrow: boolean };

/** What tells a row from the others: its dimensions by name, frozen in front of the values. */
export const RowHeader = memo(function RowHeader({ rowData, columnData }: CellProps<Slot, HeaderData>) {
  const { session, columns, narrow } = columnData;
  const row = useRow(session, rowData.index);
  if (!row) return <span className={styles.blank}>{session.state.failed ? "not read" : "…"}</span>;
  const label = (key: string) => session.labels[key]?.[row.dims[key] ?? ""] ?? row.dims[key] ?? "";
  const mark = row.isNew ? <span className={styles.fresh}>new</span> : null;
  if (narrow)
    return (
      <span className={styles.rowName} title={`${row.title} (${row.series})`}>
        {mark}
        {columns.map(({ key }) => label(key)).join(" · ")}
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
export function HeaderCorner({ columns, narrow }: { columns: readonly HeaderColumn[]; narrow: boolean }) {
  if (narrow) return <span className={styles.rowName}>{columns.map(({ label }) => label).join(" · ")}</span>;
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
