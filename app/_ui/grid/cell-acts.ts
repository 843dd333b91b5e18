import { seriesCode } from "@/lib/datasets/series-code";
import { seriesUnit } from "@/lib/datasets/series-title";
import type { Day } from "@/lib/kernel/period";
import type { CellContent, CellEdit, StepKind } from "@/lib/studio/drafts/draft";
import type { GridRow } from "@/lib/studio/grid/grid";
import { isLikelyFraction, withPercent } from "@/lib/studio/reading/likely-fraction";
import { type ParsedCell, parseCell } from "@/lib/studio/reading/parse-cell";
import type { Way } from "./edge-of-data";
import { type CellView, saysPublished } from "./cell-view";
import { composeContent, composeWithdrawal, objection } from "./compose-content";
import type { GridSession } from "./grid-session";
import { sizesOf, usualOf } from "./usual-of";

/** A cell by the index of its row and the period of its column. */
export type Spot = { index: number; column: Day };

/** What a cell is to hold; `text` is what was typed, which stays in the cell where it cannot be taken. */
export type Change = Spot & { content: CellContent | null; text?: string };

type Read = Extract<ParsedCell, { kind: "value" }>;

/** Reads a text by the rules of a row. */
export function readText(session: GridSession, row: GridRow, text: string): ParsedCell {
  return parseCell(text, { label: session.measure.label, unit: row.unit, ranks: session.measure.ranks });
}

/** What a value that was read would be in a cell, under the stamp. Null where the row is not here. */
export function contentFor(session: GridSession, spot: Spot, read: Read): CellContent | null {
  const [row, view] = [session.row(spot.index), session.cell(spot.index, spot.column)];
  return row && view ? composeContent(read, view, session.state.stamp, usualOf(session, row)) : null;
}

/** Why a content cannot stand in a cell, in a sentence; null where it can. */
export function against(session: GridSession, row: GridRow, view: CellView, content: CellContent): string | null {
  if (view.openEnds)
    return "this series has fiscal periods, and on which day this one ends does not follow from those before: type it into the cell by itself, and you are asked";
  const { query, dataset } = session.start;
  return objection(dataset, { measure: query.measure, dims: row.dims, period: view.period }, content);
}

/** Keeps a fraction that was typed where percents are kept in its cell, with both readings to choose from. */
function doubted(session: GridSession, row: GridRow, view: CellView, text: string, read: Read): boolean {
  if (!isLikelyFraction(text, read, row.unit, sizesOf(row))) return false;
  const readings = [withPercent(read, true), withPercent(read, false)];
  const message = `“${text}” is below 1 and this row's other values are not; it may be ${readings.join(" or ")}`;
  session.setTrouble(view.series, view.period, { text, message, conflict: null, readings });
  return true;
}

/** Takes what was typed into one cell. */
export function enter(session: GridSession, spot: Spot, text: string): void {
  const [row, view] = [session.row(spot.index), session.cell(spot.index, spot.column)];
  if (!row || !view) return;
  const read = readText(session, row, text);
  if (read.kind === "empty") return clear(session, [spot]);
  if (read.kind === "refused")
    return session.setTrouble(view.series, view.period, { text, message: read.message, conflict: null });
  if (view.openEnds && session.paste.read(text, spot)) return;
  if (doubted(session, row, view, text, read)) return;
  const content = composeContent(read, view, session.state.stamp, usualOf(session, row));
  take(session, "edit", [{ ...spot, content, text }]);
}

/** What of the store stood beside the cell; of a row that was made here it is not known. */
function shownIn(row: GridRow, { published }: CellView): Pick<CellEdit, "shown"> {
  if (row.isNew) return {};
  if (!published) return { shown: null };
  const { value, low, high, status } = published;
  return { shown: { value, low, high, status } };
}

/** The edit that brings a cell to a content; null where nothing changes. What says no more than is published is none. */
function editOf(session: GridSession, row: GridRow, view: CellView, content: CellContent | null): CellEdit | null {
  const wanted = content !== null && saysPublished(content, view.published) ? null : content;
  if (wanted === null && view.proposed === null && view.saved === null) return null;
  const place = { measure: session.start.query.measure, dims: row.dims, period: view.period };
  return { place, content: wanted, expects: view.saved?.version ?? 0, ...shownIn(row, view) };
}

/**
 * Takes contents into cells as one act, which is undone as one. What the definition forbids stays in its cell with the
 * reason. Returns how many cells changed.
 */
export function take(session: GridSession, kind: StepKind, changes: readonly Change[]): number {
  if (session.start.locked !== null) {
    session.remark(session.start.locked);
    return 0;
  }
  const edits: CellEdit[] = [];
  for (const { index, column, content, text } of changes) {
    const [row, view] = [session.row(index), session.cell(index, column)];
    if (!row || !view) continue;
    const message = content === null ? null : against(session, row, view, content);
    if (message !== null) session.setTrouble(view.series, view.period, { text: text ?? null, message, conflict: null });
    else {
      if (view.trouble) session.setTrouble(view.series, view.period, null);
      const edit = editOf(session, row, view, content);
      if (edit) edits.push(edit);
    }
  }
  if (edits.length > 0) session.queue.push({ what: "edit", kind, edits });
  return edits.length;
}

/** Clears cells: a proposal is taken back, a published value is proposed to be withdrawn. */
export function clear(session: GridSession, spots: readonly Spot[]): void {
  const changes = spots.flatMap((spot): Change[] => {
    const view = session.cell(spot.index, spot.column);
    if (!view) return [];
    if (view.trouble) session.setTrouble(view.series, view.period, null);
    if (view.proposed) return [{ ...spot, content: null }];
    return view.published ? [{ ...spot, content: composeWithdrawal(view, session.state.stamp) }] : [];
  });
  take(session, "clear", changes);
}

/** Gives what the draft proposes in those cells the stamp's source, status, confidence and reason, as far as it says them. */
export function applyStamp(session: GridSession, spots: readonly Spot[]): number {
  const { stamp } = session.state;
  const changes = spots.flatMap((spot): Change[] => {
    const view = session.cell(spot.index, spot.column);
    if (!view?.proposed) return [];
    const { proposed, published } = view;
    const content: CellContent = {
      ...proposed,
      source: stamp.source ?? proposed.source,
      status: proposed.status === "W" ? "W" : (stamp.status ?? proposed.status),
      confidence: stamp.confidence ?? proposed.confidence,
      reason: published ? (stamp.reason ?? proposed.reason) : null,
    };
    return [{ ...spot, content }];
  });
  return take(session, "stamp", changes);
}

/** Fills each cell of an area with what its first or last row or column shows, on the side where the fill begins. */
export function fill(session: GridSession, rows: readonly number[], columns: readonly Day[], way: Way): void {
  const upright = way === "up" || way === "down";
  const edge = way === "down" || way === "right" ? 0 : -1;
  const [row, column] = [rows.at(edge), columns.at(edge)];
  if (row === undefined || column === undefined) return;
  const changes = rows.flatMap((index) =>
    columns.flatMap((period): Change[] => {
      const from = upright ? { index: row, column: period } : { index, column };
      if (from.index === index && from.column === period) return [];
      const content = copied(session, from, { index, column: period });
      return content ? [{ index, column: period, content }] : [];
    }),
  );
  take(session, "fill", changes);
}

/** Puts what was typed into every one of those cells as one act, each by the rules of its row. */
export function enterAll(session: GridSession, spots: readonly Spot[], text: string): void {
  const changes = spots.flatMap((spot): Change[] => {
    const [row, view] = [session.row(spot.index), session.cell(spot.index, spot.column)];
    if (!row || !view) return [];
    const read = readText(session, row, text);
    if (read.kind === "value") {
      if (doubted(session, row, view, text, read)) return [];
      const content = contentFor(session, spot, read);
      return content ? [{ ...spot, content, text }] : [];
    }
    if (read.kind === "refused")
      session.setTrouble(view.series, view.period, { text, message: read.message, conflict: null });
    return [];
  });
  if (changes.length > 0) take(session, "fill", changes);
  else if (readsEmpty(text)) clear(session, spots);
}

const readsEmpty = (text: string): boolean => parseCell(text, { label: "", unit: "" }).kind === "empty";

/** What one cell shows, as it would be in another. */
export function copied(session: GridSession, from: Spot, to: Spot): CellContent | null {
  const view = session.cell(from.index, from.column);
  const shown = view?.proposed ?? view?.published;
  if (!shown || shown.status === "W") return null;
  const { value, low, high, status } = shown;
  return contentFor(session, to, { kind: "value", value, low, high, status, approximate: false });
}

/** Takes back the newest act: here where it has not been sent, else in the draft. */
export function undo(session: GridSession): void {
  if (session.start.locked !== null) return session.remark(session.start.locked);
  if (session.queue.takeBack()) return;
  if (session.state.draft?.canUndo || session.queue.acts.length > 0) session.queue.push({ what: "undo" });
  else session.remark("There is nothing to undo in this draft.");
}

export function redo(session: GridSession): void {
  if (session.start.locked !== null) return session.remark(session.start.locked);
  if (session.state.draft?.canRedo || session.queue.acts.length > 0) session.queue.push({ what: "redo" });
  else session.remark("There is nothing to do again in this draft.");
}

/** Settles a conflict with another tab or hand: mine is put over what stands there, or theirs is left. */
export function settleConflict(session: GridSession, spot: Spot, choice: "mine" | "theirs"): void {
  const [row, view] = [session.row(spot.index), session.cell(spot.index, spot.column)];
  const conflict = view?.trouble?.conflict;
  if (!row || !view || !conflict) return;
  session.setTrouble(view.series, view.period, null);
  if (choice === "theirs") return;
  const place = { measure: session.start.query.measure, dims: row.dims, period: view.period };
  const edits = [{ place, content: conflict.mine, expects: conflict.theirs?.version ?? 0, ...shownIn(row, view) }];
  session.queue.push({ what: "edit", kind: "edit", edits });
}

/** Settles that what is published moved under a proposal: it is kept against the new value, or taken back. */
export function settleMoved(session: GridSession, spot: Spot, choice: "mine" | "theirs"): void {
  const view = session.cell(spot.index, spot.column);
  if (!view) return;
  if (choice === "theirs") take(session, "clear", [{ ...spot, content: null }]);
  else session.queue.push({ what: "keep", places: [{ series: view.series, period: view.period }] });
}

/** The index of the row with those dimensions, which is added here where there is none. */
export function rowFor(session: GridSession, dims: Record<string, string>, title: string): number {
  const { dataset, query } = session.start;
  const series = seriesCode(dataset, dims, query.measure);
  const here = session.indexOf(series);
  if (here !== null) return here;
  const unit = seriesUnit(dataset, dims, query.measure);
  session.addLocal({ series, dims, title, unit, isNew: true, published: [], drafted: [], rivals: [] });
  return session.length - 1;
}
