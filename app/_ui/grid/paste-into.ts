import type { EntityKind } from "@/lib/entities/kinds";
import { seriesCode } from "@/lib/datasets/series-code";
import { seriesTitle } from "@/lib/datasets/series-title";
import type { Day } from "@/lib/kernel/period";
import { nameBook, type NameLists } from "@/lib/studio/reading/name-book";
import { pasteBlock } from "@/lib/studio/paste/paste-block";
import type { PastedBlock, PasteProblem } from "@/lib/studio/paste/pasted-block";
import { splitBlock, tileBlock } from "@/lib/studio/paste/split-block";
import { Refusal } from "./api";
import { against, type Change, contentFor, rowFor, take } from "./cell-acts";
import type { GridSession } from "./grid-session";
import type { Area } from "./pasted";

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

async function changesOf(session: GridSession, done: PastedBlock, lists: NameLists) {
  const { dataset, query } = session.start;
  const names = namesByKind(session, lists);
  const codes = new Set(done.cells.map((cell) => seriesCode(dataset, cell.dims, query.measure)));
  const elsewhere = await session.find([...codes].filter((series) => session.indexOf(series) === null));
  for (const row of elsewhere.values()) session.addLocal(row);
  const before = session.length;
  const changes = done.cells.flatMap(({ dims, column, read, text }): Change[] => {
    const index = rowFor(session, dims, seriesTitle(dataset, dims, query.measure, names));
    const content = contentFor(session, { index, column }, read);
    return content ? [{ index, column, content, text }] : [];
  });
  return { changes, fresh: session.length - before };
}

/** Values of the block that the definition forbids: each stays in its cell, and is reported by the cell's names. */
function forbidden(session: GridSession, changes: readonly Change[]): PasteProblem[] {
  return changes.flatMap(({ index, column, content, text }) => {
    const [row, view] = [session.row(index), session.cell(index, column)];
    const message = row && view && content ? against(session, row, view, content) : null;
    if (!row || message === null) return [];
    const period = session.state.columns.find((one) => one.period === column)?.label ?? column;
    return [{ line: 0, column: 0, cells: 1, text: text ?? "", message: `${row.title}, ${period}: ${message}` }];
  });
}

/** Periods of the block that no column shows: the grid grows by them, unless its own limits keep them out. */
function periodsBeyond(session: GridSession, done: PastedBlock): Day[] {
  const here = new Set(session.state.columns.map((one) => one.period));
  return [...new Set(done.cells.map((cell) => cell.column))].filter((period) => !here.has(period));
}

/**
 * Pastes a block of text at an area: names and periods in it place it, new rows are added, the rest lies where it is
 * pasted. All of it is one act. What was not understood is reported cell by cell.
 */
export async function pasteInto(session: GridSession, text: string, area: Area): Promise<void> {
  const { dataset, query } = session.start;
  const block = tileBlock(splitBlock(text), area.bottom - area.top + 1, area.right - area.left + 1);
  if (block.length === 0) return;
  if (session.start.locked !== null) return session.remark(session.start.locked);
  try {
    const lists = await session.names();
    await session.rows.ensure(area.top, area.top + block.length);
    const rows = block.flatMap((_, at) =>
      area.top + at < session.length ? [session.row(area.top + at)?.dims ?? null] : [],
    );
    const done = pasteBlock(block, {
      dataset,
      measure: query.measure,
      unit: session.row(area.top)?.unit ?? session.measure.unit,
      columns: session.state.columns,
      rows,
      column: area.left,
      names: nameBook(dataset, lists),
      otherwise: otherwise(session, area),
    });
    const beyond = periodsBeyond(session, done);
    if (query.from !== undefined || query.to !== undefined) {
      const kept = done.cells.filter((cell) => !beyond.includes(cell.column));
      for (const cell of done.cells)
        if (beyond.includes(cell.column))
          done.problems.push({
            line: 0,
            column: 0,
            cells: 1,
            text: cell.text,
            message: `${cell.column} is not among the periods shown`,
          });
      done.cells = kept;
    } else session.showColumns(beyond);
    session.learn(labelsOf(lists));
    const { changes, fresh } = await changesOf(session, done, lists);
    const problems = [...done.problems, ...forbidden(session, changes)];
    const taken = take(session, "paste", changes);
    session.report({ taken, fresh, empty: done.empty, assumed: done.assumed, problems });
  } catch (error) {
    session.remark(
      error instanceof Refusal
        ? `Nothing was pasted: ${error.message}`
        : "Nothing was pasted: the block could not be read.",
    );
  }
}

const labelsOf = (lists: NameLists): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(lists).map(([key, all]) => [key, Object.fromEntries(all.map(({ value, label }) => [value, label]))]),
  );
