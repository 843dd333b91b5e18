import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import type { RunOrder } from "./order";

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
  const { connector, day, since, changeSetId } = row;
  return { connector, replayOf: { run, day, since, changeSetId } };
}
