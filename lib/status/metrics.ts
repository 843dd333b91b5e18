import { Gauge, Registry } from "prom-client";
import type { Database } from "@/db/client";
import { connectors } from "@/lib/ingest/index";
import { deadLetters } from "@/lib/jobs/queue";
import { database } from "@/lib/store/database";
import { readBacklogs } from "@/lib/store/publications/backlog";

type Row = {
  connector: string;
  started: number;
  well: number | null;
  state: string;
  seen: number;
  accepted: number;
  held: number;
  rejected: number;
  bytes: number;
};

/** The figures of the refresh as Prometheus reads them: by connector, nothing about people. */
export async function metricsText(db: Database = database()): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `halfpitch_${name}`, help, labelNames, registers: [registry] });
  const lastRun = gauge("connector_last_run_seconds", "When the last run began, unix time", ["connector"]);
  const lastWell = gauge("connector_last_success_seconds", "When the last run began that ended well, unix time", [
    "connector",
  ]);
  const failing = gauge("connector_failing", "1 where the last run failed or was aborted", ["connector"]);
  const stale = gauge("connector_stale", "1 where nobody writes the source any more", ["connector"]);
  const records = gauge("connector_last_run_records", "Records of the last run, by what became of them", [
    "connector",
    "kind",
  ]);
  const bytes = gauge("connector_last_run_bytes", "Bytes taken by the last run", ["connector"]);
  const held = gauge("held_values", "Values that wait for an analyst", ["dataset"]);
  const release = gauge("dataset_release", "Number of the newest release", ["dataset"]);
  const queue = gauge("jobs_waiting", "Jobs in the queue, by task", ["task"]);
  const dead = gauge("jobs_given_up", "Jobs that were given up after their last attempt");
  const rows = await db.sql<Row[]>`
    select distinct on (connector) connector, extract(epoch from started_at)::float8 as started, state, seen, accepted, held,
      rejected, bytes::float8 as bytes,
      (select extract(epoch from max(started_at))::float8 from connector_run well where well.connector = connector_run.connector
        and well.state in ('published', 'unchanged', 'held')) as well
    from connector_run order by connector, id desc`;
  for (const row of rows) {
    const { connector } = row;
    lastRun.set({ connector }, row.started);
    if (row.well !== null) lastWell.set({ connector }, row.well);
    failing.set({ connector }, row.state === "failed" || row.state === "aborted" ? 1 : 0);
    bytes.set({ connector }, row.bytes);
    for (const kind of ["seen", "accepted", "held", "rejected"] as const) records.set({ connector, kind }, row[kind]);
  }
  for (const { connector } of await db.sql<{ connector: string }[]>`
    select connector from connector_state where trouble_kind = 'stale source'`)
    stale.set({ connector }, 1);
  gauge("connectors", "How many connectors there are").set(connectors.length);
  for (const { dataset, count } of await db.sql<{ dataset: string; count: number }[]>`
    select dataset, count(*)::int as count from held_item where state = 'held' group by dataset`)
    held.set({ dataset }, count);
  for (const { dataset, number } of await db.sql<{ dataset: string; number: number }[]>`
    select dataset, max(number)::int as number from release group by dataset`)
    release.set({ dataset }, number);
  for (const { task, count } of await db.sql<{ task: string; count: number }[]>`
    select task_identifier as task, count(*)::int as count from graphile_worker.jobs group by task_identifier`)
    queue.set({ task }, count);
  dead.set((await deadLetters(db.sql)).length);
  const undelivered = gauge("published_undelivered", "Publications that a subscriber has still to get", ["subscriber"]);
  const tries = gauge("delivery_failures", "How often in a row the next delivery has failed", ["subscriber"]);
  for (const one of await readBacklogs(db.sql)) {
    undelivered.set({ subscriber: one.subscriber }, one.waiting);
    tries.set({ subscriber: one.subscriber }, one.tries);
  }
  return registry.metrics();
}
