import { formatChange, formatDifference } from "@/lib/kernel/format";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { EditionMove } from "@/lib/datasets/edition-report";
import { decimalsOf, movePeriod, statementText } from "@/lib/dashboards/editions/report-words";
import desk from "@/app/_ui/desk/desk.module.css";
import { NumberText } from "@/app/_ui/number-text";
import { statusWord } from "@/lib/kernel/status";
import styles from "./editions.module.css";

function Row({ move, dataset }: { move: EditionMove; dataset: DatasetDefinition }) {
  const { series, period, after, before } = move;
  const said = (status: typeof after.status) =>
    status === "A" ? undefined : { letter: status, word: statusWord[status] };
  return (
    <tr>
      <th scope="row" className={styles.name}>
        {move.title}
      </th>
      <td>{movePeriod(move)}</td>
      <td className={desk.number}>
        <NumberText text={statementText(move, "before", dataset)} status={said(before.status)} asOf={null} />
      </td>
      <td className={desk.number}>
        <NumberText
          text={statementText(move, "after", dataset)}
          status={said(after.status)}
          trace={{ series, period }}
          asOf={null}
        />
      </td>
      <td className={desk.number}>{formatDifference(move.difference, move.unit, decimalsOf(dataset, move.measure))}</td>
      <td className={desk.number}>{formatChange(move.percent)}</td>
    </tr>
  );
}

/** Values that moved between two editions, the largest first. */
export function MovesTable(props: {
  id: string;
  title: string;
  moves: readonly EditionMove[];
  dataset: DatasetDefinition;
}) {
  const { id, title, moves, dataset } = props;
  if (moves.length === 0) return null;
  return (
    <section className={desk.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className={desk.scroll} tabIndex={0} role="region" aria-labelledby={id}>
        <table className={desk.table}>
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col">Period</th>
              {["Before", "After", "Difference", "Change"].map((word) => (
                <th key={word} scope="col" className={desk.number}>
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {moves.map((move) => (
              <Row key={`${move.series} ${move.period}`} move={move} dataset={dataset} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
