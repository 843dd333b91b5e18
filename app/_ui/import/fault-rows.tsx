import { useState } from "react";
import type { FaultGroup, ToldFault } from "@/lib/studio/import/report/fault-groups";
import styles from "./import.module.css";
import { Pages } from "./pages";

type Typed = { fixes: Readonly<Record<string, string>>; onType: (place: string, text: string) => void };

const SIZE = 20;
const placeOf = ({ line, column }: ToldFault): string => `${line}:${column}`;

function FaultRow({ fault, fixes, onType }: Typed & { fault: ToldFault }) {
  const { line, column, header, value, reason, row } = fault;
  return (
    <tr>
      <th scope="row" className={styles.number} data-label="Line">
        {line.toLocaleString("en-US")}
      </th>
      <td data-label="Value">
        {column === null ? (
          value
        ) : (
          <input
            value={fixes[placeOf(fault)] ?? value}
            aria-label={`Line ${line}, ${header || "column"}`}
            onChange={(event) => onType(placeOf(fault), event.target.value)}
            maxLength={1000}
            autoComplete="off"
          />
        )}
      </td>
      <td className={styles.reason} data-label="Reason">
        {reason}
      </td>
      <td className={styles.samples} data-label="Row">
        {row}
      </td>
    </tr>
  );
}

/** The rows of one group; each can be corrected where it stands. */
export function FaultRows({ group, fixes, onType, onSubmit }: Typed & { group: FaultGroup; onSubmit: () => void }) {
  const [page, setPage] = useState(0);
  const { faults, count } = group;
  const shown = faults.slice(page * SIZE, (page + 1) * SIZE);
  return (
    <form
      className={styles.opened}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <table className={styles.faults}>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              Line
            </th>
            <th scope="col">Value</th>
            <th scope="col">Reason</th>
            <th scope="col">Row</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((fault) => (
            <FaultRow key={`${placeOf(fault)} ${fault.reason}`} fault={fault} fixes={fixes} onType={onType} />
          ))}
        </tbody>
      </table>
      <Pages what="the group's rows" page={page} size={SIZE} of={faults.length} onPage={setPage} />
      {faults.length < count ? (
        <p className={styles.muted}>
          The first {faults.length.toLocaleString("en-US")} of {count.toLocaleString("en-US")}; the CSV has all of them.
        </p>
      ) : null}
      <button type="submit" className="sr-only" tabIndex={-1}>
        Check again
      </button>
    </form>
  );
}
