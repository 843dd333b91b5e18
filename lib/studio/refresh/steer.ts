import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import { demandRole } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { recordAudit } from "@/lib/audit/record";
import { connectorOf } from "@/lib/ingest/find-connector";
import { replayedRun } from "@/lib/ingest/run/replayed";
import { enqueueReplay } from "@/lib/jobs/queue";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandConnector, isOpenConnector } from "./open-connectors";
import { runNow } from "./run-now";

export const Steering = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("run"), connector: z.string() }),
  z.strictObject({
    what: z.literal("pause"),
    connector: z.string(),
    reason: z.string().trim().min(3, "say why, in a few words").max(300),
  }),
  z.strictObject({ what: z.literal("resume"), connector: z.string() }),
  z.strictObject({ what: z.literal("turn-on"), connector: z.string() }),
  z.strictObject({ what: z.literal("turn-off"), connector: z.string() }),
  z.strictObject({ what: z.literal("replay"), run: z.number().int().positive() }),
]);
export type Steering = z.infer<typeof Steering>;

async function setPause(db: Database, slug: string, by: string | null, reason: string | null): Promise<string> {
  const connector = connectorOf(slug);
  await db.sql`
    insert into connector_state (connector, paused_at, paused_by, pause_reason)
    values (${slug}, case when ${by}::text is null then null else now() end, ${by}, ${reason})
    on conflict (connector) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by,
      pause_reason = excluded.pause_reason`;
  return by === null ? `${connector.title} runs by its schedule again.` : `${connector.title} is paused.`;
}

async function turn(db: Database, slug: string, on: boolean): Promise<string> {
  const connector = connectorOf(slug);
  if (connector.offBecause === undefined)
    throw new AppError("conflict", `${connector.title} is on unless it is paused.`);
  await db.sql`
    insert into connector_state (connector, turned_on) values (${slug}, ${on})
    on conflict (connector) do update set turned_on = excluded.turned_on`;
  return `${connector.title} is turned ${on ? "on" : "off"}.`;
}

async function carryOut(db: Database, viewer: Viewer, order: Steering): Promise<string> {
  switch (order.what) {
    case "run":
      return runNow(db, viewer.name, order.connector);
    case "pause":
      return setPause(db, order.connector, viewer.name, order.reason);
    case "resume":
      return setPause(db, order.connector, null, null);
    case "turn-on":
    case "turn-off":
      // A source whose terms are open is an admin's decision.
      demandRole(viewer, "admin");
      return turn(db, order.connector, order.what === "turn-on");
    case "replay": {
      const { connector } = await replayedRun(db.sql, order.run);
      await enqueueReplay(db.sql, connector, { run: order.run, startedBy: viewer.name });
      return `The payloads of run ${order.run} are read again as soon as a worker is free.`;
    }
  }
}

/** A run that is somebody else's is not there. */
async function demandReplay(db: Database, viewer: Viewer, run: number): Promise<void> {
  const { connector } = await replayedRun(db.sql, run);
  if (!isOpenConnector(viewer, connector)) throw new AppError("not_found", `There is no run ${run}.`);
}

/** Runs, pauses, resumes, turns on or off a connector, or reads a run again. Returns what to tell. Throws forbidden. */
export async function steer(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandAnalyst(viewer);
  const order = Steering.parse(given);
  if (order.what === "replay") await demandReplay(db, viewer, order.run);
  else demandConnector(viewer, order.connector);
  const said = await carryOut(db, viewer, order);
  const subject = order.what === "replay" ? String(order.run) : order.connector;
  await recordAudit(db.orm, { by: viewer, action: `connector.${order.what}`, subject });
  return said;
}
