"use client";

import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { GridSession } from "./grid-session";
import styles from "./paste.module.css";
import { PasteNames } from "./paste-names";
import { answerPaste, pasteInto, writePaste } from "./paste-into";
import type { PastePlan } from "./planned-paste";
import { PasteQuestions } from "./paste-questions";
import { PasteTable } from "./paste-table";
import { count, notTaken, placeWords, planWords, statusPhrases } from "./paste-words";
import type { PasteAnswers } from "@/lib/studio/paste/questions";

const MOST = 100;

/** What is not taken, each with its place and reason. */
function Lists({ plan }: { plan: PastePlan }) {
  const problems = plan.problems.filter((one) => one.name === undefined);
  const { left } = plan.done;
  return (
    <>
      {problems.length > 0 ? (
        <section aria-label="Not understood">
          <h3>{`${notTaken(problems).join(" and ")} not understood`}</h3>
          <ul className={styles.list}>
            {problems.slice(0, MOST).map((one) => (
              <li key={`${one.line} ${one.column} ${one.text} ${one.message}`}>
                <span className={styles.place}>{placeWords(one)}</span> <q>{one.text}</q>: {one.message}
              </li>
            ))}
            {problems.length > MOST ? <li>and {problems.length - MOST} more</li> : null}
          </ul>
        </section>
      ) : null}
      {left.length > 0 ? (
        <details open={left.length < 8}>
          <summary>{count(left.length, "line or column is", "lines and columns are")} left out</summary>
          <ul className={styles.list}>
            {left.slice(0, MOST).map((one) => (
              <li key={`${one.where} ${one.text}`}>
                <span className={styles.place}>{one.where}</span> {one.text === "" ? null : <q>{one.text}</q>}{" "}
                {one.reason}
              </li>
            ))}
            {left.length > MOST ? <li>and {left.length - MOST} more</li> : null}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function Summary({ session, plan }: { session: GridSession; plan: PastePlan }) {
  const { assumed, empty } = plan.done;
  const statuses = statusPhrases(plan);
  return (
    <div aria-live="polite" className={styles.summary}>
      <p>
        <strong>{planWords(plan, session.measure.frequency)}</strong>
      </p>
      {statuses.length > 0 ? <p>Status: {statuses.join("; ")}.</p> : null}
      {assumed.length > 0 ? <p>Not in the block, taken from where you paste: {assumed.join(", ")}.</p> : null}
      {empty > 0 ? <p>{count(empty, "empty cell changes", "empty cells change")} nothing.</p> : null}
    </div>
  );
}

/** What keeps a paste from being written, as a sentence; null where nothing does. */
function hindrance({ waiting, cells }: PastePlan): string | null {
  if (waiting.length > 0)
    return waiting.length === 1 ? "One question is open." : `${waiting.length} questions are open.`;
  return cells.length === 0 ? "Nothing in the block can be written as it stands." : null;
}

// Enter on these does what they are for.
const OWN_ENTER = "button, a, select, summary, input:not([type=radio])";

/** Keeps keys from the sheet behind; Enter means writing wherever the focus is, but on what has one of its own. */
function useKeys(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const here = dialog.current;
    const onKey = (event: KeyboardEvent) => {
      // The sheet behind listens to the whole document, and would take Enter and letters for its selected cell.
      event.stopPropagation();
      if (event.key !== "Enter" || (event.target instanceof Element && event.target.matches(OWN_ENTER))) return;
      event.preventDefault();
      here?.querySelector("form")?.requestSubmit();
    };
    here?.addEventListener("keydown", onKey);
    return () => here?.removeEventListener("keydown", onKey);
  }, [dialog]);
}

/** Where the keyboard begins: at writing where that is possible, else at the first open question. */
function focusFirst(dialog: HTMLElement): void {
  const first = ["button[type=submit]:not(:disabled)", "input[type=radio]", "button:not(:disabled)"];
  first
    .map((one) => dialog.querySelector<HTMLElement>(one))
    .find((one) => one !== null)
    ?.focus();
}

function Preview({ session, plan }: { session: GridSession; plan: PastePlan }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const here = dialog.current;
    here?.showModal();
    if (here) focusFirst(here);
    return () => here?.close();
  }, []);
  useKeys(dialog);
  const answer = (answers: PasteAnswers) => {
    setBusy(true);
    void answerPaste(session, plan, answers).finally(() => setBusy(false));
  };
  const why = hindrance(plan);
  const write = () => {
    if (why === null && !busy) writePaste(session, plan);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.preview}
      aria-labelledby="paste-title"
      onCancel={(event) => {
        event.preventDefault();
        session.paste.propose(null);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          write();
        }}
      >
        <h2 id="paste-title">About to be pasted</h2>
        <div className={styles.body} tabIndex={0} role="region" aria-label="What will be pasted">
          <Summary session={session} plan={plan} />
          <PasteQuestions plan={plan} onAnswer={answer} />
          <PasteNames session={session} plan={plan} onAnswer={answer} />
          <Lists plan={plan} />
          <PasteTable session={session} plan={plan} />
        </div>
        <div className={styles.acts}>
          <button type="submit" className={styles.primary} disabled={why !== null || busy}>
            {plan.cells.length > 0 ? `Write ${count(plan.cells.length, "value", "values")}` : "Write"}
          </button>
          <button type="button" onClick={() => session.paste.propose(null)}>
            Cancel
          </button>
          <span role="status">{busy ? "Reading …" : (why ?? "Enter writes, Escape changes nothing.")}</span>
        </div>
      </form>
    </dialog>
  );
}

/** What a paste is about to do, before anything is written: seen, mended, then written or dropped. */
export function PastePreview({ session }: { session: GridSession }) {
  useEffect(
    () =>
      session.paste.readBy((text, { index, column }) => {
        const at = session.state.columns.findIndex((one) => one.period === column);
        void pasteInto(session, text, { top: index, bottom: index, left: at, right: at });
      }),
    [session],
  );
  const pasting = useSyncExternalStore(session.paste.subscribe, () => session.paste.plan);
  return pasting ? <Preview session={session} plan={pasting} /> : null;
}
