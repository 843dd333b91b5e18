import type { Queryable } from "@/db/client";
import {
  ProposedAlias,
  ProposedEntity,
  ProposedEvent,
  type ProposedObservation,
  ProposedRelation,
} from "@/lib/datasets/proposal";
import type { ChangeSetInput } from "@/lib/store/publish/change-set";
import { cellColumns } from "./cell-rows";
import type { DraftCell } from "./draft";
import { readDraftSources, readItems } from "./items";
import { proposalOf } from "./sort-edits";

/** The values that a draft proposes, as the store takes them: each becomes known when it is published. */
export async function proposalsOf(
  sql: Queryable,
  draft: { id: number; dataset: string },
): Promise<ProposedObservation[]> {
  const cells = await sql<DraftCell[]>`
    select ${cellColumns(sql)} from draft_cell c join person editor on editor.id = c.edited_by
    where c.draft_id = ${draft.id} order by c.series, c.period`;
  return cells.map((cell) =>
    proposalOf(draft.dataset, { measure: cell.measure, dims: cell.dims, period: cell.period }, cell),
  );
}

/** A draft as the change set that it becomes, in its author's name. */
export async function changesOf(
  sql: Queryable,
  draft: { id: number; dataset: string; author: string; reason: string },
): Promise<ChangeSetInput> {
  const items = await readItems(sql, draft.id);
  const of = (kind: string) => items.filter((one) => one.kind === kind).map((one) => one.proposal);
  return {
    author: { kind: "person", name: draft.author },
    reason: draft.reason || "Draft without a reason yet",
    sources: await readDraftSources(sql, draft.id),
    entities: of("entity").map((one) => ProposedEntity.parse(one)),
    relations: of("relation").map((one) => ProposedRelation.parse(one)),
    events: of("event").map((one) => ProposedEvent.parse(one)),
    aliases: of("alias").map((one) => ProposedAlias.parse(one)),
    observations: await proposalsOf(sql, draft),
  };
}
