import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatDay, formatInstant } from "@/lib/kernel/format";
import { gradeWord } from "@/lib/provenance/grade";
import type { SourceDetail, StateLine } from "@/lib/studio/sources/read-source";
import { ListTable } from "./list-table";

function stateWords(line: StateLine): string {
  const words = [
    line.mergedInto ? `merged into ${line.mergedInto}` : null,
    line.archived ? "archived" : null,
    line.licence ? `licence: ${line.licence}` : null,
    line.reliability ? `reliability: ${line.reliability}` : null,
    line.grade ? `grade: ${gradeWord[line.grade]}` : null,
  ].filter((one) => one !== null);
  return words.length === 0 ? "stands as recorded" : words.join("; ");
}

/** What rests on a source, what was merged into it, and every decision about it. */
export function SourceUses({ detail }: { detail: SourceDetail }) {
  const { datasets, series, mergedHere, states } = detail;
  const number = (label: string) => ({ label, number: true as const });
  return (
    <>
      {mergedHere.length > 0 ? (
        <ListTable id="merged" title="Merged into it" columns={["Source", "Published"]} empty="">
          {mergedHere.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                <Link href={`/studio/sources/${one.key}`}>{one.title}</Link>
                <span className={styles.code}>{one.key}</span>
              </th>
              <td>{one.published ?? ""}</td>
            </tr>
          ))}
        </ListTable>
      ) : null}
      <ListTable
        id="datasets"
        title="What rests on it"
        columns={["Dataset", number("Series"), number("Values"), "Newest"]}
        empty="No number of your datasets rests on it."
      >
        {datasets.map((one) => (
          <tr key={one.dataset}>
            <th scope="row">
              <Link href={`/studio/${one.dataset}`}>{one.dataset}</Link>
            </th>
            <td className={styles.number}>{one.series.toLocaleString("en-US")}</td>
            <td className={styles.number}>{one.observations.toLocaleString("en-US")}</td>
            <td>{formatDay(one.newestAt)}</td>
          </tr>
        ))}
      </ListTable>
      {series.length > 0 ? (
        <ListTable id="series" title="Series" columns={["Series", number("Values"), "Newest"]} empty="">
          {series.map((one) => (
            <tr key={one.code}>
              <th scope="row" className={styles.series}>
                <Link href={`/series/${one.code}`}>{one.title}</Link>
                <span className={styles.code}>{one.code}</span>
              </th>
              <td className={styles.number}>{one.observations}</td>
              <td>{formatDay(one.newestAt)}</td>
            </tr>
          ))}
        </ListTable>
      ) : null}
      <ListTable
        id="history"
        title="Decisions"
        columns={["When", "Who", "From then on", "Reason"]}
        empty="Nobody has decided anything about it: it stands as recorded."
      >
        {states.map((one) => (
          <tr key={`${one.at} ${one.reason}`}>
            <td>{formatInstant(one.at)}</td>
            <td>{one.by}</td>
            <td className={styles.words}>{stateWords(one)}</td>
            <td className={styles.words}>{one.reason}</td>
          </tr>
        ))}
      </ListTable>
    </>
  );
}
