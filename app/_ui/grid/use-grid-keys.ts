import { type RefObject, useEffect } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { clear, fill, redo, type Spot, undo } from "./cell-acts";
import { fullText } from "./cell-text";
import type { GridSession } from "./grid-session";
import { pasteInto } from "./paste-into";
import type { Area } from "./pasted";

/** The selected area, null where nothing is selected. */
export function areaOf(grid: DataSheetGridRef | null): Area | null {
  const selection = grid?.selection;
  if (!grid?.activeCell || !selection) return null;
  return { top: selection.min.row, bottom: selection.max.row, left: selection.min.col, right: selection.max.col };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** The cells of an area. */
export function spotsOf(session: GridSession, area: Area): Spot[] {
  const columns = session.state.columns.slice(area.left, area.right + 1);
  return range(area.top, Math.min(area.bottom, session.length - 1)).flatMap((index) =>
    columns.map(({ period }) => ({ index, column: period })),
  );
}

/** The values of an area as a block of text in full precision; with headings also periods and dimensions. */
export function blockText(session: GridSession, area: Area, headings = false): string {
  const columns = session.state.columns.slice(area.left, area.right + 1);
  const dimensions = Object.entries(session.start.dataset.dimensions);
  const lines = range(area.top, Math.min(area.bottom, session.length - 1)).map((index) => {
    const dims = session.row(index)?.dims ?? {};
    const names = dimensions.map(([key]) => session.labels[key]?.[dims[key] ?? ""] ?? dims[key] ?? "");
    const values = columns.map(({ period }) => {
      const view = session.cell(index, period);
      return fullText(view?.proposed ?? view?.published ?? null, session.measure);
    });
    return (headings ? [...names, ...values] : values).join("\t");
  });
  const top = [...dimensions.map(([, one]) => one.label), ...columns.map((one) => one.label)].join("\t");
  return (headings ? [top, ...lines] : lines).join("\n");
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

const inEditor = (target: EventTarget | null): boolean =>
  isField(target) && target instanceof Element && target.closest(".dsg-container") !== null;

type Moves = { grid: DataSheetGridRef; session: GridSession; page: number };

/** Where a key leads that the component does not know. */
function movedTo(event: KeyboardEvent, { grid, session, page }: Moves): { col: number; row: number } | null {
  const at = grid.activeCell;
  if (!at) return null;
  const [lastRow, lastColumn] = [session.length - 1, session.state.columns.length - 1];
  const far = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "PageDown":
      return { col: at.col, row: Math.min(lastRow, at.row + page) };
    case "PageUp":
      return { col: at.col, row: Math.max(0, at.row - page) };
    case "Home":
      return { col: 0, row: far ? 0 : at.row };
    case "End":
      return { col: lastColumn, row: far ? lastRow : at.row };
    default:
      return null;
  }
}

/** Does what a key of a spreadsheet does beyond the component's own; true where it was one. */
function act(event: KeyboardEvent, moves: Moves, area: Area): boolean {
  const { session, grid } = moves;
  const command = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.toLowerCase();
  const columns = session.state.columns.slice(area.left, area.right + 1).map((one) => one.period);
  if (command && key === "z") (event.shiftKey ? redo : undo)(session);
  else if (command && key === "y") redo(session);
  else if (command && (key === "d" || key === "r")) {
    const down = key === "d";
    // With one cell, the one above or before it is filled in, as spreadsheets do.
    const top = down && area.top === area.bottom ? Math.max(0, area.top - 1) : area.top;
    const left = !down && area.left === area.right ? Math.max(0, area.left - 1) : area.left;
    const wide = session.state.columns.slice(left, area.right + 1).map((one) => one.period);
    fill(session, range(top, area.bottom), down ? columns : wide, down ? "down" : "right");
  } else if (key === "delete" || key === "backspace") clear(session, spotsOf(session, area));
  else {
    const to = movedTo(event, moves);
    if (!to) return false;
    if (event.shiftKey) grid.setSelection({ min: grid.activeCell ?? to, max: to });
    else grid.setActiveCell(to);
  }
  return true;
}

/**
 * The keys and the clipboard of a spreadsheet, where the component has none or does otherwise: undo and redo in the
 * draft, fill, withdraw, pages, copy in full precision, paste by names and periods. They hold while a cell is selected
 * and nothing is being typed.
 */
export function useGridKeys(session: GridSession, grid: RefObject<DataSheetGridRef | null>, page: number): void {
  useEffect(() => {
    const here = (event: Event): Area | null => (isField(event.target) ? null : areaOf(grid.current));
    const take = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const onKey = (event: KeyboardEvent) => {
      const area = here(event);
      if (area && grid.current && !event.isComposing && act(event, { grid: grid.current, session, page }, area))
        take(event);
    };
    const onCopy = (event: ClipboardEvent) => {
      const area = here(event);
      if (!area) return;
      event.clipboardData?.setData("text/plain", blockText(session, area));
      take(event);
      if (event.type === "cut") clear(session, spotsOf(session, area));
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      // A block never belongs into the text of one cell: it is pasted from the cell on whose editor is open.
      const block = inEditor(event.target) && /[\t\n]/.test(text.trim()) ? areaOf(grid.current) : null;
      const area = block ?? here(event);
      if (!area) return;
      take(event);
      if (block && grid.current) grid.current.setActiveCell(grid.current.activeCell);
      if (text !== "") void pasteInto(session, text, area);
    };
    const capture = { capture: true };
    window.addEventListener("keydown", onKey, capture);
    window.addEventListener("copy", onCopy, capture);
    window.addEventListener("cut", onCopy, capture);
    window.addEventListener("paste", onPaste, capture);
    return () => {
      window.removeEventListener("keydown", onKey, capture);
      window.removeEventListener("copy", onCopy, capture);
      window.removeEventListener("cut", onCopy, capture);
      window.removeEventListener("paste", onPaste, capture);
    };
  }, [session, grid, page]);
}
