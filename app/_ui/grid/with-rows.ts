import type { GridSession } from "./grid-session";
import type { Area } from "./pasted";
import { range } from "./selected-cells";

/** On how many rows at most something is done at once. */
const MOST_ROWS = 10_000;
const AT_ONCE = 500;

const rowsOf = (session: GridSession, area: Area): number[] =>
  range(area.top, Math.min(area.bottom, session.length - 1));

/** How many rows of an area have not been read yet. */
export const unreadIn = (session: GridSession, area: Area): number =>
  rowsOf(session, area).filter((index) => session.row(index) === null).length;

/**
 * Does something to all rows of an area, those that are not here included: they are read first. What cannot be done to
 * all of them is done to none, and said.
 */
export async function withRows(session: GridSession, area: Area, act: () => void): Promise<void> {
  const rows = rowsOf(session, area);
  if (unreadIn(session, area) === 0) return act();
  if (rows.length > MOST_ROWS)
    return session.remark(
      `That would be ${rows.length.toLocaleString("en-US")} rows, and ${MOST_ROWS.toLocaleString("en-US")} are the most at once. Nothing was changed: narrow the rows down by a filter.`,
    );
  session.remark("Reading the rows of the selection…");
  for (let at = area.top; at <= area.bottom; at += AT_ONCE)
    await session.rows.ensure(at, Math.min(area.bottom, at + AT_ONCE - 1));
  if (unreadIn(session, area) > 0)
    return session.remark("Nothing was changed: some rows of the selection could not be read. Try again.");
  session.remark(null);
  act();
}
