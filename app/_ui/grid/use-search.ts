import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { findCells, type Found, readAll } from "./find-cells";
import { nextOf, type Wanted } from "./find-text";
import type { GridSession } from "./grid-session";

/** A search in the grid: what is looked for, where it was found, and at which of these places one is. */
export type Search = {
  wanted: Wanted;
  found: readonly Found[];
  at: number | null;
  reading: boolean;
  look: (wanted: Wanted) => void;
  /** Goes to the next place, or the one before; `stays` leaves the focus where it is. */
  go: (way: 1 | -1, stays?: boolean) => void;
};

type Standing = Pick<Search, "wanted" | "found" | "at" | "reading">;

const NOTHING: Standing = {
  wanted: { text: "", where: "all", whole: false },
  found: [],
  at: null,
  reading: false,
};

/** Selects a place in the sheet. The component takes the focus with its first cell; it is given back where it is to stay. */
function show(session: GridSession, grid: DataSheetGridRef, { index, column }: Found, stays: boolean): void {
  const focused = document.activeElement;
  const col = session.state.columns.findIndex((one) => one.period === column);
  grid.setActiveCell({ col: col < 0 ? (grid.activeCell?.col ?? 0) : col, row: index });
  if (stays && focused instanceof HTMLElement) setTimeout(() => focused.focus());
}

export function useSearch(session: GridSession, grid: RefObject<DataSheetGridRef | null>): Search {
  const [standing, setStanding] = useState(NOTHING);
  const turn = useRef(0);
  const look = useCallback(
    (wanted: Wanted) => {
      const mine = ++turn.current;
      if (wanted.text.trim() === "") return setStanding({ ...NOTHING, wanted });
      setStanding({ wanted, found: findCells(session, wanted), at: null, reading: true });
      void readAll(session).then(() => {
        if (turn.current === mine)
          setStanding((now) => ({ ...now, found: findCells(session, wanted), reading: false }));
      });
    },
    [session],
  );
  const go = useCallback(
    (way: 1 | -1, stays = false) => {
      // What was found may have been edited since.
      const found = findCells(session, standing.wanted);
      const at = nextOf(found.length, standing.at, way);
      const place = at === null ? undefined : found[at];
      setStanding((now) => ({ ...now, found, at }));
      if (place && grid.current) show(session, grid.current, place, stays);
    },
    [session, grid, standing],
  );
  return useMemo(() => ({ ...standing, look, go }), [standing, look, go]);
}
