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
const LONGEST = 300;

const placeOf = ({ line, column }: Fault): string => `${line}:${column}`;
/** Every cell of the column that says the same. */
const alikeOf = ({ column, value }: Fault): string => `*:${column}:${value.trim()}`;

function FaultRow(props: Pick<Props, "fixes" | "onFix"> & { fault: Fault; alike: number }) {
  const { fault, fixes, alike, onFix } = props;
  const { line, column, header, value, reason, row } = fault;
  const text = fixes[placeOf(fault)] ?? fixes[alikeOf(fault)] ?? value;
  const same = alike > 1 && value.trim() !== "" && value.length <= LONGEST;
  const everywhere = same && text !== value && text !== fixes[alikeOf(fault)];
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
          <span className={styles.fix}>
            <input
              value={text}
              aria-label={`Line ${line}, ${header || "column"}`}
              onChange={(event) => onFix(placeOf(fault), event.target.value)}
              maxLength={1000}
              autoComplete="off"
            />
            {everywhere ? (
              <button type="button" onClick={() => onFix(alikeOf(fault), text)}>
                Everywhere
              </button>
            ) : null}
          </span>
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
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(alikeOf(fault), (counts.get(alikeOf(fault)) ?? 0) + 1);
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
            {faults.map((fault) => (
              <FaultRow
                key={`${placeOf(fault)} ${fault.reason}`}
                fault={fault}
                fixes={fixes}
                alike={counts.get(alikeOf(fault)) ?? 0}
                onFix={onFix}
              />
            ))}
          </tbody>
        </table>
      </div>
      <button type="submit" className="sr-only" tabIndex={-1}>
        Check again
      </button>
    </form>
  );
}
