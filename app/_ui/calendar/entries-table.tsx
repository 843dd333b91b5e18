import Link from "next/link";
import { datasetOf } from "@/lib/datasets/registry";
import { formatInstant } from "@/lib/kernel/format";
import { type CalendarEntry, dueText, entryKindWord } from "@/lib/studio/calendar/entry";
import desk from "@/app/_ui/desk/desk.module.css";
import styles from "./calendar.module.css";

/** When an entry is due: in its own zone, and in UTC below. */
export function DueCell({ entry }: { entry: CalendarEntry }) {
  return (
    <td className={styles.due}>
      <span className={entry.cancelled ? styles.cancelled : undefined}>{dueText(entry)}</span>
      <span className={styles.utc}>{entry.zone}</span>
      {entry.allDay || entry.zone === "UTC" ? null : <span className={styles.utc}>{formatInstant(entry.dueAt)}</span>}
    </td>
  );
}

/** Entries of the calendar; with `outcome`, what became of them. */
export function EntriesTable<E extends CalendarEntry>(props: {
  label: string;
  entries: readonly E[];
  outcome?: (entry: E) => string;
}) {
  const { label, entries, outcome } = props;
  return (
    <div className={desk.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={desk.table}>
        <thead>
          <tr>
            <th scope="col">Due</th>
            <th scope="col">What</th>
            <th scope="col">Dataset</th>
            <th scope="col">Kind</th>
            <th scope="col">{outcome ? "Outcome" : "State"}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key} id={entry.key} className={styles.row}>
              <DueCell entry={entry} />
              <td className={desk.words}>
                {entry.title}
                {entry.note ? <span className={desk.below}>{entry.note}</span> : null}
              </td>
              <td>
                <Link href={`/data/${entry.dataset}`} prefetch={false}>
                  {datasetOf(entry.dataset).title}
                </Link>
              </td>
              <td>{entryKindWord[entry.kind]}</td>
              <td className={desk.words}>
                {outcome ? outcome(entry) : entry.cancelled ? "cancelled" : entry.sequence > 0 ? "moved" : "planned"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
