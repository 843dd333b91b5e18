"use client";

import { useId, useState } from "react";
import type { ScreenCell, ScreenColumn } from "./screen-rows";
import styles from "./table.module.css";

type Rows = readonly { cells: readonly ScreenCell[] }[];

const flat = (text: string): string => text.replace(/\s+/g, " ");

/** The shown rows as tab-separated text; numbers in full, so that a spreadsheet can count with them. */
function tsv(columns: readonly ScreenColumn[], rows: Rows): string {
  const head = columns.map(({ label, unit }) => flat(unit ? `${label} (${unit})` : label));
  const body = rows.map(({ cells }) =>
    cells.map(({ t, s }, at) =>
      columns[at]?.numeric && typeof s === "number" && !/[a-z–]{2}/i.test(t) ? String(s) : flat(t),
    ),
  );
  return [head, ...body].map((line) => line.join("\t")).join("\n");
}

function CopyButton({ columns, rows }: { columns: readonly ScreenColumn[]; rows: Rows }) {
  const [state, setState] = useState<"idle" | "done" | "failed">("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(tsv(columns, rows));
      setState("done");
    } catch {
      // Only https and localhost have a clipboard; the CSV link beside it works everywhere.
      setState("failed");
    }
  };
  const words = { idle: "Copy", done: "Copied", failed: "Cannot copy here" }[state];
  return (
    <button type="button" className={styles.tool} onClick={() => void copy()} onBlur={() => setState("idle")}>
      <span aria-live="polite">{words}</span>
    </button>
  );
}

/** What stands above a table: a filter for long ones, how many rows are shown, and copying. */
export function TableTools(props: {
  columns: readonly ScreenColumn[];
  rows: Rows;
  total: number;
  filter?: string;
  onFilter?: (text: string) => void;
}) {
  const { columns, rows, total, filter, onFilter } = props;
  const id = useId();
  const count = rows.length === total ? `${total} rows` : `${rows.length} of ${total} rows`;
  return (
    <div className={`${styles.tools} with-script no-print`}>
      {onFilter ? (
        <>
          <label htmlFor={id} className="sr-only">
            Filter rows
          </label>
          <input
            id={id}
            type="search"
            className={styles.filter}
            placeholder="Filter rows"
            value={filter}
            onChange={(event) => onFilter(event.target.value)}
          />
        </>
      ) : null}
      <span className={styles.count} role="status">
        {count}
      </span>
      <CopyButton columns={columns} rows={rows} />
    </div>
  );
}
