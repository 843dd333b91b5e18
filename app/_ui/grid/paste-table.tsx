"use client";

import { periodLabel } from "@/lib/kernel/period";
import { statusWord } from "@/lib/kernel/status";
import { fullText, type ShownMeasure, shownText } from "./cell-text";
import { valueWords } from "./describe-cell";
import type { GridSession } from "./grid-session";
import styles from "./paste.module.css";
import type { PastePlan, PlannedCell } from "./planned-paste";

const [ROWS, PERIODS] = [30, 24];

const LONG = 1e6;

/** A value to its last digit, since it is looked at before it is written; amounts of many digits shortened. */
function exactText(content: PlannedCell["content"], measure: ShownMeasure): string {
  const ends = [content.value, content.low, content.high];
  return ends.some((one) => one !== null && Math.abs(one) >= LONG)
    ? shownText(content, measure)
    : fullText(content, measure);
}

function Cell({ session, cell }: { session: GridSession; cell: PlannedCell | undefined }) {
  if (!cell) return <td aria-label="not in the block" />;
  const { content, view, row, replaces } = cell;
  const measure = { unit: row.unit, decimals: session.measure.decimals, ranks: session.measure.ranks };
  const before = replaces === "published" ? view.published : replaces === "draft" ? view.proposed : null;
  return (
    <td data-replaces={replaces} className={styles.value}>
      {before ? (
        <>
          <del title={`${replaces === "draft" ? "drafted" : "published"}: ${valueWords(before, measure)}`}>
            {shownText(before, measure)}
          </del>{" "}
        </>
      ) : null}
      {exactText(content, measure)} <abbr title={statusWord[content.status]}>{content.status}</abbr>
    </td>
  );
}

/** The values as they would stand, over what is there now: row by row and period by period. */
export function PasteTable({ session, plan }: { session: GridSession; plan: PastePlan }) {
  if (plan.cells.length === 0) return null;
  const periods = [...new Set(plan.cells.map((one) => one.column))].toSorted();
  const rows = new Map<string, { title: string; isNew: boolean; cells: Map<string, PlannedCell> }>();
  for (const cell of plan.cells) {
    const row = rows.get(cell.series) ?? { title: cell.row.title, isNew: cell.row.isNew, cells: new Map() };
    row.cells.set(cell.column, cell);
    rows.set(cell.series, row);
  }
  const shown = periods.slice(0, PERIODS);
  const more = [
    ...(rows.size > ROWS ? [`${(rows.size - ROWS).toLocaleString("en-US")} more rows`] : []),
    ...(periods.length > PERIODS ? [`${periods.length - PERIODS} more periods`] : []),
  ];
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Values that will be written">
      <table>
        <thead>
          <tr>
            <th scope="col">Row</th>
            {shown.map((period) => (
              <th key={period} scope="col" className={styles.value}>
                {periodLabel(period, session.measure.frequency)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].slice(0, ROWS).map(([series, { title, isNew, cells }]) => (
            <tr key={series}>
              <th scope="row">
                {title} {isNew ? <span className={styles.new}>new</span> : null}
              </th>
              {shown.map((period) => (
                <Cell key={period} session={session} cell={cells.get(period)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more.length > 0 ? <p>and {more.join(", ")}</p> : null}
    </div>
  );
}
