import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";
import { Client } from "pg";
import type { Database, Queryable } from "@/db/client";
import { REPEATED } from "./queue";

const REOPEN_MS = 1000;
/** A worker has shown itself well before this, counted from when it took its job. */
const USUAL_MS = 60_000;

/** That workers of this process live. Pass `events` to them; close it when they have stopped. */
export type Presence = { events: WorkerEvents; close: () => Promise<void> };

/**
 * Shows that workers live: each holds a lock on a connection of the process, which ends with it however it dies. A
 * connection that is cut off is opened again.
 */
export function showPresence(url: string): Presence {
  const workers = new Set<string>();
  let client: Client | null = null;
  let closed = false;
  const hold = (on: Client, worker: string) =>
    on.query("select pg_advisory_lock(hashtext('halfpitch.worker'), hashtext($1))", [worker]).catch(() => undefined);
  // One after the other: a connection does one thing at a time.
  let shown: Promise<unknown> = Promise.resolve();
  const show = (worker: string): void => {
    shown = shown.then(() => client && hold(client, worker));
  };
  const open = async (): Promise<void> => {
    for (; !closed; await pause(REOPEN_MS)) {
      const fresh = new Client({ connectionString: url, application_name: "halfpitch-presence" });
      let cut: () => void = () => undefined;
      const end = new Promise<void>((resolve) => (cut = resolve));
      fresh.on("error", cut).on("end", cut);
      if (
        !(await fresh.connect().then(
          () => true,
          () => false,
        ))
      )
        continue;
      // Closed while it was being opened: nobody else would end it.
      if (closed) return fresh.end().catch(() => undefined);
      client = fresh;
      for (const worker of workers) show(worker);
      await end;
      if (closed) return;
    }
  };
  const events: WorkerEvents = new EventEmitter();
  events.on("worker:create", ({ worker: { workerId } }) => {
    workers.add(workerId);
    show(workerId);
  });
  const opened = open();
  return {
    events,
    close: async () => {
      closed = true;
      await client?.end().catch(() => undefined);
      await opened;
    },
  };
}

/**
 * Frees the work that workers had taken which are gone, so that others take it up: the queue by itself would wait for
 * hours. Returns the workers.
 */
export async function releaseDead(db: Database, takenForMs = USUAL_MS): Promise<string[]> {
  return db.sql.begin(async (tx) => {
    const rows = await tx<{ worker: string }[]>`
      select distinct locked_by as worker from graphile_worker.jobs
      where locked_by is not null and locked_at <= clock_timestamp() - ${`${takenForMs} milliseconds`}::interval`;
    const dead: string[] = [];
    for (const { worker } of rows) {
      const [row] = await tx<{ got: boolean }[]>`
        select pg_try_advisory_xact_lock(hashtext('halfpitch.worker'), hashtext(${worker})) as got`;
      if (row?.got) dead.push(worker);
    }
    if (dead.length === 0) return dead;
    const spent = await tx<{ id: string }[]>`
      select id::text from graphile_worker.jobs
      where locked_by = any(${dead}) and attempts >= max_attempts and task_identifier = any(${[...REPEATED]})`;
    await tx`select graphile_worker.force_unlock_workers(${dead})`;
    if (spent.length > 0) await tx`select graphile_worker.complete_jobs(${spent.map((one) => one.id)}::bigint[])`;
    return dead;
  });
}

/** Whether any worker lives that could take up work. */
export async function workerLives(sql: Queryable): Promise<boolean> {
  const [row] = await sql<{ lives: boolean }[]>`
    select exists (
      select 1 from pg_locks
      where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
        and classid::bigint = (hashtext('halfpitch.worker')::bigint & 4294967295)
    ) as lives`;
  return row?.lives ?? false;
}
