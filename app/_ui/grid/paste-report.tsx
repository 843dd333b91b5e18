"use client";

import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { count, notTaken, placeWords } from "./paste-words";
import type { PasteReport } from "./pasted";

const MOST = 50;

function summary({ taken, fresh, empty, left, problems }: PasteReport): string {
  const parts = [`${count(taken, "value was", "values were")} pasted`];
  if (fresh > 0) parts.push(`${count(fresh, "row is", "rows are")} new`);
  if (empty > 0) parts.push(`${count(empty, "empty cell changes", "empty cells change")} nothing`);
  if (left.length > 0) parts.push(`${count(left.length, "line or column was", "lines and columns were")} left out`);
  const out = notTaken(problems);
  if (out.length > 0)
    parts.push(`${out.join(" and ")} ${/^1 (?:row|cell)$/.test(out.join()) ? "was" : "were"} not taken`);
  return `${parts.join("; ")}.`;
}

/** What a paste did, and each row, column and cell of it that was not taken. */
export function PasteReportNotice({ session, report }: { session: GridSession; report: PasteReport }) {
  const { problems, assumed, left } = report;
  const notes = [
    ...problems.map((one) => ({ where: placeWords(one), text: one.text, words: `: ${one.message}` })),
    ...left.map((one) => ({ where: one.where, text: one.text, words: ` ${one.reason}` })),
  ];
  return (
    <section className={problems.length > 0 ? styles.alert : styles.told} aria-label="What was pasted" role="status">
      <p>
        {summary(report)}
        {assumed.length > 0 ? ` Taken as given: ${assumed.join(", ")}.` : ""}{" "}
        <button type="button" onClick={() => session.report(null)}>
          Dismiss
        </button>
      </p>
      {notes.length > 0 ? (
        <ul className={styles.list}>
          {notes.slice(0, MOST).map(({ where, text, words }) => (
            <li key={`${where} ${text} ${words}`}>
              {where} {text === "" ? null : <q>{text}</q>}
              {words}
            </li>
          ))}
          {notes.length > MOST ? <li>and {notes.length - MOST} more</li> : null}
        </ul>
      ) : null}
    </section>
  );
}
