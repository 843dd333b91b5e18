import Link from "next/link";
import { datasetOf } from "@/lib/datasets/registry";
import { formatDifference, formatInstant, formatRange, formatValue } from "@/lib/kernel/format";
import { statusWord } from "@/lib/kernel/status";
import type { RecordChange, RecordEntry, Statement } from "@/lib/store/rows";
import { changePeriod, entryAnchor, entryTitle, sourceWords } from "@/lib/studio/feeds/feed-words";
import desk from "@/app/_ui/desk/desk.module.css";
import { NumberText } from "@/app/_ui/number-text";
import styles from "./record.module.css";

const OPEN_UP_TO = 12;

type Figures = NonNullable<RecordChange["figures"]>;

function said(one: Statement, unit: string, decimals: number): string {
  if (one.status === "W") return "withdrawn";
  return one.value === null ? formatRange(one, unit, decimals) : formatValue(one.value, unit, decimals);
}

/** An actual is not marked, and a withdrawal is a word already. */
const statusOf = ({ status }: Statement) =>
  status === "A" || status === "W" ? undefined : { letter: status, word: statusWord[status] };

function FigureCells({ change, figures, dataset }: { change: RecordChange; figures: Figures; dataset: string }) {
  const { before, after, unit, measure } = figures;
  const decimals = datasetOf(dataset).measures[measure]?.decimals ?? 2;
  const difference = before.value === null || after.value === null ? null : after.value - before.value;
  return (
    <>
      <td className={desk.number}>
        <NumberText text={said(before, unit, decimals)} status={statusOf(before)} asOf={null} />
      </td>
      <td className={desk.number}>
        <NumberText
          text={said(after, unit, decimals)}
          status={statusOf(after)}
          trace={{ series: change.series, period: change.period }}
          asOf={null}
        />
      </td>
      <td className={desk.number}>{difference === null ? "" : formatDifference(difference, unit, decimals)}</td>
    </>
  );
}

function Row({ change, dataset, figured }: { change: RecordChange; dataset: string; figured: boolean }) {
  const { figures, source } = change;
  return (
    <tr>
      <th scope="row" className={styles.name}>
        {change.title}
      </th>
      <td>{changePeriod(change)}</td>
      {figures ? <FigureCells change={change} figures={figures} dataset={dataset} /> : null}
      <td className={desk.words}>
        {source?.cited?.url ? (
          <a href={source.cited.url} rel="noopener noreferrer">
            {sourceWords(change)}
          </a>
        ) : (
          sourceWords(change)
        )}
        {figured && figures?.note ? <span className={desk.below}>{figures.note}</span> : null}
      </td>
    </tr>
  );
}

function Changes({ entry }: { entry: RecordEntry }) {
  const { changes, count, dataset } = entry;
  const figured = changes.some((one) => one.figures !== null);
  const label = `${entryTitle(entry)}, ${formatInstant(entry.at)}`;
  return (
    <details open={count <= OPEN_UP_TO}>
      <summary>
        {count.toLocaleString("en-US")} {count === 1 ? "value" : "values"}
      </summary>
      <div className={desk.scroll} tabIndex={0} role="region" aria-label={label}>
        <table className={desk.table}>
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col">Period</th>
              {figured
                ? ["Before", "After", "Difference"].map((word) => (
                    <th key={word} scope="col" className={desk.number}>
                      {word}
                    </th>
                  ))
                : null}
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <Row key={`${change.series} ${change.period}`} change={change} dataset={dataset} figured={figured} />
            ))}
          </tbody>
        </table>
      </div>
      {count > changes.length ? (
        <p className={desk.muted}>{(count - changes.length).toLocaleString("en-US")} further values are not listed.</p>
      ) : null}
    </details>
  );
}

/** Publications of one part of the record, newest first, each with its reason and what it changed. */
export function RecordEntries({ entries }: { entries: readonly RecordEntry[] }) {
  return (
    <div className={styles.entries}>
      {entries.map((entry) => (
        <article key={entry.key} id={entryAnchor(entry)} className={styles.entry}>
          <h2>
            <Link href={`/data/${entry.dataset}${entry.version ? "#methodology" : ""}`} prefetch={false}>
              {entryTitle(entry)}
            </Link>
          </h2>
          <p className={styles.when}>
            {formatInstant(entry.at)}
            {entry.author ? `, by ${entry.authorKind === "connector" ? "connector " : ""}${entry.author}` : ""}
          </p>
          <p className={styles.words}>{entry.words}</p>
          {entry.count > 0 ? <Changes entry={entry} /> : null}
        </article>
      ))}
    </div>
  );
}
