"use client";

import { useDeferredValue, useId, useMemo, useState } from "react";
import type { ScreenCell, ScreenColumn } from "./screen-rows";
import { type Sort, sortRows } from "./sort-rows";
import { TableCell } from "./table-cell";
import styles from "./table.module.css";
import { TableTools } from "./table-tools";

const FIRST_ROWS = 200;
const FILTER_FROM = 15;

type Props = {
  columns: readonly ScreenColumn[];
  rows: readonly (readonly ScreenCell[])[];
  caption: string;
  asOf: string | null;
  start: Sort | null;
  words: Readonly<Record<string, string>>;
  leftOut: number;
};

/** Numbers start with the largest, text with A; the third press gives back the given order. */
function nextSort(sort: Sort | null, column: number, numeric: boolean): Sort | null {
  if (sort?.column !== column) return { column, descending: numeric };
  return sort.descending === numeric ? { column, descending: !numeric } : null;
}

const ariaSort = (sort: Sort | null, column: number) => {
  if (sort?.column !== column) return "none";
  return sort.descending ? "descending" : "ascending";
};

function Head({
  columns,
  sort,
  onSort,
}: {
  columns: readonly ScreenColumn[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}) {
  return (
    <thead>
      <tr>
        {columns.map(({ key, label, unit, numeric }, at) => (
          <th key={key} scope="col" className={numeric ? styles.number : undefined} aria-sort={ariaSort(sort, at)}>
            <button type="button" className={styles.sort} onClick={() => onSort(nextSort(sort, at, numeric))}>
              {label}
              {unit ? <span className={styles.unit}> {unit}</span> : null}
              <span className={styles.arrow} aria-hidden="true">
                {sort?.column === at ? (sort.descending ? "↓" : "↑") : ""}
              </span>
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The rows of a table in the browser: sorts by any column, filters by text, shows long tables in two steps. */
export function SortableTable({ columns, rows, caption, asOf, start, words, leftOut }: Props) {
  const [sort, setSort] = useState(start);
  const [filter, setFilter] = useState("");
  const [whole, setWhole] = useState(false);
  const wanted = useDeferredValue(filter.trim().toLowerCase());
  const captionId = useId();
  const found = useMemo(() => {
    const numbered = rows.map((cells, id) => ({ id, cells }));
    const matching = wanted
      ? numbered.filter(({ cells }) => cells.some(({ t }) => t.toLowerCase().includes(wanted)))
      : numbered;
    return sortRows(matching, sort);
  }, [rows, sort, wanted]);
  const shown = whole ? found : found.slice(0, FIRST_ROWS);
  const first = columns[0]?.numeric ? -1 : 0;
  return (
    <div className={styles.block}>
      {rows.length > 1 ? (
        <TableTools
          columns={columns}
          rows={found}
          total={rows.length}
          {...(rows.length > FILTER_FROM ? { filter, onFilter: setFilter } : {})}
        />
      ) : null}
      <div className={styles.scroll} role="region" aria-labelledby={captionId} tabIndex={0}>
        <table className={styles.table}>
          <caption id={captionId} className="sr-only">
            {caption}
          </caption>
          <Head columns={columns} sort={sort} onSort={setSort} />
          <tbody>
            {shown.map(({ id, cells }) => (
              <tr key={id}>
                {cells.map((cell, at) => (
                  <TableCell
                    key={columns[at]?.key ?? at}
                    cell={cell}
                    column={columns[at]}
                    header={at === first}
                    asOf={asOf}
                    words={words}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 ? <p className={styles.remark}>No row contains “{filter}”.</p> : null}
      {shown.length < found.length ? (
        <button type="button" className={`${styles.more} with-script`} onClick={() => setWhole(true)}>
          Show all {found.length} rows
        </button>
      ) : null}
      {leftOut > 0 ? <p className={styles.remark}>{leftOut} more rows are in the CSV.</p> : null}
    </div>
  );
}
