import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { ProposedEvent } from "@/lib/datasets/proposal";
import { database } from "@/lib/store/database";
import type { EventPin } from "@/lib/store/rows";

/** An event as it stands, also where it is withdrawn. */
export type EventLine = EventPin & { withdrawn: boolean };
/** An event that waits in a draft of the viewer's organisation; `mine` where it is the viewer's own open one. */
export type WaitingEvent = { draft: number; author: string; state: string; mine: boolean; event: ProposedEvent };
export type EventList = { events: EventLine[]; waiting: WaitingEvent[]; kinds: string[] };

/** A dataset's events, newest first, withdrawn ones last, and what waits about them. Throws forbidden and not_found. */
export async function listEvents(viewer: Viewer, dataset: string, db: Database = database()): Promise<EventList> {
  demandStudioReader(viewer, dataset);
  const events = await db.sql<EventLine[]>`
    select * from (
      select distinct on (event.key) event.key, event.dataset, event.occurred_on as "occurredOn", event.kind, event.title,
        event.subjects, event.withdrawn, source.key as source, event.note,
        to_char(event.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt"
      from event join standing_source source on source.id = event.source_id
      where event.dataset = ${dataset}
      order by event.key, event.known_at desc, event.recorded_at desc
    ) newest order by withdrawn, "occurredOn" desc, key`;
  const waiting = await db.sql<(Omit<WaitingEvent, "event"> & { proposal: unknown })[]>`
    select d.id::int as draft, person.name as author, d.state, i.proposal,
      d.state = 'draft' and d.author_id = ${viewer.personId} as mine
    from draft_item i join draft d on d.id = i.draft_id join person on person.id = d.author_id
    where d.dataset = ${dataset} and d.organisation_id = ${viewer.organisationId} and i.kind = 'event'
      and d.state in ('draft', 'in review', 'approved', 'scheduled')
    order by d.id desc, i.key`;
  return {
    events: [...events],
    waiting: waiting.map(({ proposal, ...one }) => ({ ...one, event: ProposedEvent.parse(proposal) })),
    kinds: [...new Set(events.map((one) => one.kind))].toSorted(),
  };
}
