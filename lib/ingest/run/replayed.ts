import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import type { RunOrder } from "./order";

/** Throws conflict where what a run read was removed since, being older than this installation keeps it. */
async function demandKept(sql: Queryable, run: number): Promise<void> {
  const [gone] = await sql<{ day: string; days: number }[]>`
    select to_char(p.at at time zone 'UTC', 'YYYY-MM-DD') as day, p.kept_days as days
    from run_payload r join payload_removal p on p.hash = r.hash
    where r.run_id = ${run} and p.at > (select max(fetched_at) from run_payload again where again.hash = r.hash)
    limit 1`;
  if (gone)
    throw new AppError(
      "conflict",
      `What run ${run} read was removed on ${gone.day}: payloads are kept for ${gone.days} days here. It cannot be read again.`,
    );
}

/** A run whose payloads can be read again, with its connector. Throws not_found, and conflict where it kept none. */
export async function replayedRun(
  sql: Queryable,
  run: number,
): Promise<{ connector: string; replayOf: NonNullable<RunOrder["replayOf"]> }> {
  const [row] = await sql<
    {
      connector: string;
      day: string;
      since: string | null;
      changeSetId: number | null;
      payloads: number;
      original: number | null;
    }[]
  >`
    select connector, observed_on as day, since, change_set_id::int as "changeSetId", replay_of::int as original,
      (select count(*)::int from run_payload where run_id = connector_run.id) as payloads
    from connector_run where id = ${run}`;
  if (!row) throw new AppError("not_found", `There is no run ${run}.`);
  if (row.original !== null) return replayedRun(sql, row.original);
  if (row.payloads === 0)
    throw new AppError("conflict", `Run ${run} kept no payloads: there is nothing to read again.`);
  await demandKept(sql, run);
  const { connector, day, since, changeSetId } = row;
  return { connector, replayOf: { run, day, since, changeSetId } };
}
