import type { Fault } from "@/lib/studio/import/rows/read-row";
import styles from "./import.module.css";

type Props = {
  dataset: string;
  upload: number;
  faults: readonly Fault[];
  bad: number;
  fixes: Readonly<Record<string, string>>;
  onFix: (place: string, text: string) => void;
  onSubmit: () => void;
};

const CONTEXT = 6;

function FaultRow({ fault, text, onFix }: { fault: Fault; text: string; onFix: (text: string) => void }) {
  const { line, column, header, value, reason, row } = fault;
  return (
    <tr>
      <th scope="row" className={styles.number} data-label="Line">
        {line.toLocaleString("en-US")}
      </th>
      <td data-label="Column">{header}</td>
      <td data-label="Value">
        {column === null ? (
          value
        ) : (
          <input
            value={text}
            aria-label={`Line ${line}, ${header || "column"}`}
            onChange={(event) => onFix(event.target.value)}
            maxLength={1000}
            autoComplete="off"
          />
        )}
      </td>
      <td className={styles.reason} data-label="Reason">
        {reason}
      </td>
      <td className={styles.samples} data-label="Row">
        {row
          .filter((text) => text !== "")
          .slice(0, CONTEXT)
          .join(" · ")}
      </td>
    </tr>
  );
}

/** The rejected cells of a file with their reasons; each can be corrected where it stands. */
export function FaultsTable({ dataset, upload, faults, bad, fixes, onFix, onSubmit }: Props) {
  const shown = faults.length < bad ? `, the first ${faults.length.toLocaleString("en-US")} here` : "";
  return (
    <form
      className={styles.form}
      aria-labelledby="rejected"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={styles.headed}>
        <h2 id="rejected">{`${bad.toLocaleString("en-US")} rejected${shown}`}</h2>
        <a href={`/api/studio/import/${upload}/rejected?dataset=${dataset}`} download>
          All rejected rows as CSV
        </a>
      </div>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="rejected">
        <table className={styles.faults}>
          <thead>
            <tr>
              <th scope="col" className={styles.number}>
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">Value</th>
              <th scope="col">Reason</th>
              <th scope="col">Row</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => {
              const place = `${fault.line}:${fault.column}`;
              return (
                <FaultRow
                  key={`${place} ${fault.reason}`}
                  fault={fault}
                  text={fixes[place] ?? fault.value}
                  onFix={(text) => onFix(place, text)}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <button type="submit" className="sr-only" tabIndex={-1}>
        Check again
      </button>
    </form>
  );
}
