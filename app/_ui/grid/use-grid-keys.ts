import { type RefObject, useEffect } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { clear, enterAll } from "./cell-acts";
import { actAnywhere, actOnSelection, type Calls } from "./grid-keys";
import type { GridSession } from "./grid-session";
import { pasteInto } from "./paste-into";
import { areaOf, blockText, sizeOf, spotsOf } from "./selected-cells";
import type { Area } from "./pasted";
import { unreadIn, withRows } from "./with-rows";

const UNTYPED = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"]);

/** Something in which text is typed, and which has an undo of its own. */
const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !UNTYPED.has(target.type)) ||
  (target instanceof HTMLElement && target.isContentEditable);

const isField = (target: EventTarget | null): boolean => isText(target) || target instanceof HTMLSelectElement;

const inEditor = (target: EventTarget | null): boolean =>
  isText(target) && target instanceof Element && target.closest(".dsg-container") !== null;

const take = (event: Event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

type Keys = { session: GridSession; grid: RefObject<DataSheetGridRef | null>; page: number; calls: Calls };

/** Ctrl-Enter while typing: what is typed goes into every cell that was selected when typing began. */
function fillTyped(event: KeyboardEvent, { session, grid }: Keys, before: Area | null): boolean {
  const typed = event.target;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !(typed instanceof HTMLInputElement)) return false;
  const here = grid.current?.activeCell;
  const area = before ?? (here ? { top: here.row, bottom: here.row, left: here.col, right: here.col } : null);
  if (!area || !session.editor) return false;
  session.editor.drop();
  const moved = { min: { row: area.top, col: area.left }, max: { row: area.bottom, col: area.right } };
  if (sizeOf(area) > 1) grid.current?.setSelection(moved);
  else grid.current?.setActiveCell(moved.min);
  const text = typed.value;
  void withRows(session, area, () => enterAll(session, spotsOf(session, area), text));
  return true;
}

/**
 * The keys and the clipboard of a spreadsheet, where the component has none or does otherwise: undo and redo in the
 * draft wherever the focus is, fill, withdraw, jumps, copy in full precision, paste by names and periods.
 */
export function useGridKeys({ session, grid, page, calls }: Keys): void {
  useEffect(() => {
    /** What was selected when the cell that is edited was opened. */
    let before: Area | null = null;
    const here = (event: Event): Area | null => (isField(event.target) ? null : areaOf(grid.current));
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || document.querySelector("dialog[open]")) return;
      if (inEditor(event.target)) {
        if (fillTyped(event, { session, grid, page, calls }, before)) take(event);
        return;
      }
      const area = here(event);
      before = area && sizeOf(area) > 1 ? area : null;
      if (isText(event.target)) return;
      if (actAnywhere(event, { session, page, calls })) take(event);
      else if (area && grid.current && actOnSelection(event, { grid: grid.current, session, page, calls }, area))
        take(event);
    };
    const onMouse = () => (before = null);
    const onCopy = (event: ClipboardEvent) => {
      const area = here(event);
      if (!area) return;
      take(event);
      // A clipboard is filled at once or not at all.
      if (unreadIn(session, area) > 0) {
        const again = () => session.remark("All rows of the selection are read now: copy again.");
        return void withRows(session, area, again);
      }
      event.clipboardData?.setData("text/plain", blockText(session, area));
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
    window.addEventListener("mousedown", onMouse, capture);
    window.addEventListener("copy", onCopy, capture);
    window.addEventListener("cut", onCopy, capture);
    window.addEventListener("paste", onPaste, capture);
    return () => {
      window.removeEventListener("keydown", onKey, capture);
      window.removeEventListener("mousedown", onMouse, capture);
      window.removeEventListener("copy", onCopy, capture);
      window.removeEventListener("cut", onCopy, capture);
      window.removeEventListener("paste", onPaste, capture);
    };
  }, [session, grid, page, calls]);
}
