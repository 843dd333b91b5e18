"use client";

import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { CellProps } from "react-datasheet-grid";
import type { Day } from "@/lib/kernel/period";
import { contentFor, enter, type Spot, against, readText } from "./cell-acts";
import { fullText, type ShownMeasure, shownText } from "./cell-text";
import type { CellView } from "./cell-view";
import { cellWords } from "./describe-cell";
import frame from "./frame.module.css";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { useCell } from "./use-session";

/** A row of the component: its index. */
export type Slot = { index: number };

export type CellColumn = { session: GridSession; column: Day };

/** The marks of a cell by shape, beside their colour: proposed, waiting, lacking, rival, moved, conflict, not taken. */
function Marks({ view }: { view: CellView }) {
  const wrong = view.trouble?.conflict
    ? "≠"
    : view.trouble
      ? "!"
      : view.moved
        ? "↻"
        : view.lacks.length > 0
          ? "?"
          : null;
  return (
    <>
      {view.proposed || view.waiting ? (
        <span className={`${styles.corner} ${view.waiting ? styles.waiting : ""}`} aria-hidden="true" />
      ) : null}
      {wrong ? (
        <span className={view.trouble ? styles.bad : styles.warn} aria-hidden="true">
          {wrong}
        </span>
      ) : null}
      {view.rivals.length > 0 || view.own ? (
        <span className={styles.rival} aria-hidden="true">
          {view.rivals.length > 0 ? "◆" : "◇"}
        </span>
      ) : null}
    </>
  );
}

function Shown({ view, measure }: { view: CellView; measure: ShownMeasure }) {
  const shown = view.proposed ?? view.own ?? view.published;
  const typed = view.trouble?.text ?? null;
  const gone = shown?.status === "W" && view.published;
  const state = view.trouble ? styles.troubled : view.proposed || view.own ? styles.proposed : "";
  return (
    <span
      className={`${styles.cell} ${state} ${view.here.length > 0 ? frame.othersHere : ""}`}
      title={cellWords(view, measure).join("; ")}
    >
      <Marks view={view} />
      {gone && typed === null ? (
        <del className={styles.value}>{shownText(view.published, measure)}</del>
      ) : (
        <span className={styles.value}>{typed ?? shownText(shown, measure)}</span>
      )}
      {shown && shown.status !== "A" && typed === null ? (
        <span className={styles.status} aria-hidden="true">
          {shown.status}
        </span>
      ) : null}
    </span>
  );
}

/** What is wrong with a text while it is being typed; null where it could be taken. */
function remarkOn(session: GridSession, index: number, column: Day, text: string): string | null {
  const [row, view] = [session.row(index), session.cell(index, column)];
  if (!row || !view) return null;
  const read = readText(session, row, text);
  if (read.kind === "refused") return read.message;
  const content = read.kind === "value" ? contentFor(session, { index, column }, read) : null;
  return content ? against(session, row, view, content) : null;
}

/** Takes a text into the row on which its editor was opened, wherever that stands by now. */
function enterWhereOpened(session: GridSession, at: Spot & { series: string | null }, text: string): void {
  const { series, column } = at;
  const index = series === null || session.row(at.index)?.series === series ? at.index : session.indexOf(series);
  if (index !== null) enter(session, { index, column }, text);
  else session.remark(`“${text}” was not entered: its row is no longer among those shown.`);
}

function Editor({ session, index, column, keep }: { session: GridSession; index: number; column: Day; keep: boolean }) {
  const view = session.cell(index, column);
  const first = view?.trouble?.text ?? fullText(view?.proposed ?? view?.published ?? null, session.measure);
  const [text, setText] = useState(first);
  const [series] = useState(view?.series ?? null);
  const box = useRef<HTMLInputElement>(null);
  const left = useRef({ text: first, escaped: false });
  useLayoutEffect(() => {
    const state = left.current;
    const editor = { drop: () => (state.escaped = true) };
    session.editor = editor;
    box.current?.focus();
    if (keep) box.current?.setSelectionRange(first.length, first.length);
    else box.current?.select();
    return () => {
      if (session.editor === editor) session.editor = null;
      if (!state.escaped && state.text !== first) enterWhereOpened(session, { series, index, column }, state.text);
    };
    // One editor is one edit of one cell.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const remark = text === first ? null : remarkOn(session, index, column, text);
  useEffect(() => {
    session.typed(remark);
    return () => session.typed(null);
  }, [session, remark]);
  return (
    <span className={styles.editor}>
      <input
        ref={box}
        className={styles.input}
        value={text}
        aria-label="Value"
        aria-invalid={remark !== null}
        autoComplete="off"
        inputMode="decimal"
        onChange={(event) => {
          left.current.text = event.target.value;
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") left.current.escaped = true;
        }}
      />
      {remark ? (
        <span className={styles.hint} aria-hidden="true">
          {remark}
        </span>
      ) : null}
    </span>
  );
}

/** One cell of the grid: what stands in it, or its editor. */
export const GridCell = memo(function GridCell({ rowData, focus, columnData }: CellProps<Slot, CellColumn>) {
  const { session, column } = columnData;
  const view = useCell(session, rowData.index, column);
  if (!view) return <span className={styles.blank}>{session.state.failed ? "" : "…"}</span>;
  if (focus && session.start.locked === null)
    return <Editor session={session} index={rowData.index} column={column} keep={session.keepsText} />;
  const unit = session.row(rowData.index)?.unit ?? session.measure.unit;
  return <Shown view={view} measure={{ ...session.measure, unit }} />;
});
