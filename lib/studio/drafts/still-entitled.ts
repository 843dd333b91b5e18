import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { datasetOf } from "@/lib/datasets/registry";
import { CATALOGUE } from "./draft";

type Planned = { id: number; dataset: string; author_id: string; organisation_id: number };
type Behind = { id: string; name: string; part: "wrote" | "approved" | "planned"; works: boolean; reads: boolean };

/** Who wrote, approved and planned a draft, and whether they still could: with an account, a role and the dataset. */
async function peopleBehind(sql: Queryable, { id, dataset, author_id, organisation_id }: Planned): Promise<Behind[]> {
  return sql<Behind[]>`
    with behind as (
      select ${author_id}::uuid as id, 'wrote' as part
      union all (select person_id, 'approved' from draft_event
        where draft_id = ${id} and to_state = 'approved' and from_state = 'in review' order by draft_event.id desc limit 1)
      union all (select person_id, 'planned' from draft_event
        where draft_id = ${id} and to_state = 'scheduled' order by draft_event.id desc limit 1)
    ), standing as (
      select delay_days from entitlement where organisation_id = ${organisation_id}
        and entitlement.dataset in ('*', ${dataset}) and (ends_on is null or ends_on >= (now() at time zone 'UTC')::date)
      order by entitlement.dataset = '*' limit 1
    )
    select person.id, person.name, behind.part,
      person.disabled_at is null and exists (select 1 from member where member.person_id = person.id
        and organisation_id = ${organisation_id} and role in ('analyst', 'admin')) as works,
      ${dataset === CATALOGUE} or exists (select 1 from standing where delay_days = 0) as reads
    from behind join person on person.id = behind.id
    order by array_position(array['wrote', 'approved', 'planned'], behind.part)`;
}

const PART = { wrote: "wrote it", approved: "approved it", planned: "planned it" } as const;

/**
 * Nothing goes out by the clock in the name of somebody who could not do it by hand any more. Throws conflict where who
 * wrote, approved or planned a draft has lost account, role or dataset since.
 */
export async function demandStillEntitled(sql: Queryable, draft: Planned): Promise<void> {
  const people = await peopleBehind(sql, draft);
  const gone = people.find((one) => !one.works);
  const why = gone
    ? `${gone.name}, who ${PART[gone.part]}, does not work on it any longer.`
    : people.some((one) => !one.reads)
      ? `${draft.dataset === CATALOGUE ? "It" : datasetOf(draft.dataset).title} is not part of what its organisation works on any longer.`
      : null;
  if (why)
    throw new AppError("conflict", `${why} Nothing was published: somebody who does has to look at it and publish it.`);
}

/** Whether somebody may still be written to about drafts of an organisation. */
export async function stillWorks(sql: Queryable, email: string, organisationId: number): Promise<boolean> {
  const rows = await sql`
    select 1 from person join member on member.person_id = person.id and member.organisation_id = ${organisationId}
    where lower(person.email) = lower(${email}) and person.disabled_at is null and member.role in ('analyst', 'admin')`;
  return rows.length > 0;
}
