import { CronExpressionParser } from "cron-parser";
import type { Queryable } from "@/db/client";
import { env } from "@/lib/env";
import type { Connector } from "../connector";
import type { Standing } from "./connector-states";

type Cadence = Connector["cadence"];

/** The last moment at which a cadence was to run, at or before `now`. */
export function lastSlot({ cron, timeZone }: Cadence, now: Date): Date {
  // The parser looks for a moment before the given one: a slot that is just now counts.
  const interval = CronExpressionParser.parse(cron, { tz: timeZone, currentDate: new Date(now.getTime() + 1000) });
  return interval.prev().toDate();
}

/** The next moment at which a cadence is to run, after `now`. */
export function nextSlot({ cron, timeZone }: Cadence, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: now }).next().toDate();
}

/** When a connector is fetched next by itself: never where it is off, or where nobody is named whom sources can reach. */
export function nextFetch(connector: Connector, standing: Standing, now: Date): Date | null {
  return standing.on && env().HALFPITCH_CONTACT ? nextSlot(connector.cadence, now) : null;
}

/**
 * The connectors whose last slot nobody has used: no run of the schedule or of a command began at or after it. A slot
 * that was missed while nothing ran is made up for once.
 */
export async function dueConnectors(sql: Queryable, all: readonly Connector[], now: Date): Promise<Connector[]> {
  const rows = await sql<{ connector: string; begun: string }[]>`
    select connector, max(started_at) as begun from connector_run
    where trigger in ('schedule', 'command', 'person') group by connector`;
  const begun = new Map(rows.map((row) => [row.connector, new Date(row.begun)]));
  return all.filter((connector) => {
    const last = begun.get(connector.slug);
    return !last || last < lastSlot(connector.cadence, now);
  });
}
