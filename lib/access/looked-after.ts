import type { Queryable } from "@/db/client";
import type { Viewer } from "./viewer";

/**
 * The organisation of a person among those whose people the viewer looks after: their own, and any for an admin of the
 * house; `organisation` says which is meant. Null where the person is in none of them. Whether the viewer looks after
 * anybody is for others to ask.
 */
export async function lookedAfterIn(
  sql: Queryable,
  viewer: Viewer,
  personId: string,
  organisation?: number,
): Promise<{ id: number; name: string; everywhere: boolean } | null> {
  const [row] = await sql<{ id: number; name: string; everywhere: boolean }[]>`
    with viewer as (
      select ${viewer.role === "admin"} and exists (
        select 1 from organisation where id = ${viewer.organisationId} and house) as everywhere)
    select organisation.id::int, organisation.name, everywhere
    from viewer, member join organisation on organisation.id = member.organisation_id
    where member.person_id = ${personId} and (organisation.id = ${viewer.organisationId} or everywhere)
      and organisation.id = coalesce(${organisation ?? null}::bigint, organisation.id)
    order by organisation.id = ${viewer.organisationId} desc, member.created_at limit 1`;
  return row ?? null;
}
