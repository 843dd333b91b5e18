import { type RefObject, useEffect } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { type Change, copied, take } from "./cell-acts";
import type { Place } from "./edge-of-data";
import { fillPairs, joined, type Span, spanTo } from "./fill-span";
import frame from "./frame.module.css";
import type { GridSession } from "./grid-session";
import type { Area } from "./pasted";
import { areaOf } from "./selected-cells";
import { withRows } from "./with-rows";
import { HEADER_PX, ROW_PX } from "./sheet-sizes";

const EDGE_PX = 24;
const HANDLE = "dsg-expand-rows-indicator";

/** Where columns begin within the sheet, by their widths; the first is what stands in front of them. */
const startsOf = (widths: readonly number[]): number[] =>
  widths.reduce<number[]>((starts, width) => [...starts, (starts.at(-1) ?? 0) + width], [0]).slice(1);

function placeAt(sheet: HTMLElement, event: MouseEvent, starts: readonly number[], last: Place): Place {
  const box = sheet.getBoundingClientRect();
  const x = event.clientX - box.left + sheet.scrollLeft;
  const y = event.clientY - box.top + sheet.scrollTop - HEADER_PX;
  const col = starts.findLastIndex((start) => start <= x);
  const row = Math.floor(y / ROW_PX);
  return { row: Math.min(last.row, Math.max(0, row)), col: Math.min(last.col, Math.max(0, col)) };
}

/** Scrolls on where the mouse is at an edge of the sheet. */
function scrollOn(sheet: HTMLElement, event: MouseEvent, namesPx: number): void {
  const box = sheet.getBoundingClientRect();
  if (event.clientY > box.bottom - EDGE_PX) sheet.scrollTop += ROW_PX;
  else if (event.clientY < box.top + HEADER_PX + EDGE_PX) sheet.scrollTop -= ROW_PX;
  if (event.clientX > box.right - EDGE_PX) sheet.scrollLeft += EDGE_PX;
  else if (event.clientX < box.left + namesPx + EDGE_PX) sheet.scrollLeft -= EDGE_PX;
}

function draw(mark: HTMLElement, { area }: Span, starts: readonly number[], widths: readonly number[]): void {
  const left = starts[area.left] ?? 0;
  const right = (starts[area.right] ?? 0) + (widths[area.right + 1] ?? 0);
  Object.assign(mark.style, {
    left: `${left}px`,
    top: `${HEADER_PX + area.top * ROW_PX}px`,
    width: `${right - left}px`,
    height: `${(area.bottom - area.top + 1) * ROW_PX}px`,
  });
}

function fillSpan(session: GridSession, from: Area, span: Span): void {
  const { columns } = session.state;
  const changes = fillPairs(from, span).flatMap(({ from: source, to }): Change[] => {
    const [here, there] = [columns[source.col]?.period, columns[to.col]?.period];
    if (here === undefined || there === undefined) return [];
    const content = copied(session, { index: source.row, column: here }, { index: to.row, column: there });
    return content ? [{ index: to.row, column: there, content }] : [];
  });
  take(session, "fill", changes);
}

type Handle = {
  session: GridSession;
  grid: RefObject<DataSheetGridRef | null>;
  sheet: RefObject<HTMLElement | null>;
  /** The widths of what stands in front of the values and of each column. */
  widths: readonly number[];
};

/** The handle at the selection's corner fills whichever way it is drawn; the component's own knows one. */
export function useFillHandle({ session, grid, sheet, widths }: Handle): void {
  useEffect(() => {
    const starts = startsOf(widths);
    let end: () => void = () => undefined;
    const onDown = (event: MouseEvent) => {
      const from = areaOf(grid.current);
      const box = sheet.current?.querySelector<HTMLElement>(".dsg-container");
      const handle = event.target instanceof HTMLElement && event.target.classList.contains(HANDLE);
      if (!handle || !from || !box || event.button !== 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const last = { row: session.length - 1, col: session.state.columns.length - 1 };
      const mark = document.createElement("div");
      mark.className = frame.filling ?? "";
      box.firstElementChild?.append(mark);
      let span: Span | null = null;
      const onMove = (moved: MouseEvent) => {
        moved.stopImmediatePropagation();
        scrollOn(box, moved, widths[0] ?? 0);
        span = spanTo(from, placeAt(box, moved, starts, last));
        mark.hidden = span === null;
        if (span) draw(mark, span, starts, widths);
      };
      const onUp = (released: MouseEvent) => {
        released.stopImmediatePropagation();
        end();
        if (!span) return;
        const [drawn, whole] = [span, joined(from, span)];
        void withRows(session, whole, () => fillSpan(session, from, drawn));
        const { top, left, bottom, right } = whole;
        grid.current?.setSelection({ min: { row: top, col: left }, max: { row: bottom, col: right } });
      };
      const capture = { capture: true };
      window.addEventListener("mousemove", onMove, capture);
      window.addEventListener("mouseup", onUp, capture);
      end = () => {
        mark.remove();
        window.removeEventListener("mousemove", onMove, capture);
        window.removeEventListener("mouseup", onUp, capture);
      };
    };
    window.addEventListener("mousedown", onDown, { capture: true });
    return () => {
      end();
      window.removeEventListener("mousedown", onDown, { capture: true });
    };
  }, [session, grid, sheet, widths]);
}
