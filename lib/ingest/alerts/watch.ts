import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import type { Mail } from "@/lib/mail/send-mail";
import { databaseMoment } from "@/lib/store/moment";
import type { Connector } from "../connector";
import type { RunLog } from "../run/log";
import { readStates, standingOf } from "../schedule/connector-states";
import { type PastRun, type Trouble, troubleOf } from "./trouble";

/** How a mail leaves; null where this installation sends none. */
export type Post = ((mail: Mail) => Promise<void>) | null;

async function latestRuns(db: Database, connector: string): Promise<PastRun[]> {
  return db.sql<PastRun[]>`
    select state, to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt", seen, error,
      (select to_char(max(payload.first_seen), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from run_payload
        join payload on payload.hash = run_payload.hash where run_id = connector_run.id) as "newBytesAt",
      findings->'stale' as stale
    from connector_run where connector = ${connector} and trigger <> 'replay' order by started_at desc limit 5`;
}

async function adminAddresses(db: Database): Promise<string[]> {
  const rows = await db.sql<{ email: string }[]>`
    select distinct person.email from person join member on member.person_id = person.id
    where member.role = 'admin' and person.disabled_at is null order by person.email`;
  return rows.map((row) => row.email);
}

/** Notes a trouble that begins, or one of another kind. Returns whether it was none of that kind before. */
async function noteTrouble(db: Database, connector: string, { kind, words }: Trouble): Promise<boolean> {
  const begun = await db.sql`
    insert into connector_state as state (connector, trouble, trouble_kind, trouble_since)
    values (${connector}, ${words}, ${kind}, now())
    on conflict (connector) do update set trouble = excluded.trouble, trouble_kind = excluded.trouble_kind,
      trouble_since = now(), alerted_at = null
      where state.trouble is null or state.trouble_kind <> excluded.trouble_kind
    returning 1`;
  return begun.length > 0;
}

type Ended = { trouble: string; kind: string | null; since: string; alerted: string | null };

/** Notes the end of a trouble. Returns what it was, to the one watcher that ended it. */
async function noteEnd(db: Database, connector: string): Promise<Ended | null> {
  const [ended] = await db.sql<Ended[]>`
    update connector_state as state set trouble = null, trouble_kind = null, trouble_since = null, alerted_at = null
    from (select * from connector_state where connector = ${connector} for update) before
    where state.connector = before.connector and before.trouble is not null
    returning before.trouble, before.trouble_kind as kind, before.trouble_since::text as since, before.alerted_at::text as alerted`;
  return ended ?? null;
}

/** Takes the mail about a trouble upon itself: of several watchers one, and none where it has gone out. */
async function claimAlert(db: Database, connector: string): Promise<boolean> {
  const claimed = await db.sql`
    update connector_state set alerted_at = now()
    where connector = ${connector} and trouble is not null and alerted_at is null returning 1`;
  return claimed.length > 0;
}

/** Writes to every admin. Returns whether it reached any: if not, the next watch tries again. */
export async function mailAdmins(
  db: Database,
  post: NonNullable<Post>,
  mail: Omit<Mail, "to">,
  log: RunLog,
): Promise<boolean> {
  const admins = await adminAddresses(db);
  const sent = await Promise.allSettled(admins.map((to) => post({ ...mail, to })));
  const failed = sent.filter((one) => one.status === "rejected").length;
  if (failed > 0) log({ step: "mail", level: "error", words: `${failed} of ${admins.length} alerts did not go out` });
  return failed < admins.length || admins.length === 0;
}

function mailOf(connector: Connector, trouble: Trouble | null): Omit<Mail, "to"> {
  const where = `${env().HALFPITCH_URL}/studio/refresh/${connector.slug}`;
  if (!trouble)
    return { subject: `${connector.title} is back`, text: `${connector.title} refreshes again.\n\n${where}` };
  const standing = "Subscribers see the last good values, marked with their age.";
  const what = `${connector.title} is ${trouble.kind === "stale source" ? "a stale source" : trouble.kind}`;
  return { subject: what, text: `${what}.\n\n${trouble.words}\n\n${standing}\n${where}` };
}

async function tellTrouble(db: Database, connector: Connector, trouble: Trouble, post: Post, log: RunLog) {
  const begun = await noteTrouble(db, connector.slug, trouble);
  if (begun) log({ step: "trouble", connector: connector.slug, words: trouble.words });
  if (post && (await claimAlert(db, connector.slug)) && !(await mailAdmins(db, post, mailOf(connector, trouble), log)))
    await db.sql`update connector_state set alerted_at = null where connector = ${connector.slug}`;
  return begun;
}

async function tellEnd(db: Database, connector: Connector, on: boolean, post: Post, log: RunLog): Promise<boolean> {
  const ended = await noteEnd(db, connector.slug);
  if (!ended) return false;
  log({ step: "mended", connector: connector.slug, words: "" });
  // Who was paused is not back; whose trouble was never told need not be told its end.
  if (!on || !post || !ended.alerted || (await mailAdmins(db, post, mailOf(connector, null), log))) return true;
  await db.sql`
    update connector_state set trouble = ${ended.trouble}, trouble_kind = ${ended.kind}, trouble_since = ${ended.since}::timestamptz,
      alerted_at = ${ended.alerted}::timestamptz
    where connector = ${connector.slug} and trouble is null`;
  return true;
}

/**
 * Looks at every connector that should be running, and writes to the admins when one begins to fail or falls silent,
 * once, and again when it is mended; a mail that did not go out is tried again by the next watch. Returns how many
 * changes there were.
 */
export async function watchConnectors(
  db: Database,
  connectors: readonly Connector[],
  post: Post,
  log: RunLog,
): Promise<number> {
  const states = await readStates(db.sql);
  const moment = await databaseMoment(db.sql);
  let changes = 0;
  for (const connector of connectors) {
    const state = states.get(connector.slug);
    // Who is paused or turned off on purpose is in no trouble.
    const on = standingOf(connector, state).on;
    const trouble = on ? troubleOf(await latestRuns(db, connector.slug), connector, moment) : null;
    if (!trouble && !state?.trouble) continue;
    const changed = trouble
      ? await tellTrouble(db, connector, trouble, post, log)
      : await tellEnd(db, connector, on, post, log);
    if (changed) changes += 1;
  }
  return changes;
}
