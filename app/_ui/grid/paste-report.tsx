"use client";

import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import type { PasteReport } from "./pasted";

const MOST = 50;
const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

function summary({ taken, fresh, empty, problems }: PasteReport): string {
  const parts = [`${count(taken, "value was", "values were")} pasted`];
  if (fresh > 0) parts.push(`${count(fresh, "row is", "rows are")} new`);
  if (empty > 0) parts.push(`${count(empty, "empty cell changes", "empty cells change")} nothing`);
  if (problems.length > 0) parts.push(`${count(problems.length, "cell was", "cells were")} not taken`);
  return `${parts.join("; ")}.`;
}

const place = (line: number, column: number): string => (line === 0 ? "" : `line ${line}, column ${column}`);

/** What a paste did, and each cell of it that was not understood. */
export function PasteReportNotice({ session, report }: { session: GridSession; report: PasteReport }) {
  const { problems, assumed } = report;
  return (
    <section className={problems.length > 0 ? styles.alert : styles.told} aria-label="What was pasted" role="status">
      <p>
        {summary(report)}
        {assumed.length > 0 ? ` Taken as given: ${assumed.join(", ")}.` : ""}{" "}
        <button type="button" onClick={() => session.report(null)}>
          Dismiss
        </button>
      </p>
      {problems.length > 0 ? (
        <ul className={styles.list}>
          {problems.slice(0, MOST).map((one) => (
            <li key={`${one.line} ${one.column} ${one.text} ${one.message}`}>
              {place(one.line, one.column)} <q>{one.text}</q>: {one.message}
            </li>
          ))}
          {problems.length > MOST ? <li>and {problems.length - MOST} more of the kind</li> : null}
        </ul>
      ) : null}
    </section>
  );
}
