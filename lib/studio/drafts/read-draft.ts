import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { worksOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandDraftReader } from "./demand-draft";
import { CATALOGUE, type Draft, DraftState } from "./draft";

/** The columns of a draft, for a query over `draft d`. */
const columns = (sql: Queryable) => sql`
  d.id::int, d.dataset, d.author_id as "authorId", author.name as author, d.organisation_id::int as "organisationId",
  d.state, d.reason, d.version, d.publish_zone as "publishZone", d.closes_edition as "closesEdition", d.trouble,
  (select coalesce(sum(cells), 0)::int from draft_tally where draft_id = d.id) as cells,
  ((select count(*) from draft_item where draft_id = d.id) + (select count(*) from draft_source where draft_id = d.id))::int as items,
  to_char(d.publish_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishAt",
  d.change_set_id::int as "changeSetId", d.reverts_id::int as "revertsId",
  (select r.id::int from draft r where r.reverts_id = d.id and r.state = 'published' order by r.id desc limit 1) as "revertedById",
  case when d.state = 'discarded' and d.discarded_at > clock_timestamp() - draft_kept()
    then to_char(d.discarded_at + draft_kept(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end as "restorableUntil",
  to_char(d.created_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
  to_char(d.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
  (d.head_step is not null and d.state = 'draft') as "canUndo",
  (d.state = 'draft' and exists (select 1 from draft_step s where s.draft_id = d.id
    and s.parent_id is not distinct from d.head_step)) as "canRedo"`;

/** A draft of the viewer's organisation. Throws not_found, and forbidden for who may not see its dataset. */
export async function findDraft(sql: Queryable, viewer: Viewer, id: number): Promise<Draft> {
  const rows = await sql<Draft[]>`
    select ${columns(sql)} from draft d join person author on author.id = d.author_id
    where d.id = ${id} and d.organisation_id = ${viewer.organisationId}`;
  const found = rows[0];
  if (!found) throw new AppError("not_found", `There is no draft ${id}.`);
  demandDraftReader(viewer, found.dataset);
  return found;
}

/** A draft by its number. Throws forbidden for who is no analyst of its organisation and dataset, and not_found. */
export async function readDraft(viewer: Viewer, id: number, db: Database = database()): Promise<Draft> {
  demandStudioReader(viewer);
  return findDraft(db.sql, viewer, id);
}

export const DraftQuery = z.strictObject({
  dataset: z.string().optional(),
  states: z.array(DraftState).optional(),
  mine: z.boolean().default(false),
  limit: z.number().int().min(1).max(200).default(50),
});
export type DraftQuery = z.input<typeof DraftQuery>;

/** Drafts of the viewer's organisation and of datasets that it has, those touched last first. Throws forbidden. */
export async function listDrafts(viewer: Viewer, query: DraftQuery = {}, db: Database = database()): Promise<Draft[]> {
  demandStudioReader(viewer);
  const { dataset, states, mine, limit } = DraftQuery.parse(query);
  const { sql } = db;
  const rows = await sql<Draft[]>`
    select ${columns(sql)} from draft d join person author on author.id = d.author_id
    where d.organisation_id = ${viewer.organisationId}
      ${dataset === undefined ? sql`` : sql`and d.dataset = ${dataset}`}
      ${states ? sql`and d.state = any(${states})` : sql``}
      ${mine ? sql`and d.author_id = ${viewer.personId}` : sql``}
    order by d.updated_at desc, d.id desc limit ${limit}`;
  return rows.filter((one) => one.dataset === CATALOGUE || worksOn(viewer, one.dataset));
}
