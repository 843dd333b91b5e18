import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatDay } from "@/lib/kernel/format";
import { gradeWord } from "@/lib/provenance/grade";
import type { SourceLine } from "@/lib/studio/sources/list-sources";

export const sourceColumns = [
  "Source",
  "Publisher",
  "Published",
  "Kind",
  { label: "Values", number: true },
  { label: "Facts", number: true },
  "Newest use",
  "Grade",
  "Reliability",
  "Licence",
] as const;

/** One source of the list, with what rests on it. */
export function SourceRow({ line }: { line: SourceLine }) {
  const { key, title, publisher, url, published, kind, licence, reliability, archived, mergedInto } = line;
  return (
    <tr>
      <th scope="row" className={styles.series}>
        <Link href={`/studio/sources/${key}`} prefetch={false}>
          {title}
        </Link>
        {archived ? <span className={styles.warn}> archived</span> : null}
        {url === null ? <span className={styles.muted}> no address</span> : null}
        {mergedInto ? <span className={styles.below}>shown as {mergedInto}</span> : null}
        <span className={styles.code}>{key}</span>
      </th>
      <td className={styles.words}>{publisher}</td>
      <td>{published ?? <span className={styles.muted}>no date</span>}</td>
      <td>{kind}</td>
      <td className={styles.number}>{line.observations.toLocaleString("en-US")}</td>
      <td className={styles.number}>{line.facts || ""}</td>
      <td>{line.newestAt ? formatDay(line.newestAt) : <span className={styles.muted}>never</span>}</td>
      <td title={line.gradeWhy}>{gradeWord[line.grade]}</td>
      <td>{reliability ?? ""}</td>
      <td className={styles.words}>{licence ?? ""}</td>
    </tr>
  );
}
