import type { DataSheetGridRef } from "react-datasheet-grid";
import { clear, fill, redo, undo } from "./cell-acts";
import { edgeOfData, type Place, type Way } from "./edge-of-data";
import type { GridSession } from "./grid-session";
import type { OpenHead } from "./head-address";
import { headAt } from "./head-places";
import { setBars, toggleBars } from "./kept-bars";
import type { Area } from "./pasted";
import { range, spotsOf } from "./selected-cells";
import { withRows } from "./with-rows";

/** What keys call for outside of the sheet. */
export type Calls = {
  help: () => void;
  head: (head: OpenHead) => void;
  find: () => void;
  again: (way: 1 | -1) => void;
};
export type Moves = { grid: DataSheetGridRef; session: GridSession; page: number; calls: Calls };

const WAYS: Readonly<Record<string, Way>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};
/** How many parts of unread rows a jump reads on its way before it rests. */
const MOST_READS = 50;

const isCommand = (event: KeyboardEvent): boolean => (event.ctrlKey || event.metaKey) && !event.altKey;

/** The corner of the selection that Shift moves: the one across from the active cell. */
function movingCorner({ grid }: Moves, area: Area): Place | null {
  const at = grid.activeCell;
  if (!at) return null;
  return {
    row: at.row === area.top ? area.bottom : area.top,
    col: at.col === area.left ? area.right : area.left,
  };
}

function goTo({ grid }: Moves, to: Place, extend: boolean): void {
  if (extend && grid.activeCell) grid.setSelection({ min: grid.activeCell, max: to });
  else grid.setActiveCell(to);
}

/** Jumps to the edge of data; rows that have not been read are read on the way. */
async function jump(moves: Moves, from: Place, way: Way, extend: boolean): Promise<void> {
  const { session } = moves;
  const { columns } = session.state;
  const last = { row: session.length - 1, col: columns.length - 1 };
  const filled = ({ row, col }: Place): boolean | null => {
    const column = columns[col];
    const view = column ? session.cell(row, column.period) : null;
    if (!view) return session.row(row) ? false : null;
    const shown = view.proposed ?? view.published;
    return (shown !== null && shown.status !== "W") || view.trouble !== null;
  };
  let found = edgeOfData(from, way, last, filled);
  for (let reads = 0; "unknown" in found && reads < MOST_READS && session.state.failed === null; reads++) {
    await session.rows.ensure(found.unknown.row, found.unknown.row);
    found = edgeOfData(from, way, last, filled);
  }
  goTo(moves, found.at, extend);
}

/** Where a key leads in one step. */
function stepTo(event: KeyboardEvent, from: Place, { session, page }: Moves): Place | null {
  const [lastRow, lastColumn] = [session.length - 1, session.state.columns.length - 1];
  const far = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "PageDown":
      return { col: from.col, row: Math.min(lastRow, from.row + page) };
    case "PageUp":
      return { col: from.col, row: Math.max(0, from.row - page) };
    case "Home":
      return { col: 0, row: far ? 0 : from.row };
    case "End":
      return { col: lastColumn, row: far ? lastRow : from.row };
    default:
      return null;
  }
}

function move(event: KeyboardEvent, moves: Moves, area: Area): boolean {
  const from = event.shiftKey ? movingCorner(moves, area) : moves.grid.activeCell;
  if (!from || event.altKey) return false;
  const way = WAYS[event.key];
  if (way && isCommand(event)) {
    void jump(moves, from, way, event.shiftKey);
    return true;
  }
  const to = stepTo(event, from, moves);
  if (to) goTo(moves, to, event.shiftKey);
  return to !== null;
}

/** Selects the whole columns or rows of the selection. */
function selectWhole(event: KeyboardEvent, { grid, session }: Moves, area: Area): boolean {
  if (event.key !== " " || event.altKey) return false;
  const last = { row: session.length - 1, col: session.state.columns.length - 1 };
  if (isCommand(event)) grid.setSelection({ min: { row: 0, col: area.left }, max: { row: last.row, col: area.right } });
  else if (event.shiftKey)
    grid.setSelection({ min: { row: area.top, col: 0 }, max: { row: area.bottom, col: last.col } });
  else return false;
  return true;
}

/** Fills the selection from its edge; one cell is filled from its neighbour, as spreadsheets do. */
function fillBy(event: KeyboardEvent, { session }: Moves, area: Area): boolean {
  const key = event.key.toLowerCase();
  if (!isCommand(event) || (key !== "d" && key !== "r")) return false;
  const upright = key === "d";
  const way: Way = upright ? (event.shiftKey ? "up" : "down") : event.shiftKey ? "left" : "right";
  const one = upright ? area.top === area.bottom : area.left === area.right;
  const last = { row: session.length - 1, col: session.state.columns.length - 1 };
  const wide = {
    top: area.top - (one && way === "down" ? 1 : 0),
    bottom: area.bottom + (one && way === "up" ? 1 : 0),
    left: area.left - (one && way === "right" ? 1 : 0),
    right: area.right + (one && way === "left" ? 1 : 0),
  };
  const rows = range(Math.max(0, wide.top), Math.min(last.row, wide.bottom));
  const columns = session.state.columns.slice(Math.max(0, wide.left), wide.right + 1).map((all) => all.period);
  const spread = { ...area, top: rows[0] ?? area.top, bottom: rows.at(-1) ?? area.bottom };
  void withRows(session, spread, () => fill(session, rows, columns, way));
  return true;
}

/** Opens the menu of the selected column where its heading stands. */
function openHead({ session, calls, grid }: Moves, area: Area): boolean {
  const period = session.state.columns[area.left]?.period;
  const head = period === undefined ? null : headAt("period", period);
  if (!head) return false;
  grid.setActiveCell(null);
  calls.head(head);
  return true;
}

/** Does what a key of a spreadsheet does to the selection beyond the component's own; true where it was one. */
export function actOnSelection(event: KeyboardEvent, moves: Moves, area: Area): boolean {
  if (selectWhole(event, moves, area) || fillBy(event, moves, area)) return true;
  if (event.key === "Delete" || event.key === "Backspace") {
    void withRows(moves.session, area, () => clear(moves.session, spotsOf(moves.session, area)));
    return true;
  }
  if (event.altKey && event.key === "ArrowDown") return openHead(moves, area);
  return move(event, moves, area);
}

/** Does what a key does wherever the focus is, outside of a text that has its own undo; true where it was one. */
export function actAnywhere(event: KeyboardEvent, { session, calls }: Omit<Moves, "grid">): boolean {
  const key = event.key.toLowerCase();
  if (key === "?" && !isCommand(event)) calls.help();
  else if (key === "f3") calls.again(event.shiftKey ? -1 : 1);
  else if (!isCommand(event)) return false;
  else if (key === "z") (event.shiftKey ? redo : undo)(session);
  else if (key === "y") redo(session);
  else if (key === "f" && event.shiftKey) toggleBars();
  else if (key === "p" && event.shiftKey) setBars({ panel: document.querySelector("[data-panel]") === null });
  else if (key === "f" || key === "h") calls.find();
  else return false;
  return true;
}
