import type { Database } from "@/db/client";
import { connectors } from "@/lib/ingest/index";
import { readStates, standingOf } from "@/lib/ingest/schedule/connector-states";
import { dueConnectors } from "@/lib/ingest/schedule/due";
import { databaseMoment } from "@/lib/store/moment";
import { enqueueRefresh } from "./queue";

/** Puts every connector that is on and due into the queue. Returns their names. */
export async function tick(db: Database): Promise<string[]> {
  const states = await readStates(db.sql);
  const on = connectors.filter((one) => standingOf(one, states.get(one.slug)).on);
  const due = await dueConnectors(db.sql, on, await databaseMoment(db.sql));
  for (const { slug } of due)
    await enqueueRefresh(db.sql, { connector: slug, trigger: "schedule", startedBy: "schedule" });
  return due.map((one) => one.slug);
}
