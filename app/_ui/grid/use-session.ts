import { useCallback, useSyncExternalStore } from "react";
import type { Day } from "@/lib/kernel/period";
import type { GridRow } from "@/lib/studio/grid/grid";
import type { CellView } from "./cell-view";
import type { GridSession, SessionState } from "./grid-session";

/** What the parts around the cells show, as it is now. */
export function useSessionState(session: GridSession): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** Rises when any row changes. */
export const useRowsVersion = ({ rows }: GridSession): number => useSyncExternalStore(rows.watch, rows.changes);

/** One cell, drawn again when its row changes; null while the row is on its way. */
export function useCell(session: GridSession, index: number, column: Day): CellView | null {
  const subscribe = useCallback((listener: () => void) => session.rows.subscribe(index, listener), [session, index]);
  return useSyncExternalStore(subscribe, () => session.cell(index, column));
}

/** One row; null while it is on its way. */
export function useRow(session: GridSession, index: number): GridRow | null {
  const subscribe = useCallback((listener: () => void) => session.rows.subscribe(index, listener), [session, index]);
  return useSyncExternalStore(subscribe, () => session.row(index));
}
