import { createHash } from "node:crypto";
import type { Queryable } from "@/db/client";
import { datasetOf, findDataset } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { database } from "@/lib/store/database";
import type { SentFeed } from "@/lib/studio/feeds/read-feed";
import { type CalendarEntry, dueText, entryKindWord } from "./entry";
import { type PastEntry, readCalendar } from "./read-calendar";
import type { Refresh } from "./refreshes";
import { type IcsEvent, writeIcs } from "./write-ics";

const titleOf = (slug: string): string => findDataset(slug)?.title ?? slug;

const latestOf = (a: string, b: string): string => (a > b ? a : b);

function eventOf(entry: CalendarEntry & Partial<PastEntry>, site: string): IcsEvent {
  const { key, sequence, dueAt, zone, allDay, cancelled, plannedAt, dataset, outcome } = entry;
  const due = allDay ? `${dueText(entry)}, a day in ${zone}` : `${dueText(entry)} (${zone})`;
  const lines = [`${entryKindWord[entry.kind]}, due ${due}.`, entry.note ?? "", outcome ? `Outcome: ${outcome}.` : ""];
  return {
    uid: `${key}@${new URL(site).hostname}`,
    sequence,
    at: dueAt,
    zone,
    allDay,
    cancelled,
    summary: `${titleOf(dataset)}: ${entry.title}`,
    description: lines.filter(Boolean).join("\n"),
    url: `${site}/calendar#${key}`,
    category: titleOf(dataset),
    createdAt: plannedAt,
    // What became of it is news of its own: of the moment it came, or was found not to have come.
    changedAt: outcome === undefined ? entry.changedAt : latestOf(entry.changedAt, entry.arrivedAt ?? dueAt),
  };
}

/** The two coming slots of a source that is asked seldom, each under an identifier of its own. */
function refreshEvents({ connector, title, datasets, zone, last, next, afterNext }: Refresh, site: string): IcsEvent[] {
  return [next, afterNext].map((at) => ({
    uid: `refresh-${connector}-${at.slice(0, 10)}@${new URL(site).hostname}`,
    sequence: 0,
    at,
    zone,
    allDay: false,
    cancelled: false,
    summary: `${datasets.map(titleOf).join(", ")}: read anew from ${title}`,
    description: "By the schedule of the source. What it brings is published when it passes the checks.",
    url: `${site}/status`,
    category: titleOf(datasets[0] ?? ""),
    // Known since the slot before it, and the same until then whenever it is asked for.
    createdAt: last,
    changedAt: last,
  }));
}

/** The release calendar as an iCalendar object, of one dataset or of all: past entries too. Throws not_found. */
export async function calendarFeed(
  ask: { dataset?: string | undefined } = {},
  sql: Queryable = database().sql,
): Promise<SentFeed> {
  const site = env().HALFPITCH_URL;
  const { coming, past, refreshes } = await readCalendar(ask, sql);
  const entries = [
    ...past.toReversed().map((one) => eventOf(one, site)),
    ...coming.map((one) => eventOf(one, site)),
    ...refreshes.filter((one) => one.seldom).flatMap((one) => refreshEvents(one, site)),
  ];
  const name = `Halfpitch releases${ask.dataset === undefined ? "" : `: ${datasetOf(ask.dataset).title}`}`;
  const body = writeIcs(name, entries);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  // An outcome can come without a new version of its entry: only the tag tells states apart.
  return { body, type: "text/calendar; charset=utf-8", etag, lastModified: null };
}
