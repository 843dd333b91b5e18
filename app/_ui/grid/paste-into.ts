import type { Day } from "@/lib/kernel/period";
import { splitBlock, tileBlock } from "@/lib/studio/paste/split-block";
import type { PasteAnswers } from "@/lib/studio/paste/questions";
import type { NameLists } from "@/lib/studio/reading/name-book";
import { Refusal } from "./api";
import { type Change, take } from "./cell-acts";
import type { GridSession } from "./grid-session";
import { isPlain, planPaste } from "./paste-plan";
import type { PastePlan, PasteSource } from "./planned-paste";
import type { Area } from "./pasted";

const labelsOf = (lists: NameLists): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(lists).map(([key, all]) => [key, Object.fromEntries(all.map(({ value, label }) => [value, label]))]),
  );

const failed = (session: GridSession, error: unknown): void =>
  session.remark(
    error instanceof Refusal
      ? `Nothing was pasted: ${error.message}`
      : "Nothing was pasted: the block could not be read.",
  );

/** Periods of the block that no column shows: the grid grows by them. */
function periodsBeyond(session: GridSession, plan: PastePlan): Day[] {
  const here = new Set(session.state.columns.map((one) => one.period));
  return [...new Set(plan.cells.map((cell) => cell.column))].filter((period) => !here.has(period));
}

/** Writes what was planned as one act: columns and rows that are missing are added first. */
export function writePaste(session: GridSession, plan: PastePlan): void {
  session.paste.propose(null);
  session.learn(labelsOf(plan.source.lists));
  session.showColumns(periodsBeyond(session, plan));
  const before = session.length;
  let fresh = 0;
  for (const { series, row, column, end } of plan.cells) {
    if (session.indexOf(series) === null) {
      session.addLocal(row);
      if (row.isNew) fresh += 1;
    }
    if (end !== undefined) session.paste.tellEnd(series, column, end);
  }
  // The views of cells whose end was said are made anew.
  if (plan.cells.some((cell) => cell.end !== undefined)) session.rows.touchAll();
  const changes = plan.cells.flatMap(({ series, column, content, text }): Change[] => {
    const index = session.indexOf(series);
    return index === null ? [] : [{ index, column, content, text }];
  });
  const taken = take(session, "paste", changes);
  const { empty, assumed, left } = plan.done;
  session.report({ taken, fresh, added: session.length - before, empty, assumed, left, problems: plan.problems });
}

/** Plans anew with another answer, and shows what would be done then. */
export async function answerPaste(session: GridSession, plan: PastePlan, answers: PasteAnswers): Promise<void> {
  const source = { ...plan.source, answers };
  // At once, so that the next answer builds on this one however long the planning takes.
  session.paste.propose({ ...plan, source });
  try {
    const next = await planPaste(session, source);
    // Whoever dropped the paste or answered again meanwhile does not want this one back.
    if (session.paste.plan?.source === source) session.paste.propose(next);
  } catch (error) {
    failed(session, error);
  }
}

/** Looks again which names there are, after one was added elsewhere. */
export async function renamePaste(session: GridSession, plan: PastePlan): Promise<void> {
  try {
    const lists = await session.names(true);
    const next = await planPaste(session, { ...plan.source, lists });
    if (session.paste.plan !== null) session.paste.propose(next);
  } catch (error) {
    failed(session, error);
  }
}

/**
 * Pastes a block of text at an area: names and periods in it place it, new rows are added, numbers alone lie where they
 * are pasted. What needs a look is shown before anything is written; plain numbers over nothing published go in at once.
 */
export async function pasteInto(session: GridSession, text: string, area: Area): Promise<void> {
  const rows = splitBlock(text);
  const numbers = rows.every((row) => row.every((cell) => !/\p{L}/u.test(cell)));
  const block = numbers ? tileBlock(rows, area.bottom - area.top + 1, area.right - area.left + 1) : rows;
  if (block.length === 0) return;
  if (session.start.locked !== null) return session.remark(session.start.locked);
  try {
    const lists = await session.names();
    await session.rows.ensure(area.top, area.top + block.length);
    const source: PasteSource = { block, area, answers: {}, lists, elsewhere: new Map() };
    const plan = await planPaste(session, source);
    if (isPlain(plan)) writePaste(session, plan);
    else session.paste.propose(plan);
  } catch (error) {
    failed(session, error);
  }
}
