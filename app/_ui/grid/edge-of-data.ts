export type Place = { row: number; col: number };
export type Way = "up" | "down" | "left" | "right";

const STEP: Record<Way, Place> = {
  up: { row: -1, col: 0 },
  down: { row: 1, col: 0 },
  left: { row: 0, col: -1 },
  right: { row: 0, col: 1 },
};

/** Whether a cell holds something; null where that is not known yet. */
export type Filled = (place: Place) => boolean | null;

/**
 * Where Ctrl with an arrow leads, as in a spreadsheet: from within data to its last cell, from its edge or from
 * emptiness to the next data, else to the end of the sheet. `unknown` names a cell that has to be known first.
 */
export function edgeOfData(
  from: Place,
  way: Way,
  last: Place,
  filled: Filled,
): { at: Place } | { unknown: Place; at: Place } {
  const step = STEP[way];
  const inside = ({ row, col }: Place) => row >= 0 && col >= 0 && row <= last.row && col <= last.col;
  const next = ({ row, col }: Place): Place => ({ row: row + step.row, col: col + step.col });
  let at = from;
  if (!inside(next(at))) return { at };
  const begun = filled(at);
  const beyond = filled(next(at));
  if (begun === null || beyond === null) return { unknown: begun === null ? at : next(at), at };
  const within = begun && beyond;
  for (let to = next(at); inside(to); to = next(to)) {
    const full = filled(to);
    if (full === null) return { unknown: to, at };
    if (within && !full) return { at };
    at = to;
    if (!within && full) return { at };
  }
  return { at };
}
