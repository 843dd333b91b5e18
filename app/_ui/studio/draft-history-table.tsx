import desk from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import type { DraftStep } from "@/lib/studio/history/draft-steps";
import styles from "./history.module.css";
import { stepWord } from "./past-words";

/** The acts in a draft, one a line; those that were undone are struck through. */
export function DraftHistoryTable({ steps }: { steps: readonly DraftStep[] }) {
  if (steps.length === 0) return <p className={desk.muted}>Nothing was edited in this draft.</p>;
  return (
    <div className={desk.scroll} tabIndex={0} role="region" aria-label="Steps">
      <table className={desk.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col" className={desk.number}>
              Cells
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ id, at, by, kind, cells, undone }) => (
            <tr key={id} className={undone ? styles.undone : undefined}>
              <td>{formatInstant(at)}</td>
              <td>{by}</td>
              <td>{stepWord[kind]}</td>
              <td className={desk.number}>
                <span className={styles.count}>{cells.toLocaleString("en-US")}</span>
              </td>
              <td>{undone ? "undone" : "in the draft"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
