"use client";

import { periodLabel } from "@/lib/kernel/period";
import type { Spot } from "./cell-acts";
import { cellWords } from "./describe-cell";
import type { GridSession } from "./grid-session";
import { useCell, useRow } from "./use-session";

function Words({ session, spot }: { session: GridSession; spot: Spot }) {
  const [row, view] = [useRow(session, spot.index), useCell(session, spot.index, spot.column)];
  if (!row || !view) return <>Row {spot.index + 1} is on its way</>;
  const words = cellWords(view, { ...session.measure, unit: row.unit });
  return <>{[row.title, periodLabel(spot.column, session.measure.frequency), ...words].join(", ")}</>;
}

/** Says which cell is selected and what stands in it: the sheet keeps no focus of its own that could be read out. */
export function SpokenCell({ session, spot }: { session: GridSession; spot: Spot | null }) {
  return (
    <p className="sr-only" role="status" aria-live="polite">
      {spot ? <Words session={session} spot={spot} /> : null}
    </p>
  );
}
