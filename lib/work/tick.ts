import type { Database, Queryable } from "@/db/client";
import { indexCadence } from "@/lib/indices/cadence";
import { INDEX } from "@/lib/indices/decide-indices";
import type { Connector } from "@/lib/ingest/connector";
import { connectors } from "@/lib/ingest/index";
import { readStates, standingOf } from "@/lib/ingest/schedule/connector-states";
import { dueConnectors, lastSlot } from "@/lib/ingest/schedule/due";
import { enqueueRefresh } from "@/lib/jobs/queue";
import { databaseMoment } from "@/lib/store/moment";

/** After how long an index run that did not end well is made again. */
const AGAIN_MINUTES = 15;

/** Whether a connector's slot has come and nobody has used it: a second order for it would fetch the same twice. */
export async function isDue(sql: Queryable, connector: Connector): Promise<boolean> {
  return (await dueConnectors(sql, [connector], await databaseMoment(sql))).length > 0;
}

/** Puts every connector that is on and due into the queue. Returns their names. */
export async function tick(db: Database): Promise<string[]> {
  const states = await readStates(db.sql);
  const on = connectors.filter((one) => standingOf(one, states.get(one.slug)).on);
  const due = await dueConnectors(db.sql, on, await databaseMoment(db.sql));
  for (const { slug } of due)
    await enqueueRefresh(db.sql, { connector: slug, trigger: "schedule", startedBy: "schedule" });
  return due.map((one) => one.slug);
}

/**
 * Whether the indices of the day that is over have still to be computed: no run has ended well since their last slot, and
 * none is under way or has failed a short while ago.
 */
export async function indexIsDue(sql: Queryable): Promise<boolean> {
  const moment = await databaseMoment(sql);
  const slot = lastSlot(indexCadence, moment).toISOString();
  const recently = new Date(moment.getTime() - AGAIN_MINUTES * 60_000).toISOString();
  const [row] = await sql<{ due: boolean }[]>`
    select not exists (
      select 1 from connector_run where connector = ${INDEX} and started_at >= ${slot}::timestamptz
        and (state in ('published', 'unchanged', 'held') or started_at > ${recently}::timestamptz)
    ) as due`;
  return row?.due ?? false;
}
