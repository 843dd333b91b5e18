import type { Queryable } from "@/db/client";
import type { Place } from "./cell-rows";
import type { Rival } from "./draft";

const MOST = 500;

/** The other drafts of the organisation, those of the same author included, that are not settled and propose something for the same cells. */
export async function rivalsOf(sql: Queryable, draft: number, places: readonly Place[]): Promise<Rival[]> {
  return sql<Rival[]>`
    select c.series, c.period, d.id::int as draft, person.name as author,
      d.author_id = own.author_id as mine, d.state, c.value, c.low, c.high, c.status
    from json_to_recordset(${JSON.stringify(places.slice(0, MOST))}::text::json) as p(series text, period date)
    cross join lateral (select * from draft_cell where series = p.series and period = p.period offset 0) c
    join draft own on own.id = ${draft}
    join draft d on d.id = c.draft_id
    join person on person.id = d.author_id
    where d.id <> own.id and d.organisation_id = own.organisation_id
      and d.state in ('draft', 'in review', 'approved', 'scheduled')
    order by c.series, c.period, d.id`;
}
