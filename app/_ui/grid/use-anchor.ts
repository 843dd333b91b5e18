import { type RefObject, useEffect } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import type { Spot } from "./cell-acts";
import type { GridSession } from "./grid-session";
import type { GridWatch } from "./grid-watch";

type Anchored = {
  session: GridSession;
  watch: GridWatch;
  grid: RefObject<DataSheetGridRef | null>;
  spot: Spot | null;
};

/** Holds the selection by its series while rows are read anew, and shows colleagues where it is. */
export function useAnchor({ session, watch, grid, spot }: Anchored): void {
  const [index, period] = [spot?.index ?? null, spot?.column ?? null];
  const series = index === null ? null : (session.row(index)?.series ?? null);
  useEffect(() => {
    watch.at({ series, period });
    session.holds({
      series: () => series,
      move: (to) => {
        const active = grid.current?.activeCell;
        if (!active || index === null || to === index) return;
        grid.current?.setActiveCell(to === null ? null : { col: active.col, row: to });
      },
    });
    return () => session.holds(null);
  }, [session, watch, grid, series, period, index]);
}
