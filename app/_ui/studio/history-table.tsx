import Link from "next/link";
import desk from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import type { CellEvent, SeriesPlace } from "@/lib/studio/history/history";
import { cellPastHref } from "./draft-names";
import styles from "./history.module.css";
import { PastValue } from "./past-value";
import { eventWords, reasonOf } from "./past-words";
import { RestoreForm } from "./restore-form";

function Line({ event, place, restorable }: { event: CellEvent; place: SeriesPlace; restorable: boolean }) {
  const { at, by, why, note, knownAt, source, before, after, draft, step, stands, period } = event;
  const { unit, decimals, frequency, code } = place;
  return (
    <tr className={step?.undone ? styles.undone : undefined}>
      <td>
        {formatInstant(at)}
        {knownAt && formatInstant(knownAt) !== formatInstant(at) ? (
          <span className={desk.below}>known {formatInstant(knownAt)}</span>
        ) : null}
      </td>
      <td>
        <Link href={cellPastHref(code, period)} prefetch={false}>
          {periodLabel(period, frequency)}
        </Link>
      </td>
      <td className={desk.number}>
        <PastValue past={before} unit={unit} decimals={decimals} />
      </td>
      <td className={desk.number}>
        <PastValue past={after} unit={unit} decimals={decimals} />
      </td>
      <td>
        {draft ? (
          <Link href={`/studio/drafts/${draft.id}`} prefetch={false}>
            {eventWords(event)}
          </Link>
        ) : (
          eventWords(event)
        )}
        {stands ? <span className={`${desk.below} ${styles.stands}`}>stands</span> : null}
      </td>
      <td>{by}</td>
      <td className={desk.words}>
        {[reasonOf(event), why].filter(Boolean).join(": ")}
        {note ? <span className={desk.below}>{note}</span> : null}
      </td>
      <td className={desk.words}>
        {source ? (
          <Link href={`/studio/sources/${source.key}`} prefetch={false}>
            {source.title}
          </Link>
        ) : null}
      </td>
      <td>{restorable ? <RestoreForm series={code} event={event} /> : null}</td>
    </tr>
  );
}

/** What happened to a series or cell, one event a line. */
export function HistoryTable(props: { events: readonly CellEvent[]; place: SeriesPlace; restorable: boolean }) {
  const { events, place, restorable } = props;
  if (events.length === 0) return <p className={desk.muted}>Nothing has happened here yet.</p>;
  return (
    <div className={desk.scroll} tabIndex={0} role="region" aria-label="History">
      <table className={desk.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Period</th>
            <th scope="col" className={desk.number}>
              Before
            </th>
            <th scope="col" className={desk.number}>
              After
            </th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">Why</th>
            <th scope="col">Source</th>
            <th scope="col">
              <span className="sr-only">Restore</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <Line key={event.key} event={event} place={place} restorable={restorable} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
