import type { Queryable } from "@/db/client";
import { z } from "zod";

/** Every kind of work that is done apart from a request, with what it is told. */
export const tasks = {
  tick: z.object({}),
  refresh: z.object({
    connector: z.string(),
    trigger: z.enum(["schedule", "person"]),
    startedBy: z.string(),
  }),
  replay: z.object({ run: z.number().int(), startedBy: z.string() }),
  "price-index": z.object({}),
  watch: z.object({}),
  "publish-draft": z.object({ draft: z.number().int() }),
  "publish-due": z.object({}),
  "forget-discarded": z.object({}),
  "forget-old": z.object({}),
  "seal-editions": z.object({}),
  deliver: z.object({}),
} as const;
export type TaskName = keyof typeof tasks;
export type TaskPayload<T extends TaskName> = z.infer<(typeof tasks)[T]>;

/** Work that is ordered again by itself: an order of it that died with its worker is made up for, and no dead letter. */
export const REPEATED: readonly TaskName[] = [
  "tick",
  "watch",
  "publish-due",
  "forget-discarded",
  "forget-old",
  "seal-editions",
  "deliver",
  "price-index",
];

/** What is done first of what waits, the lowest number before all: what follows from fetching comes after it. */
const PRIORITY: Partial<Record<TaskName, number>> = {
  "publish-due": -20,
  tick: -10,
  deliver: 10,
  "price-index": 20,
  watch: 30,
};

/**
 * Puts work into the queue. Work with the same key that is waiting is not doubled; work of one queue is done one after
 * the other, on however many machines.
 */
export async function enqueue<T extends TaskName>(
  sql: Queryable,
  task: T,
  payload: TaskPayload<T>,
  options: { key?: string; queue?: string; attempts?: number; runAt?: Date } = {},
): Promise<void> {
  await sql`
    select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::text::json, queue_name => ${options.queue ?? null},
      max_attempts => ${options.attempts ?? 1}, job_key => ${options.key ?? null}, run_at => ${options.runAt?.toISOString() ?? null}::timestamptz,
      job_key_mode => ${options.runAt ? "replace" : "preserve_run_at"}, priority => ${PRIORITY[task] ?? 0})`;
}

/** Asks for a run of a connector as soon as a worker is free. Failing runs are tried again, after ever longer pauses. */
export function enqueueRefresh(sql: Queryable, order: TaskPayload<"refresh">): Promise<void> {
  const { connector } = order;
  return enqueue(sql, "refresh", order, { key: `refresh:${connector}`, queue: `connector:${connector}`, attempts: 5 });
}

/** Asks for a run's payloads to be read again. */
export function enqueueReplay(sql: Queryable, connector: string, order: TaskPayload<"replay">): Promise<void> {
  return enqueue(sql, "replay", order, { key: `replay:${order.run}`, queue: `connector:${connector}`, attempts: 5 });
}

/** Work that was given up after its last attempt, also where that ended with its worker. */
export type DeadLetter = { task: string; key: string | null; attempts: number; since: string };

/** What the queue has given up, newest first. */
export async function deadLetters(sql: Queryable): Promise<DeadLetter[]> {
  return sql<DeadLetter[]>`
    select task_identifier as task, key, attempts, to_char(updated_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from graphile_worker.jobs where attempts >= max_attempts and locked_at is null
    order by updated_at desc limit 50`;
}
