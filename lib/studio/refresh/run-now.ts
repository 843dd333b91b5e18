import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import type { Connector } from "@/lib/ingest/connector";
import { connectorOf } from "@/lib/ingest/find-connector";
import { isRunning } from "@/lib/ingest/run/lock";
import { type ConnectorState, readStates, standingOf } from "@/lib/ingest/schedule/connector-states";
import { lastSlot, nextSlot } from "@/lib/ingest/schedule/due";
import { workerLives } from "@/lib/jobs/presence";
import { enqueueRefresh } from "@/lib/jobs/queue";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { formatInstant } from "@/lib/kernel/format";

/** Why a connector that is off fetches nothing, and what would have to be done. */
function whyOff(connector: Connector, state: ConnectorState | undefined, because: string): string {
  if (state?.pausedAt) return `Nothing is fetched: ${connector.title} is ${because}. Resume it first.`;
  if (connector.offBecause === because)
    return `Nothing is fetched: ${connector.title} is off until an admin turns it on. ${because}`;
  return `Nothing is fetched: ${connector.title} is off, since ${because}. Set it where Halfpitch is started.`;
}

/** When a connector ran last by itself or by hand, where that was after its last slot: then it is not due. */
async function ranSince(db: Database, { slug, cadence }: Connector): Promise<string | null> {
  const slot = lastSlot(cadence, now()).toISOString();
  const [row] = await db.sql<{ at: string | null }[]>`
    select to_char(max(started_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from connector_run
    where connector = ${slug} and state in ('published', 'unchanged', 'held') and trigger <> 'replay'
      and started_at >= ${slot}::timestamptz`;
  return row?.at ?? null;
}

/**
 * Puts a run into the queue. Returns what to tell, also that nobody is there to take it up. Throws AppError unavailable
 * and conflict where nothing is going to be fetched, with the reason and what to do.
 */
export async function runNow(db: Database, by: string, slug: string): Promise<string> {
  const connector = connectorOf(slug);
  const { title, cadence } = connector;
  if (!env().HALFPITCH_CONTACT)
    throw new AppError(
      "unavailable",
      "Nothing is fetched: HALFPITCH_CONTACT is not set, so that sources could not reach you.",
    );
  const state = (await readStates(db.sql)).get(slug);
  const standing = standingOf(connector, state);
  if (!standing.on) throw new AppError("conflict", whyOff(connector, state, standing.because));
  if (await isRunning(db.sql, slug))
    throw new AppError("conflict", `Nothing more is fetched: ${title} is running already.`);
  await enqueueRefresh(db.sql, { connector: slug, trigger: "person", startedBy: by });
  if (!(await workerLives(db.sql)))
    return `Nothing is fetched yet: ${title} is in the queue, and no worker is running. The next npm run refresh fetches it, or a worker: npm run worker.`;
  const before = await ranSince(db, connector);
  const due = before
    ? ` It is not due: it ran at ${formatInstant(before)}, and by its schedule would run next at ${formatInstant(nextSlot(cadence, now()).toISOString())}.`
    : "";
  return `${title} runs as soon as a worker is free.${due}`;
}
