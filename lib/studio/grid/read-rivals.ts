import type { Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { Rival } from "../drafts/draft";

/** Cells of those series in other open drafts of the viewer's organisation, their own that wait among them. */
export async function readRivals(
  sql: Queryable,
  viewer: Viewer,
  query: { series: readonly string[]; draft: number | null },
): Promise<Rival[]> {
  if (query.series.length === 0) return [];
  return sql<Rival[]>`
    select cell.series, cell.period, draft.id::int as draft, person.name as author,
      draft.author_id = ${viewer.personId} as mine, draft.state,
      cell.value, cell.low, cell.high, cell.status
    from draft_cell cell join draft on draft.id = cell.draft_id join person on person.id = draft.author_id
    where cell.series = any(${[...query.series]}::text[])
      and draft.organisation_id = ${viewer.organisationId}
      and draft.id <> ${query.draft ?? 0}
      and draft.state in ('draft', 'in review', 'approved', 'scheduled')
    order by cell.series, cell.period, draft.id`;
}
