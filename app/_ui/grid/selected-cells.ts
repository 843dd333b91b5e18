import type { DataSheetGridRef } from "react-datasheet-grid";
import type { Spot } from "./cell-acts";
import { fullText } from "./cell-text";
import type { GridSession } from "./grid-session";
import type { Area } from "./pasted";

/** The selected area, null where nothing is selected. */
export function areaOf(grid: DataSheetGridRef | null): Area | null {
  const selection = grid?.selection;
  if (!grid?.activeCell || !selection) return null;
  return { top: selection.min.row, bottom: selection.max.row, left: selection.min.col, right: selection.max.col };
}

export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);

export const sizeOf = (area: Area): number => (area.bottom - area.top + 1) * (area.right - area.left + 1);

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
