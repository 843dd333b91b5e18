import type { Queryable } from "@/db/client";
import { datasetOf, datasets } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { now } from "@/lib/kernel/clock";
import { endOfDay } from "@/lib/access/reader-ways";
import { LATEST } from "@/lib/store/as-of";
import { database } from "@/lib/store/database";
import type { CalendarEntry } from "./entry";
import { outcomeText } from "./outcome";
import { readArrivals, readEntries } from "./read-entries";
import { readRefreshes, type Refresh } from "./refreshes";

export type PastEntry = CalendarEntry & { outcome: string; arrivedAt: string | null };
/** What readers can expect, what became of what they were told to expect, and when sources are asked by themselves. */
export type Calendar = { coming: CalendarEntry[]; past: PastEntry[]; refreshes: Refresh[] };

const MOST = 500;
const [BEGINNING, END] = ["2000-01-01T00:00:00Z", "2200-01-01T00:00:00Z"];
const DAY_MS = 86_400_000;

const isPast = ({ dueAt, allDay }: CalendarEntry, at: Date): boolean =>
  Date.parse(dueAt) + (allDay ? DAY_MS : 0) <= at.getTime();

/**
 * The release calendar, of one dataset or of all: it is public, like the feeds. It tells what analysts announced and
 * what schedules say, and nothing of drafts, however near their publication is. As of a past day it is what stood at
 * the end of that day; when sources are asked is told of today alone. Throws not_found.
 */
export async function readCalendar(
  ask: { dataset?: string | undefined; asOf?: string | null } = {},
  sql: Queryable = database().sql,
  present: Date = now(),
): Promise<Calendar> {
  const end = ask.asOf ? endOfDay(ask.asOf) : present;
  const past = end < present;
  const at = past ? end : present;
  const asOf = past ? at.toISOString() : LATEST;
  const asked = ask.dataset === undefined ? datasets().map((one) => one.slug) : [datasetOf(ask.dataset).slug];
  const entries = await readEntries(sql, { datasets: asked, from: BEGINNING, to: END, limit: 5000, asOf });
  const due = entries
    .filter((one) => isPast(one, at))
    .slice(-MOST)
    .toReversed();
  const arrivals = await readArrivals(sql, due, asOf);
  // Without a contact nothing is fetched, whatever the schedules say.
  const refreshes = env().HALFPITCH_CONTACT && !past ? await readRefreshes(sql, at) : [];
  return {
    coming: entries.filter((one) => !isPast(one, at)).slice(0, MOST),
    past: due.map((one) => {
      const arrivedAt = arrivals.get(one.key) ?? null;
      return { ...one, arrivedAt, outcome: outcomeText(one, arrivedAt) };
    }),
    refreshes: refreshes.filter((one) => one.datasets.some((dataset) => asked.includes(dataset))),
  };
}
