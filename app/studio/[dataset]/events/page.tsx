import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { EventForm, type EventStart } from "@/app/_ui/catalogue/event-form";
import { EventTable } from "@/app/_ui/catalogue/event-table";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { ListTable } from "@/app/_ui/catalogue/list-table";
import styles from "@/app/_ui/desk/desk.module.css";
import { PageHeader } from "@/app/_ui/page-header";
import { datasetOf } from "@/lib/datasets/registry";
import { type EventList, listEvents } from "@/lib/studio/events/list-events";

export const metadata: Metadata = { title: "Events" };

const FRESH: EventStart = {
  key: null,
  shown: null,
  occurredOn: "",
  kind: "",
  title: "",
  subjects: [],
  source: "",
  note: null,
};

/** What the form starts from: the viewer's own proposal, else what stands, else nothing. */
function startOf({ events, waiting }: EventList, key: string | undefined): EventStart {
  const own = waiting.find((one) => one.mine && one.event.key === key)?.event;
  const standing = events.find((one) => one.key === key);
  const found = own ?? standing;
  return found ? { ...found, note: found.note ?? null, shown: standing?.knownAt ?? null } : FRESH;
}

function Waiting({ waiting }: { waiting: EventList["waiting"] }) {
  if (waiting.length === 0) return null;
  return (
    <ListTable id="waiting" title="In drafts" columns={["When", "Event", "Draft", "Change"]} empty="">
      {waiting.map(({ draft, author, state, mine, event }) => (
        <tr key={`${draft} ${event.key}`}>
          <td>{event.occurredOn}</td>
          <th scope="row" className={styles.series}>
            {event.title}
            {event.withdrawn ? <span className={styles.warn}> to be withdrawn</span> : null}
          </th>
          <td>
            <Link href={`/studio/drafts/${draft}`}>{`Draft ${draft}`}</Link> of {author}, {state}
          </td>
          <td>{mine ? <Link href={`/studio/${event.dataset}/events?edit=${event.key}#edit`}>Change</Link> : null}</td>
        </tr>
      ))}
    </ListTable>
  );
}

export default async function EventsPage({ params, searchParams }: PageProps<"/studio/[dataset]/events">) {
  await connection();
  const { dataset: slug } = await params;
  const { edit } = await searchParams;
  const viewer = await requireViewer();
  const list = await orForbidden(orNotFound(listEvents(viewer, slug)));
  if ("forbidden" in list) return <ForAnalysts words={list.forbidden} />;
  const start = startOf(list, typeof edit === "string" ? edit : undefined);
  const { title } = datasetOf(slug);
  const count = list.events.filter((one) => !one.withdrawn).length;
  return (
    <>
      <PageHeader
        title={`${title}: ${count} ${count === 1 ? "event" : "events"}`}
        subtitle="Pins on charts"
        asOf={null}
      >
        <p>
          <Link href={`/studio/${slug}`}>Grid</Link> <Link href={`/studio/${slug}/settings`}>Settings</Link>{" "}
          <Link href={`/data/${slug}`}>What readers see</Link>
        </p>
      </PageHeader>
      <section className={styles.section} aria-labelledby="edit">
        <h2 id="edit">{start.key ? "Change an event" : "Add an event"}</h2>
        <EventForm key={start.key ?? "new"} dataset={slug} start={start} kinds={list.kinds} />
        {start.key ? <Link href={`/studio/${slug}/events`}>Add another one instead</Link> : null}
      </section>
      <Waiting waiting={list.waiting} />
      <EventTable dataset={slug} list={list} />
    </>
  );
}
