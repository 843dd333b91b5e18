import styles from "./chart.module.css";
import { colourVariable } from "./palette";
import type { Readout } from "./readout";

const ROWS_MOST = 14;

type Props = { readout: Readout; chosen: number | null; x: number; top: number; width: number };

/** What the chart says at one place, beside it. Hidden from screen readers, which hear the same as a sentence. */
export function Tip({ readout, chosen, x, top, width }: Props) {
  const side = x > width / 2 ? { right: width - x + 12 } : { left: x + 12 };
  const traced = readout.rows[chosen ?? 0]?.ref !== undefined;
  return (
    <div className={styles.tip} style={{ ...side, top }} aria-hidden="true">
      <strong>{readout.title}</strong>
      <table>
        <tbody>
          {readout.rows.slice(0, ROWS_MOST).map((row, i) => (
            // Two series may share a name; the order is fixed for one place.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={`${i} ${row.name}`} data-chosen={i === chosen}>
              <td>
                <svg className={styles.key} width="9" height="9" viewBox="0 0 9 9">
                  <rect width="8" height="8" y="0.5" fill={`var(${colourVariable(row.slot)})`} />
                </svg>
                <span>{row.name}</span>
              </td>
              <td>
                {row.text} {row.word ? <span className={styles.word}>{row.word}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {readout.rows.length > ROWS_MOST ? (
        <div className={styles.hint}>and {readout.rows.length - ROWS_MOST} more in the table</div>
      ) : null}
      {traced && chosen !== null ? <div className={styles.hint}>Click or Enter: where it came from</div> : null}
    </div>
  );
}
