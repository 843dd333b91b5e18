import { formatInstant } from "@/lib/kernel/format";
import type { Desk } from "@/lib/studio/refresh/read-desk";
import styles from "./desk.module.css";

type Line = Desk["deliveries"][number];

/** What follows a publication and has not come about yet, or keeps failing. */
export const undelivered = (lines: readonly Line[]): Line[] =>
  lines.filter(({ waiting, tries }) => waiting > 0 || tries > 0);

/** From so many hours on, what waits is not said to be on its way. */
const SOON_HOURS = 1;

function State({ line: { tries, error, failingSince, retryAt, waitsHours } }: { line: Line }) {
  if (tries === 0 && waitsHours < SOON_HOURS) return <span className={styles.muted}>under way</span>;
  if (tries === 0) return <span className={styles.bad}>not taken up by a worker, nor by the script</span>;
  return (
    <>
      <span className={styles.bad}>failed {tries === 1 ? "once" : `${tries} times`}</span>
      {failingSince ? <span className={styles.below}>since {formatInstant(failingSince)}</span> : null}
      {retryAt ? <span className={styles.below}>tried again from {formatInstant(retryAt)}</span> : null}
      <span className={styles.below}>{error}</span>
    </>
  );
}

/** Who has not got everything that was published, how much of it, and why. */
export function DeliveriesTable({ lines, label }: { lines: readonly Line[]; label: string }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What follows</th>
            <th scope="col" className={styles.number}>
              Publications that wait
            </th>
            <th scope="col">Oldest of them</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.subscriber}>
              <th scope="row">{line.title}</th>
              <td className={styles.number}>{line.waiting.toLocaleString("en-US")}</td>
              <td>{line.oldest ? formatInstant(line.oldest) : ""}</td>
              <td className={styles.words}>
                <State line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
