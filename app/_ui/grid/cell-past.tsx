"use client";

import { useState } from "react";
import { CellHistory } from "../studio/cell-history";
import styles from "./grid.module.css";

/** What happened to a cell, asked for once it is opened, and again when the cell changes. */
export function CellPast({
  series,
  period,
  version,
}: {
  series: string;
  period: string;
  version?: number | undefined;
}) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.past} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>History of this cell</summary>
      {open ? <CellHistory series={series} period={period} version={version} /> : null}
    </details>
  );
}
