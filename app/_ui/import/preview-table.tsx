import { formatRange, formatValue } from "@/lib/kernel/format";
import { Frequency, periodLabel } from "@/lib/kernel/period";
import type { Preview } from "@/lib/studio/import/import-events";
import { StatusMark } from "../status-mark";
import styles from "./import.module.css";

function valueWords({ content, unit, decimals }: Preview): string {
  const { value, low, high, status } = content;
  if (status === "W") return "withdrawn";
  if (value === null) return formatRange({ low, high }, unit, decimals);
  const range = low === null && high === null ? "" : ` (${formatRange({ low, high }, unit, decimals)})`;
  return `${formatValue(value, unit, decimals)}${range}`;
}

function periodWords({ place, content, frequency }: Preview): string {
  const known = Frequency.safeParse(frequency);
  return content.periodLabel ?? (known.success ? periodLabel(place.period, known.data) : place.period);
}

/** The first values as they would stand in the draft. */
export function PreviewTable({ preview, of }: { preview: readonly Preview[]; of: number }) {
  return (
    <section className={styles.form} aria-labelledby="preview">
      <h2 id="preview">
        {preview.length < of
          ? `The first ${preview.length} of ${of.toLocaleString("en-US")} values as they will stand`
          : "The values as they will stand"}
      </h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="preview">
        <table className={styles.preview}>
          <thead>
            <tr>
              <th scope="col" className={styles.number}>
                Line
              </th>
              <th scope="col">Series</th>
              <th scope="col">Period</th>
              <th scope="col" className={styles.number}>
                Value
              </th>
              <th scope="col">Status</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {preview.map((one, at) => (
              <tr key={`${one.line} ${at}`}>
                <td className={styles.number}>{one.line.toLocaleString("en-US")}</td>
                <th scope="row">{one.title}</th>
                <td>{periodWords(one)}</td>
                <td className={styles.number}>{valueWords(one)}</td>
                <td>
                  <StatusMark status={one.content.status} word />
                </td>
                <td className={styles.muted}>{one.content.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
