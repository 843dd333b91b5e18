import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import { database } from "@/lib/store/database";
import type { Viewer } from "@/lib/access/viewer";
import { demandDraftWriter } from "./demand-draft";
import type { Draft } from "./draft";
import { findDraft } from "./read-draft";

export const OpenDraft = z.strictObject({ dataset: z.string().min(1) });
export type OpenDraft = z.infer<typeof OpenDraft>;

/**
 * The number of the viewer's open draft of a dataset, null where there is none. Who opens or restores one asks this
 * first and holds the others off until the transaction ends, so that two tabs at once get the same draft.
 */
export async function standingDraft(tx: Transaction, viewer: Viewer, dataset: string): Promise<number | null> {
  await tx`select pg_advisory_xact_lock(hashtext(${`halfpitch.draft ${viewer.personId} ${dataset}`}))`;
  const rows = await tx<{ id: number }[]>`
    select id::int from draft
    where author_id = ${viewer.personId} and organisation_id = ${viewer.organisationId} and dataset = ${dataset}
      and state = 'draft' and reverts_id is null
    order by id desc limit 1`;
  return rows[0]?.id ?? null;
}

/** The number of the viewer's open draft of a dataset, made where there is none, in a transaction of the caller's. */
export async function openDraftIn(tx: Transaction, viewer: Viewer, dataset: string): Promise<number> {
  demandDraftWriter(viewer, dataset);
  const standing = await standingDraft(tx, viewer, dataset);
  if (standing !== null) return standing;
  const made = await tx<{ id: number }[]>`
    insert into draft (dataset, author_id, organisation_id)
    values (${dataset}, ${viewer.personId}, ${viewer.organisationId}) returning id::int`;
  const id = made[0]?.id;
  if (id === undefined) throw new Error("a draft without a number");
  return id;
}

/** The viewer's open draft of a dataset, made where there is none. Throws forbidden and not_found. */
export async function openDraft(viewer: Viewer, given: OpenDraft, db: Database = database()): Promise<Draft> {
  const { dataset } = OpenDraft.parse(given);
  demandDraftWriter(viewer, dataset);
  return db.sql.begin(async (tx) => findDraft(tx, viewer, await openDraftIn(tx, viewer, dataset)));
}
