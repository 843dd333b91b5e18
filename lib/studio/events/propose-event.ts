import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { datasetOf } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import { Slug, slugOf } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { readAllNames } from "@/lib/store/entity-names";
import type { Draft } from "../drafts/draft";
import { putItem } from "../drafts/items";
import { openDraft } from "../drafts/open-draft";
import { nameNeededSource, namesSource } from "../sources/name-source";
import { type EventLine, listEvents } from "./list-events";
import { subjectsOf } from "./subjects";

/** A day, a month or a year that there is. */
const Occurred = z
  .string()
  .trim()
  .refine(
    (text) => Day.safeParse(`${text}-01-01`.slice(0, 10)).success && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text),
    "A date is written YYYY, YYYY-MM or YYYY-MM-DD",
  );

export const EventEdit = z.strictObject({
  dataset: Slug,
  /** Left out for a new one, whose key is made of its title and date. */
  key: Slug.optional(),
  occurredOn: Occurred,
  kind: z.string().trim().toLowerCase().min(1, "Say what kind of event it is").max(60),
  title: z.string().trim().min(1, "Give it a title").max(300),
  subjects: z.array(z.string().trim().min(1)).max(20).default([]),
  /** When what the form showed became known: another state by now means that somebody was faster. */
  shown: z.string().max(40).optional(),
  ...namesSource,
  note: z.string().trim().max(1000).optional(),
});
export type EventEdit = z.input<typeof EventEdit>;

async function refuseTaken(db: Database, key: string): Promise<void> {
  const [taken] = await db.sql<{ title: string; dataset: string }[]>`
    select title, dataset from event where key = ${key} limit 1`;
  if (taken)
    throw new AppError(
      "conflict",
      `“${taken.title}” of that day stands already, in ${taken.dataset}. Change that one.`,
    );
}

async function eventOf(viewer: Viewer, dataset: string, key: string, db: Database): Promise<EventLine> {
  const { events, waiting } = await listEvents(viewer, dataset, db);
  const own = waiting.find((one) => one.mine && one.event.key === key)?.event;
  const found = events.find((one) => one.key === key);
  if (found) return found;
  if (own) return { ...own, knownAt: "", note: own.note ?? null };
  throw new AppError("not_found", `There is no event called “${key}”.`);
}

/**
 * Puts a new or changed event into the viewer's draft of its dataset; a withdrawn one that is changed stands again.
 * It is pinned to charts once that draft is reviewed and published. Throws forbidden, invalid, not_found, conflict.
 */
export async function proposeEvent(viewer: Viewer, given: EventEdit, db: Database = database()): Promise<Draft> {
  const { dataset: slug, source, newSource, note, ...edit } = EventEdit.parse(given);
  demandAnalyst(viewer, slug);
  const standing = edit.key === undefined ? null : await eventOf(viewer, slug, edit.key, db);
  const key = standing?.key ?? `${slugOf(edit.title).slice(0, 60).replace(/-$/, "")}-${edit.occurredOn}`;
  if (!standing) await refuseTaken(db, key);
  else if (edit.shown !== undefined && edit.shown !== standing.knownAt)
    throw new AppError(
      "conflict",
      `“${standing.title}” was changed by somebody else since you opened it. Nothing was changed; load the page again and look.`,
    );
  const dataset = datasetOf(slug);
  const subjects = subjectsOf(dataset, edit.subjects, await readAllNames(db.sql), standing?.subjects);
  const draft = (await openDraft(viewer, { dataset: slug }, db)).id;
  const { occurredOn, kind, title } = edit;
  const named = await nameNeededSource(viewer, { draft, source, newSource }, db);
  const proposal = { key, dataset: slug, occurredOn, kind, title, subjects, source: named, ...(note ? { note } : {}) };
  return putItem(viewer, { draft, kind: "event", proposal }, db);
}

export const EventWithdrawal = z.strictObject({ dataset: Slug, key: Slug });

/**
 * Puts into the viewer's draft that an event is withdrawn: once published, later reads have no such pin, and earlier
 * as-of reads keep it. Throws forbidden, not_found and conflict.
 */
export async function proposeEventWithdrawal(
  viewer: Viewer,
  given: z.input<typeof EventWithdrawal>,
  db: Database = database(),
): Promise<Draft> {
  const { dataset, key } = EventWithdrawal.parse(given);
  demandAnalyst(viewer, dataset);
  const { events } = await listEvents(viewer, dataset, db);
  const standing = events.find((one) => one.key === key);
  if (!standing) throw new AppError("not_found", `There is no published event called “${key}”.`);
  if (standing.withdrawn) throw new AppError("conflict", `“${standing.title}” is withdrawn already.`);
  const { knownAt: _, note, ...event } = standing;
  const draft = (await openDraft(viewer, { dataset }, db)).id;
  const proposal = { ...event, withdrawn: true, ...(note ? { note } : {}) };
  return putItem(viewer, { draft, kind: "event", proposal }, db);
}
