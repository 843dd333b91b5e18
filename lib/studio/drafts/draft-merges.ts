import type { Queryable, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { applyEntityMerge, EntityMerge } from "../entities/entity-merge";
import { applySourceMerge, SourceMerge } from "../sources/source-merge";

/** A merge of entities or sources that a draft proposes, and by whom. */
export type DraftMerge = { personId: string } & (
  | { kind: "entity-merge"; merge: EntityMerge }
  | { kind: "source-merge"; merge: SourceMerge }
);

/** The merges that a draft proposes; those that are taken back come first, so that one may be led elsewhere. */
export async function readMerges(sql: Queryable, draft: number): Promise<DraftMerge[]> {
  const rows = await sql<{ kind: DraftMerge["kind"]; proposal: unknown; personId: string }[]>`
    select kind, proposal, edited_by as "personId" from draft_item
    where draft_id = ${draft} and kind in ('entity-merge', 'source-merge')
    order by (proposal ->> 'into') is not null, kind, key`;
  return rows.map(({ kind, proposal, personId }) =>
    kind === "entity-merge"
      ? { kind, personId, merge: EntityMerge.parse(proposal) }
      : { kind, personId, merge: SourceMerge.parse(proposal) },
  );
}

/** What the audit says of a merge. */
function auditOf({ kind, merge }: DraftMerge): { action: string; subject: string; into: string | null } {
  const [area, subject] =
    kind === "entity-merge" ? (["entity", `${merge.kind}/${merge.slug}`] as const) : (["source", merge.key] as const);
  return { action: `${area}.${merge.into === null ? "undo-merge" : "merge"}`, subject, into: merge.into };
}

/**
 * Makes the merges of a draft, as a part of its publication or of its rehearsal, which leaves no audit. Throws
 * not_found, invalid and conflict where one cannot be made as things stand by now.
 */
export async function applyMerges(
  tx: Transaction,
  merges: readonly DraftMerge[],
  changeSetId: number | null,
  published?: { by: Viewer | null; draft: number },
): Promise<void> {
  for (const one of merges) {
    const by = { personId: one.personId, changeSetId };
    await (one.kind === "entity-merge" ? applyEntityMerge(tx, one.merge, by) : applySourceMerge(tx, one.merge, by));
    if (!published) continue;
    const { action, subject, into } = auditOf(one);
    const detail = { ...(into === null ? {} : { into }), reason: one.merge.reason, draft: published.draft };
    await auditIn(tx, published.by, { action, subject, detail });
  }
}
