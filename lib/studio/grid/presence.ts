import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";

/** Where somebody is in the grid of a dataset: a cell, or no cell in particular. `gone`: they have left. */
export const ShowPresence = z.strictObject({
  dataset: Slug,
  measure: z.string().min(1).max(100),
  series: z.string().max(300).nullable(),
  period: Day.nullable(),
  gone: z.boolean().default(false),
});

/** Somebody else who has the grid of the same dataset open. */
export type Present = {
  person: string;
  name: string;
  measure: string;
  series: string | null;
  period: Day | null;
};

/** After so many seconds without a word somebody counts as gone; a browser speaks three times as often. */
const PRESENT_S = 60;

/** Shows the viewer's colleagues where they are in a grid, or that they left. Throws forbidden. */
export async function showPresence(
  viewer: Viewer,
  input: z.input<typeof ShowPresence>,
  db: Database = database(),
): Promise<void> {
  demandAnalyst(viewer, input.dataset);
  const { dataset, measure, series, period, gone } = ShowPresence.parse(input);
  const { personId, organisationId } = viewer;
  if (gone) await db.sql`delete from grid_presence where dataset = ${dataset} and person_id = ${personId}`;
  else
    await db.sql`
      insert into grid_presence (dataset, person_id, organisation_id, measure, series, period, seen_at)
      values (${dataset}, ${personId}, ${organisationId}, ${measure}, ${series}, ${period}, now())
      on conflict (dataset, person_id) do update set organisation_id = excluded.organisation_id,
        measure = excluded.measure, series = excluded.series, period = excluded.period, seen_at = excluded.seen_at`;
}

/** The viewer's colleagues who have the grid of a dataset open now, by name. */
export async function readPresent(sql: Queryable, viewer: Viewer, dataset: string): Promise<Present[]> {
  return sql<Present[]>`
    select person.id as person, person.name, p.measure, p.series, p.period
    from grid_presence p join person on person.id = p.person_id
    where p.dataset = ${dataset} and p.organisation_id = ${viewer.organisationId} and p.person_id <> ${viewer.personId}
      and p.seen_at > now() - make_interval(secs => ${PRESENT_S})
    order by person.name, person.id`;
}
