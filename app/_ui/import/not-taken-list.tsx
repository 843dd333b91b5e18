import type { NotTaken } from "@/lib/studio/import/report/not-taken";
import styles from "./import.module.css";
import { many } from "./tally-words";

const UNIT: Record<NotTaken["what"], string> = {
  sheet: "sheet",
  rows: "row",
  column: "cell",
  cells: "cell",
  signs: "sign",
};

const counted = ({ what, count }: NotTaken): string => many(count, UNIT[what]);

/** Everything of the file that is not taken, or taken otherwise than it stands, each with its reason. */
export function NotTakenList({ entries }: { entries: readonly NotTaken[] }) {
  if (entries.length === 0) return null;
  const left = entries.filter((one) => !one.taken).length;
  return (
    <details className={styles.more} open={entries.length <= 6}>
      <summary>
        <h2 className={styles.inline}>{`Not taken: ${left === 0 ? "nothing" : many(left, "item")}`}</h2>
        {left < entries.length ? (
          <span className={styles.muted}>{` · also said: ${entries.length - left}`}</span>
        ) : null}
      </summary>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Not taken">
        <table className={styles.faults}>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col" className={styles.number}>
                How much
              </th>
              <th scope="col">Why</th>
              <th scope="col">Such as</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((one) => (
              <tr key={`${one.where} ${one.reason}`}>
                <th scope="row" data-label="Where">
                  {one.where}
                </th>
                <td className={styles.number} data-label="How much">
                  {counted(one)}
                </td>
                <td data-label="Why">{one.taken ? `${one.reason} (taken)` : one.reason}</td>
                <td className={styles.samples} data-label="Such as">
                  {one.samples.join("; ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
