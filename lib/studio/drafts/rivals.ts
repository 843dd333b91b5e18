import type { Queryable } from "@/db/client";
import type { Place } from "./cell-rows";
import type { Rival } from "./draft";

const MOST = 500;

/** The other drafts of the organisation, those of the same author included, that are not settled and propose something for the same cells. */
export async function rivalsOf(
  sql: Queryable,
  draft: { id: number; organisationId: number; authorId: string },
  places: readonly Place[],
): Promise<Rival[]> {
  return sql<Rival[]>`
    select c.series, c.period, d.id::int as draft, person.name as author,
      d.author_id = ${draft.authorId} as mine, d.state, c.value, c.low, c.high, c.status
    from json_to_recordset(${JSON.stringify(places.slice(0, MOST))}::text::json) as p(series text, period date)
    join draft_cell c on c.series = p.series and c.period = p.period
    join draft d on d.id = c.draft_id
    join person on person.id = d.author_id
    where d.id <> ${draft.id} and d.organisation_id = ${draft.organisationId}
      and d.state in ('draft', 'in review', 'approved', 'scheduled')
    order by c.series, c.period, d.id`;
}
