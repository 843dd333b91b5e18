import Link from "next/link";
import { withdrawEventOf } from "@/app/studio/[dataset]/events/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import type { EventLine, EventList } from "@/lib/studio/events/list-events";
import { ListTable } from "./list-table";

function EventRow({ dataset, event, waits }: { dataset: string; event: EventLine; waits: number | null }) {
  return (
    <tr>
      <td>{event.occurredOn}</td>
      <th scope="row" className={styles.series}>
        {event.title}
        {event.withdrawn ? <span className={styles.warn}> withdrawn</span> : null}
        {waits === null ? null : (
          <span className={styles.below}>
            changed in <Link href={`/studio/drafts/${waits}`}>{`draft ${waits}`}</Link>
          </span>
        )}
        <span className={styles.code}>{event.key}</span>
      </th>
      <td>{event.kind}</td>
      <td className={styles.words}>{event.subjects.join(", ")}</td>
      <td>
        <Link href={`/studio/sources/${event.source}`} prefetch={false}>
          {event.source}
        </Link>
      </td>
      <td>
        <Link href={`/studio/${dataset}/events?edit=${event.key}#edit`} prefetch={false}>
          {event.withdrawn ? "Bring back" : "Change"}
        </Link>
      </td>
      <td>
        {event.withdrawn ? null : (
          <ActionForm action={withdrawEventOf} className={styles.inRow} label={`Withdraw ${event.title}`}>
            <input type="hidden" name="dataset" value={dataset} />
            <input type="hidden" name="key" value={event.key} />
            <ActionButton>Withdraw</ActionButton>
          </ActionForm>
        )}
      </td>
    </tr>
  );
}

/** The events of a dataset, each with the means to change or withdraw it through a draft. */
export function EventTable({ dataset, list }: { dataset: string; list: EventList }) {
  const waits = new Map(list.waiting.map((one) => [one.event.key, one.draft]));
  return (
    <ListTable
      id="events"
      title="Published"
      columns={["When", "Event", "Kind", "About", "Source", "Change", "Withdraw"]}
      empty="No event of this dataset is known."
    >
      {list.events.map((event) => (
        <EventRow key={event.key} dataset={dataset} event={event} waits={waits.get(event.key) ?? null} />
      ))}
    </ListTable>
  );
}
