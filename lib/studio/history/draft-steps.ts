import { z } from "zod";
import type { Fragment } from "postgres";
import type { Database, Queryable } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { database } from "@/lib/store/database";
import type { Draft, StepKind } from "../drafts/draft";
import { findDraft } from "../drafts/read-draft";

/** A recursive part of a query, `in_force`: the steps of some drafts that have not been undone. */
export const stepsInForce = (sql: Queryable, drafts: Fragment) => sql`in_force as (
  select s.id, s.parent_id from draft d join draft_step s on s.id = d.head_step where d.id in (${drafts})
  union all
  select s.id, s.parent_id from in_force f join draft_step s on s.id = f.parent_id)`;

/** One act in a draft: who, when, what kind, how many cells, and whether it was undone. */
export type DraftStep = { id: number; at: string; by: string; kind: StepKind; cells: number; undone: boolean };

export const StepsQuery = z.strictObject({
  draft: z.number().int().positive(),
  before: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(500).default(100),
});

/** The acts in a draft, newest first. Throws forbidden and not_found. */
export async function draftHistory(
  viewer: Viewer,
  given: z.input<typeof StepsQuery>,
  db: Database = database(),
): Promise<{ draft: Draft; steps: DraftStep[]; next: number | null }> {
  demandStudioReader(viewer);
  const { draft: id, before, limit } = StepsQuery.parse(given);
  const { sql } = db;
  const draft = await findDraft(sql, viewer, id);
  const found = await sql<DraftStep[]>`
    with recursive ${stepsInForce(sql, sql`select ${id}::bigint`)}
    select s.id::int, to_char(s.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, p.name as by, s.kind,
      (select count(*)::int from draft_touch c where c.step_id = s.id) as cells,
      not exists (select 1 from in_force f where f.id = s.id) as undone
    from draft_step s join person p on p.id = s.person_id
    where s.draft_id = ${id} ${before ? sql`and s.id < ${before}` : sql``}
    order by s.id desc limit ${limit + 1}`;
  const steps = found.slice(0, limit);
  return { draft, steps, next: found.length > limit ? (steps.at(-1)?.id ?? null) : null };
}
