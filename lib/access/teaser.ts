import { datasetOf } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { database } from "@/lib/store/database";
import type { Database } from "@/db/client";
import type { Viewer } from "./viewer";

/** What somebody is told of a dataset that they do not subscribe to: no number of it, no series and no source. */
export type Teaser = {
  title: string;
  description: string;
  dimensions: string[];
  measures: string[];
  series: number;
  /** Days: of its first and its newest release; null before there is any. */
  since: string | null;
  newest: string | null;
  /** Who looks after the viewer's organisation, and where the house can be reached. */
  keepers: { name: string; email: string }[];
  contact: string | null;
};

/** Tells what a dataset holds, since when, how fresh it is and whom to ask. Throws not_found. */
export async function readTeaser(viewer: Viewer, slug: string, db: Database = database()): Promise<Teaser> {
  const { title, description, dimensions, measures } = datasetOf(slug);
  const [kept] = await db.sql<{ series: number; since: string | null; newest: string | null }[]>`
    select (select count(*)::int from series where dataset = ${slug}) as series,
      to_char(min(published_at) at time zone 'UTC', 'YYYY-MM-DD') as since,
      to_char(max(published_at) at time zone 'UTC', 'YYYY-MM-DD') as newest
    from release where dataset = ${slug}`;
  const keepers = await db.sql<{ name: string; email: string }[]>`
    select person.name, person.email from member join person on person.id = member.person_id
    where organisation_id = ${viewer.organisationId} and role in ('manager', 'admin') and disabled_at is null
    order by role, lower(person.name) limit 5`;
  return {
    title,
    description,
    dimensions: Object.values(dimensions).map(({ label }) => label),
    measures: Object.values(measures).map(({ label }) => label),
    series: kept?.series ?? 0,
    since: kept?.since ?? null,
    newest: kept?.newest ?? null,
    keepers: [...keepers],
    contact: env().HALFPITCH_CONTACT ?? null,
  };
}
