import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { now } from "@/lib/kernel/clock";
import type { Mail } from "@/lib/mail/send-mail";
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
        join payload on payload.hash = run_payload.hash where run_id = connector_run.id) as "newBytesAt"
    from connector_run where connector = ${connector} and trigger <> 'replay' order by started_at desc limit 5`;
}

async function adminAddresses(db: Database): Promise<string[]> {
  const rows = await db.sql<{ email: string }[]>`
    select distinct person.email from person join member on member.person_id = person.id
    where member.role = 'admin' and person.disabled_at is null order by person.email`;
  return rows.map((row) => row.email);
}

/** Notes a trouble or its end, once: of several watchers the one that changed the row mails. */
async function noteChange(db: Database, connector: string, trouble: Trouble | null): Promise<boolean> {
  if (!trouble) {
    const ended = await db.sql`
      update connector_state set trouble = null, trouble_since = null, alerted_at = null
      where connector = ${connector} and trouble is not null returning 1`;
    return ended.length > 0;
  }
  const begun = await db.sql`
    insert into connector_state as state (connector, trouble, trouble_since) values (${connector}, ${trouble.words}, now())
    on conflict (connector) do update set trouble = excluded.trouble, trouble_since = now()
      where state.trouble is null
    returning 1`;
  return begun.length > 0;
}

function mailOf(connector: Connector, trouble: Trouble | null): Omit<Mail, "to"> {
  const where = `${env().HALFPITCH_URL}/studio/refresh/${connector.slug}`;
  if (!trouble)
    return { subject: `${connector.title} is back`, text: `${connector.title} refreshes again.\n\n${where}` };
  const standing = "Subscribers see the last good values, marked with their age.";
  return {
    subject: `${connector.title} is ${trouble.kind}`,
    text: `${connector.title} is ${trouble.kind}.\n\n${trouble.words}\n\n${standing}\n${where}`,
  };
}

/**
 * Looks at every connector that should be running, and writes to the admins when one begins to fail or falls silent,
 * once, and again when it is mended. Returns how many changes there were.
 */
export async function watchConnectors(
  db: Database,
  connectors: readonly Connector[],
  post: Post,
  log: RunLog,
): Promise<number> {
  const states = await readStates(db.sql);
  let changes = 0;
  for (const connector of connectors) {
    const state = states.get(connector.slug);
    // Who is paused or turned off on purpose is in no trouble.
    const on = standingOf(connector, state).on;
    const trouble = on ? troubleOf(await latestRuns(db, connector.slug), connector.freshWithinHours, now()) : null;
    if (!trouble && !state?.trouble) continue;
    if (!(await noteChange(db, connector.slug, trouble))) continue;
    changes += 1;
    log({ step: trouble ? "trouble" : "mended", connector: connector.slug, words: trouble?.words ?? "" });
    if (!on || !post) continue;
    const mail = mailOf(connector, trouble);
    for (const to of await adminAddresses(db)) {
      await post({ ...mail, to });
      await db.sql`update connector_state set alerted_at = now() where connector = ${connector.slug}`;
    }
  }
  return changes;
}
