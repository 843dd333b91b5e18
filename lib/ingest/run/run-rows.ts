import type { Database, Queryable } from "@/db/client";
import type { Noted } from "../fetch/polite-ask";
import type { Hold } from "../gate/candidate";

export type Trigger = "schedule" | "person" | "command" | "replay";
export type RunState = "running" | "published" | "unchanged" | "held" | "failed" | "aborted";

/** Why a run is made, and by whom. */
export type Start = {
  connector: string;
  trigger: Trigger;
  startedBy: string;
  day: string;
  since: string | null;
  replayOf: number | null;
};

/** What a run comes to, as its row says. */
export type Ending = {
  state: Exclude<RunState, "running">;
  requests: number;
  bytes: number;
  seen: number;
  accepted: number;
  appended: number;
  held: number;
  rejected: number;
  passed: number;
  findings: Record<string, unknown>;
  error: string | null;
  changeSetId: number | null;
};

/** Opens a run. Call while holding the connector's lock: runs that are still open have died, and are closed as such. */
export async function openRun(db: Database, start: Start): Promise<number> {
  await db.sql`
    update connector_run set state = 'aborted', ended_at = now(), error = 'The process ended in the middle of the run.'
    where connector = ${start.connector} and state = 'running'`;
  const [row] = await db.sql<{ id: number }[]>`
    insert into connector_run (connector, trigger, started_by, observed_on, since, replay_of)
    values (${start.connector}, ${start.trigger}, ${start.startedBy}, ${start.day}, ${start.since}, ${start.replayOf})
    returning id::int`;
  if (!row) throw new Error("a run without an id");
  return row.id;
}

/** Notes a payload of a run in its place. */
export async function notePayload(db: Database, run: number, place: number, noted: Noted): Promise<void> {
  await db.sql`
    insert into run_payload (run_id, place, name, url, hash, fresh)
    values (${run}, ${place}, ${noted.name}, ${noted.url}, ${noted.hash}, ${noted.fresh})`;
}

/** Closes a run, once. */
export async function closeRun(sql: Queryable, run: number, ending: Ending): Promise<void> {
  const { state, requests, bytes, seen, accepted, appended, held, rejected, passed, error, changeSetId } = ending;
  await sql`
    update connector_run set state = ${state}, ended_at = clock_timestamp(), requests = ${requests}, bytes = ${bytes},
      seen = ${seen}, accepted = ${accepted}, appended = ${appended}, held = ${held}, rejected = ${rejected},
      passed = ${passed}, findings = ${JSON.stringify(ending.findings)}::text::jsonb, error = ${error}, change_set_id = ${changeSetId}
    where id = ${run} and state = 'running'`;
}

/**
 * Puts values aside for an analyst. The same proposal is held once, also when it comes again; a different one for the
 * same series and period takes the place of what was held. Returns how many are new.
 */
export async function holdValues(
  sql: Queryable,
  run: number,
  connector: string,
  holds: readonly Hold[],
): Promise<number> {
  const rows = holds.map(({ candidate: { series, proposal, standing }, rule, reason }) => ({
    series,
    dataset: proposal.dataset,
    period: proposal.period,
    value: proposal.value,
    standing: standing?.value ?? null,
    proposal,
    rule,
    reason,
  }));
  if (rows.length === 0) return 0;
  const given = JSON.stringify(rows);
  await sql`
    update held_item set state = 'superseded'
    from json_to_recordset(${given}::text::json) as p(series text, period date, proposal jsonb)
    where held_item.state = 'held' and held_item.series = p.series and held_item.period = p.period
      and held_item.proposal <> p.proposal`;
  const added = await sql`
    insert into held_item (run_id, connector, dataset, series, period, value, standing, proposal, rule, reason)
    select ${run}, ${connector}, p.dataset, p.series, p.period, p.value, p.standing, p.proposal, p.rule, p.reason
    from json_to_recordset(${given}::text::json) as p(dataset text, series text, period date, value float8, standing float8,
      proposal jsonb, rule text, reason text)
    on conflict do nothing`;
  return added.count;
}
