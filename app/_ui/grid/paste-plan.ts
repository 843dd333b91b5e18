import { seriesCode } from "@/lib/datasets/series-code";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import type { EntityKind } from "@/lib/entities/kinds";
import { periodLabel } from "@/lib/kernel/period";
import type { CellContent } from "@/lib/studio/drafts/draft";
import { rhythmOf } from "@/lib/studio/grid/fiscal-rhythm";
import type { GridRow } from "@/lib/studio/grid/grid";
import { pasteBlock } from "@/lib/studio/paste/paste-block";
import type { PastedBlock, PastedCell, PasteTarget } from "@/lib/studio/paste/pasted-block";
import { nameBook, type NameLists } from "@/lib/studio/reading/name-book";
import { type CellView, knownPeriods, saysPublished, viewRow } from "./cell-view";
import { composeContent, objection, statusFor } from "./compose-content";
import { placeKey } from "./edit-queue";
import type { GridSession } from "./grid-session";
import type { Area } from "./pasted";
import type { PastePlan, PasteSource, PlannedCell } from "./planned-paste";
import { sizesOf, usualOf } from "./usual-of";

type Dims = Readonly<Record<string, string>>;

/** What dimensions are where the block does not say: what the filter holds fast, else those of the row pasted at. */
function otherwise(session: GridSession, area: Area): Record<string, string> {
  const fixed = Object.entries(session.start.query.where ?? {}).flatMap(([key, values]) => {
    const [only] = values;
    return values.length === 1 && only !== undefined ? [[key, only] as const] : [];
  });
  return { ...session.row(area.top)?.dims, ...Object.fromEntries(fixed) };
}

const namesByKind = (session: GridSession, lists: NameLists): Map<EntityKind, Map<string, string>> => {
  const kinds = Object.entries(session.start.dataset.dimensions).flatMap(([key, one]) =>
    "entity" in one
      ? [[one.entity, new Map((lists[key] ?? []).map(({ value, label }) => [value, label]))] as const]
      : [],
  );
  return new Map(kinds);
};

/** The row of those dimensions: in the grid, elsewhere, or none. */
function standingRow(session: GridSession, { elsewhere }: PasteSource, series: string): GridRow | null {
  const index = session.indexOf(series);
  return (index === null ? null : session.row(index)) ?? elsewhere.get(series) ?? null;
}

/** The target of a paste; `seen` is told of every series that a value of the block belongs to. */
function targetOf(session: GridSession, source: PasteSource, seen: (series: string) => void): PasteTarget {
  const { dataset, query } = session.start;
  const { area, block, lists } = source;
  const rowOf = (dims: Dims): GridRow | null => {
    const series = seriesCode(dataset, dims, query.measure);
    seen(series);
    return standingRow(session, source, series);
  };
  const rhythms = new Map<string, ReturnType<typeof rhythmOf>>();
  const fiscal = (dims: Dims) => {
    const row = rowOf(dims);
    if (!row) return null;
    const kept = rhythms.get(row.series);
    if (kept !== undefined) return kept;
    const found = rhythmOf(knownPeriods(row, session.measure.frequency), session.measure.frequency);
    rhythms.set(row.series, found);
    return found;
  };
  return {
    dataset,
    measure: query.measure,
    unit: session.row(area.top)?.unit ?? session.measure.unit,
    columns: session.state.columns,
    rows: block.flatMap((_, at) => (area.top + at < session.length ? [session.row(area.top + at)?.dims ?? null] : [])),
    column: area.left,
    names: nameBook(dataset, lists),
    otherwise: otherwise(session, area),
    fiscal,
    sizesOf: (dims) => {
      const row = rowOf(dims);
      return row ? sizesOf(row) : [];
    },
  };
}

function replaces(content: CellContent, { published, proposed }: CellView): PlannedCell["replaces"] {
  if (proposed) {
    const same = (["value", "low", "high", "status"] as const).every((key) => proposed[key] === content[key]);
    return same ? "same" : "draft";
  }
  if (!published) return "nothing";
  return saysPublished(content, published) ? "same" : "published";
}

/** A cell of any row, also of a column that is not shown and of a row that is not here. */
function viewOf(session: GridSession, row: GridRow, { column, end }: PastedCell): CellView | null {
  const { over } = session;
  const ends = end === undefined ? over.ends : new Map([...over.ends, [placeKey(row.series, column), end]]);
  const columns = [{ period: column, label: "" }];
  return viewRow(row, columns, session.measure.frequency, { ...over, ends }).get(column) ?? null;
}

function plannedCell(
  session: GridSession,
  source: PasteSource,
  cell: PastedCell,
  titles: ReturnType<typeof namesByKind>,
): PlannedCell | null {
  const { dataset, query } = session.start;
  const series = seriesCode(dataset, cell.dims, query.measure);
  const title = seriesTitle(dataset, cell.dims, query.measure, titles);
  const fresh = { series, dims: cell.dims, title, unit: seriesUnit(dataset, cell.dims, query.measure), isNew: true };
  const row = standingRow(session, source, series) ?? { ...fresh, published: [], drafted: [], rivals: [] };
  const view = viewOf(session, row, cell);
  if (!view) return null;
  const { stamp } = session.state;
  const usual = usualOf(session, row);
  const content = composeContent(cell.read, view, stamp, usual);
  const status = statusFor(cell.read, view, stamp, { ...usual, source: content.source, periodEnd: content.periodEnd });
  const end = cell.end === undefined ? {} : { end: cell.end };
  return {
    series,
    row,
    column: cell.column,
    view,
    content,
    status,
    text: cell.text,
    replaces: replaces(content, view),
    ...end,
  };
}

/** Values that the definition forbids, and periods that the address of the grid keeps out, each as a problem. */
function against(session: GridSession, cell: PlannedCell): string | null {
  const { query, dataset } = session.start;
  const { row, view, content, column } = cell;
  const label = periodLabel(column, session.measure.frequency);
  if ((query.from !== undefined && column < query.from) || (query.to !== undefined && column > query.to))
    return `${row.title}, ${label} is not among the periods shown`;
  if (view.openEnds) return `${row.title}, ${label}: on which day this period ends is not known`;
  const message = objection(dataset, { measure: query.measure, dims: row.dims, period: view.period }, content);
  return message === null ? null : `${row.title}, ${label}: ${message}`;
}

function assembled(session: GridSession, source: PasteSource, done: PastedBlock): PastePlan {
  const titles = namesByKind(session, source.lists);
  const problems = [...done.problems];
  const cells = done.cells.flatMap((cell): PlannedCell[] => {
    const planned = plannedCell(session, source, cell, titles);
    const message = planned && against(session, planned);
    if (message) problems.push({ line: cell.line, column: cell.at, text: cell.text, message, cells: 1 });
    return planned && !message ? [planned] : [];
  });
  const waiting = done.questions.filter((one) => !one.settled && one.likely === null);
  return { source, done, cells, problems, waiting };
}

/**
 * Works out what a paste would do, without doing any of it. Rows of the block that the grid does not show are read
 * first. Throws a Refusal.
 */
export async function planPaste(session: GridSession, source: PasteSource): Promise<PastePlan> {
  const seen = new Set<string>();
  pasteBlock(
    [...source.block],
    targetOf(session, source, (series) => seen.add(series)),
    source.answers,
  );
  const missing = [...seen].filter((series) => session.indexOf(series) === null && !source.elsewhere.has(series));
  const found = missing.length === 0 ? new Map<string, GridRow>() : await session.find(missing);
  const whole = { ...source, elsewhere: new Map([...source.elsewhere, ...found]) };
  const done = pasteBlock(
    [...source.block],
    targetOf(session, whole, () => undefined),
    whole.answers,
  );
  return assembled(session, whole, done);
}

/** Whether a paste needs no look before it: numbers for the cells where they lie, over nothing that is published. */
export function isPlain({ source, done, cells, problems }: PastePlan): boolean {
  if (done.placed !== "here" || done.questions.length > 0 || done.left.length > 0) return false;
  const single = source.block.length === 1 && source.block[0]?.length === 1;
  return single || (problems.length === 0 && cells.every((one) => one.replaces !== "published"));
}
