import Link from "next/link";
import type { DisagreementLine } from "@/lib/studio/refresh/read-disagreements";
import styles from "./desk.module.css";

const difference = (ratio: number): string => `${ratio >= 1 ? "+" : "−"}${Math.abs((ratio - 1) * 100).toFixed(0)} %`;

function Price({ one }: { one: DisagreementLine["own"] }) {
  return (
    <td className={styles.number}>
      <Link href={`/series/${one.series}`}>{one.price.toFixed(3)}</Link>
      <span className={styles.below}>{one.day}</span>
    </td>
  );
}

/** Where a cross-check says another price than what is published. */
export function DisagreementsTable({ lines, label }: { lines: readonly DisagreementLine[]; label: string }) {
  if (lines.length === 0) return <p className={styles.muted}>No cross-check differs by more than 15 %.</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Provider, GPU, tenor</th>
            <th scope="col">Published</th>
            <th scope="col" className={styles.number}>
              USD/GPU-hour, nearest
            </th>
            <th scope="col">Cross-check</th>
            <th scope="col" className={styles.number}>
              USD/GPU-hour
            </th>
            <th scope="col" className={styles.number}>
              Difference
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.own.subject} ${line.other.who}`}>
              <th scope="row">{line.title}</th>
              <td>{line.ownName}</td>
              <Price one={line.own} />
              <td>{line.otherName}</td>
              <Price one={line.other} />
              <td className={styles.number}>{difference(line.ratio)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
