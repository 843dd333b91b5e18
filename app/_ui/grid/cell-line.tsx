"use client";

import { periodLabel } from "@/lib/kernel/period";
import type { Spot } from "./cell-acts";
import { cellWords } from "./describe-cell";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { useCell, useRow, useSessionState } from "./use-session";

function Words({ session, spot }: { session: GridSession; spot: Spot }) {
  const [row, view] = [useRow(session, spot.index), useCell(session, spot.index, spot.column)];
  if (!row || !view) return <>Row {spot.index + 1} is on its way</>;
  const words = cellWords(view, { ...session.measure, unit: row.unit });
  return <>{[row.title, periodLabel(spot.column, session.measure.frequency), ...words].join(", ")}</>;
}

/**
 * The line above the sheet: what is wrong with what is being typed, else which cell is selected and what stands in it.
 * It is read out, since the sheet keeps no focus of its own that could be.
 */
export function CellLine({ session, spot }: { session: GridSession; spot: Spot | null }) {
  const { typing } = useSessionState(session);
  return (
    <p className={`${styles.line} ${typing ? styles.bad : ""}`} role="status" aria-live="polite">
      {typing ??
        (spot ? <Words session={session} spot={spot} /> : "Select a cell; type, paste or press F2 to edit it.")}
    </p>
  );
}
