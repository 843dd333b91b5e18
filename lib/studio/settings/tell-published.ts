import type { Database, Queryable } from "@/db/client";
import { findDataset } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/jobs/queue";
import { readDatasetSettings } from "./dataset-settings";

type Send = (mail: { to: string; subject: string; text: string }) => Promise<void>;

/** Sees to it that those are told of a publication who are to be, in the same transaction as it. */
export async function planToTell(tx: Queryable, draft: { id: number; dataset: string }): Promise<void> {
  const { told } = await readDatasetSettings(tx, draft.dataset);
  if (told.length > 0)
    await enqueue(tx, "tell-published", { draft: draft.id }, { key: `tell-published:${draft.id}`, attempts: 5 });
}

/** Who is to be told now: still with an account, and of an organisation that has the dataset. */
async function readAddresses(db: Database, dataset: string, told: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ email: string }[]>`
    select distinct person.email from person
    join member on member.person_id = person.id and member.role in ('analyst', 'admin')
    join entitlement on entitlement.organisation_id = member.organisation_id and entitlement.dataset in ('*', ${dataset})
    where person.id = any(${[...told]}::uuid[]) and person.disabled_at is null order by 1`;
  return rows.map((row) => row.email);
}

/** Mails those who are to be told that a draft was published. Returns how many mails went out. */
export async function tellPublished(db: Database, id: number, send: Send): Promise<number> {
  const [draft] = await db.sql<{ dataset: string; reason: string; author: string; values: number }[]>`
    select d.dataset, d.reason, person.name as author,
      (select count(*)::int from draft_cell where draft_id = d.id) as values
    from draft d join person on person.id = d.author_id
    where d.id = ${id} and d.state in ('published', 'reverted')`;
  if (!draft) return 0;
  const { told } = await readDatasetSettings(db.sql, draft.dataset);
  const title = findDataset(draft.dataset)?.title ?? draft.dataset;
  const what = `${draft.values} ${draft.values === 1 ? "value" : "values"} of ${title}, by ${draft.author}: ${draft.reason}`;
  const text = `Published: ${what}\n\n${env().HALFPITCH_URL}/studio/drafts/${id}\n`;
  const addresses = await readAddresses(db, draft.dataset, told);
  for (const to of addresses) await send({ to, subject: `Halfpitch: ${title} was published`, text });
  return addresses.length;
}
