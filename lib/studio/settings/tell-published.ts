import type { Database, Queryable } from "@/db/client";
import { rightColumn } from "@/lib/access/current-right";
import { findDataset } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { readDatasetSettings } from "./dataset-settings";

export type Told = { name: string; email: string; house: boolean };

/** Who is told now when a draft of a dataset is published: still with an account, and of an organisation that
 * works on it: what is held back from somebody is not told to them either. */
export async function readToldPeople(sql: Queryable, dataset: string): Promise<Told[]> {
  const { told } = await readDatasetSettings(sql, dataset);
  return sql<Told[]>`
    select person.name, person.email, bool_or(organisation.house) as house from person
    join member on member.person_id = person.id and member.role in ('analyst', 'admin')
    join organisation on organisation.id = member.organisation_id
    where person.id = any(${told}::uuid[]) and person.disabled_at is null
      and ${rightColumn(sql, sql`organisation.id`, dataset)} = 0
    group by 1, 2 order by person.email`;
}

/** The mails about a published draft; none for a change set that was no draft. By whom and why is told to the house. */
export async function writeTelling(
  db: Database,
  changeSetId: number,
): Promise<{ to: string; subject: string; text: string }[]> {
  const [draft] = await db.sql<{ id: number; dataset: string; reason: string; author: string; values: number }[]>`
    select d.id::int, d.dataset, d.reason, person.name as author,
      (select coalesce(sum(cells), 0)::int from draft_tally where draft_id = d.id) as values
    from draft d join person on person.id = d.author_id where d.change_set_id = ${changeSetId}`;
  if (!draft) return [];
  const title = findDataset(draft.dataset)?.title ?? draft.dataset;
  const what = `Published: ${draft.values} ${draft.values === 1 ? "value" : "values"} of ${title}`;
  const subject = `Halfpitch: ${title} was published`;
  const [inside, outside] = [
    `${what}, by ${draft.author}: ${draft.reason}\n\n${env().HALFPITCH_URL}/studio/drafts/${draft.id}\n`,
    `${what}\n\n${env().HALFPITCH_URL}/data/${draft.dataset}\n`,
  ];
  const people = await readToldPeople(db.sql, draft.dataset);
  return people.map(({ email, house }) => ({ to: email, subject, text: house ? inside : outside }));
}
