import type { Day } from "@/lib/kernel/period";
import { against, type Change, contentFor, readText } from "./cell-acts";
import { fullText, shownText } from "./cell-text";
import { nameFits, replacedText, type Texts, valueFits, type Wanted } from "./find-text";
import type { GridSession } from "./grid-session";
import { range } from "./selected-cells";

/** Where something was found: a cell, or with no column the names of a row. */
export type Found = { index: number; column: Day | null };

/** Of how many rows at most is looked through what is not here yet. */
export const MOST_ROWS = 5000;
const AT_ONCE = 500;

/** What a replacement would do: cells that change, how many of them are published, and those that cannot be, with why. */
export type Replacement = {
  changes: Change[];
  published: number;
  refused: { place: string; message: string }[];
};

/** Reads rows that are not here yet, some at a time. Ends early where they cannot be read. */
export async function readAll(session: GridSession): Promise<void> {
  const last = Math.min(session.state.total, MOST_ROWS) - 1;
  for (let at = 0; at <= last && session.state.failed === null; at += AT_ONCE)
    await session.rows.ensure(at, Math.min(last, at + AT_ONCE - 1));
}

function textsOf(session: GridSession, index: number, column: Day): Texts {
  const view = session.cell(index, column);
  const one = view?.proposed ?? view?.published ?? null;
  const unit = session.row(index)?.unit ?? session.measure.unit;
  return {
    full: view?.trouble?.text ?? fullText(one, session.measure),
    shown: one?.status === "W" ? "" : shownText(one, { ...session.measure, unit }),
  };
}

function namesOf(session: GridSession, index: number): string[] {
  const dims = session.row(index)?.dims ?? {};
  return Object.entries(dims).map(([key, value]) => session.labels[key]?.[value] ?? value);
}

/** Everything that fits among the rows that are here, row by row. */
export function findCells(session: GridSession, wanted: Wanted): Found[] {
  return range(0, session.length - 1).flatMap((index): Found[] => {
    if (!session.row(index)) return [];
    const names: Found[] = nameFits(wanted, namesOf(session, index)) ? [{ index, column: null }] : [];
    const cells = session.state.columns.flatMap(({ period }): Found[] =>
      valueFits(wanted, textsOf(session, index, period)) ? [{ index, column: period }] : [],
    );
    return [...names, ...cells];
  });
}

/** What replacing would do to those cells, without doing it. Names are left alone: they say which series a row is. */
export function replacement(session: GridSession, wanted: Wanted, found: readonly Found[], by: string): Replacement {
  const done: Replacement = { changes: [], published: 0, refused: [] };
  for (const { index, column } of found) {
    const row = session.row(index);
    const view = column === null ? null : session.cell(index, column);
    if (!row || !view || column === null) continue;
    const label = session.state.columns.find((one) => one.period === column)?.label ?? column;
    const refuse = (message: string) => done.refused.push({ place: `${row.title}, ${label}`, message });
    const texts = textsOf(session, index, column);
    const text = replacedText(wanted, texts, by);
    if (text === null) {
      refuse(`it is shown as ${texts.shown} and is ${texts.full}`);
      continue;
    }
    const read = readText(session, row, text);
    const content = read.kind === "value" ? contentFor(session, { index, column }, read) : null;
    const wrong =
      read.kind === "refused"
        ? read.message
        : content
          ? against(session, row, view, content)
          : "nothing would be left of it: withdraw it by Delete";
    if (wrong !== null || !content) refuse(wrong ?? "it cannot be read");
    else {
      done.changes.push({ index, column, content, text });
      if (view.published) done.published++;
    }
  }
  return done;
}
