import type { Database, Queryable } from "@/db/client";
import { findDataset } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { readDatasetSettings } from "./dataset-settings";

export type Told = { name: string; email: string };

/** Who is told now when a draft of a dataset is published: still with an account, and of an organisation that has it. */
export async function readToldPeople(sql: Queryable, dataset: string): Promise<Told[]> {
  const { told } = await readDatasetSettings(sql, dataset);
  return sql<Told[]>`
    select distinct person.name, person.email from person
    join member on member.person_id = person.id and member.role in ('analyst', 'admin')
    join entitlement on entitlement.organisation_id = member.organisation_id and entitlement.dataset in ('*', ${dataset})
    where person.id = any(${told}::uuid[]) and person.disabled_at is null order by person.email`;
}

/** What is told of a published draft, and to whom; null for a change set that was no draft. */
export async function writeTelling(
  db: Database,
  changeSetId: number,
): Promise<{ people: Told[]; mail: { subject: string; text: string } } | null> {
  const [draft] = await db.sql<{ id: number; dataset: string; reason: string; author: string; values: number }[]>`
    select d.id::int, d.dataset, d.reason, person.name as author,
      (select coalesce(sum(cells), 0)::int from draft_tally where draft_id = d.id) as values
    from draft d join person on person.id = d.author_id where d.change_set_id = ${changeSetId}`;
  if (!draft) return null;
  const title = findDataset(draft.dataset)?.title ?? draft.dataset;
  const what = `${draft.values} ${draft.values === 1 ? "value" : "values"} of ${title}, by ${draft.author}: ${draft.reason}`;
  const text = `Published: ${what}\n\n${env().HALFPITCH_URL}/studio/drafts/${draft.id}\n`;
  return {
    people: await readToldPeople(db.sql, draft.dataset),
    mail: { subject: `Halfpitch: ${title} was published`, text },
  };
}
