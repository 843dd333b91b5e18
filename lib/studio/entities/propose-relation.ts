import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst, demandKind } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { ProposedRelation } from "@/lib/datasets/proposal";
import { EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import { database } from "@/lib/store/database";
import { readEntities } from "@/lib/store/read-catalogue";
import { CATALOGUE, type Draft } from "../drafts/draft";
import { putItem } from "../drafts/items";
import { openDraft } from "../drafts/open-draft";
import { nameNeededSource, namesSource } from "../sources/name-source";
import { readLeads } from "./leads-to";

const End = z.strictObject({ kind: EntityKind, name: z.string().trim().min(1, "Name both ends of the relation") });
/** An empty field of a form is a day that is not known. */
const dayOrNone = z.preprocess((value) => (value === "" ? undefined : value), Day.optional());

export const RelationEdit = z
  .strictObject({
    from: End,
    relation: ProposedRelation.shape.relation,
    to: End,
    since: dayOrNone,
    until: dayOrNone,
    ...namesSource,
    note: z.string().trim().max(1000).optional(),
  })
  .refine((one) => !one.since || !one.until || one.since <= one.until, "It ends before it begins");
export type RelationEdit = z.input<typeof RelationEdit>;

/** The key of the entity that a name leads to. Throws invalid where there is none, or more than one. */
async function resolve(db: Database, { kind, name }: z.infer<typeof End>): Promise<{ kind: EntityKind; slug: string }> {
  const leads = await readLeads(db.sql, kind, [name]);
  const exact = leads.find((one) => one.slug === name) ?? (leads.length === 1 ? leads[0] : undefined);
  if (exact) return { kind, slug: exact.slug };
  const which = leads.map((one) => one.slug).join(", ");
  throw new AppError(
    "invalid",
    leads.length === 0
      ? `There is no ${kind} called “${name}”. Make it first, or choose another one.`
      : `“${name}” leads to more than one ${kind}: ${which}. Name one of them.`,
  );
}

/**
 * Puts a relation into the viewer's draft of the catalogue; with `until`, one that has ended. What names a merged entity
 * is about the one that it was merged into. Throws forbidden and invalid.
 */
export async function proposeRelation(viewer: Viewer, given: RelationEdit, db: Database = database()): Promise<Draft> {
  demandAnalyst(viewer);
  const edit = RelationEdit.parse(given);
  demandKind(viewer, edit.from.kind);
  demandKind(viewer, edit.to.kind);
  const [from, to] = [await resolve(db, edit.from), await resolve(db, edit.to)];
  if (from.kind === to.kind && from.slug === to.slug)
    throw new AppError("invalid", "Both ends are the same. Nothing was changed.");
  const known = await readEntities(db.sql, { kind: from.kind, slugs: [from.slug] });
  if (known.length === 0) throw new AppError("not_found", `There is no ${from.kind} called “${from.slug}”.`);
  const proposal = {
    from,
    relation: edit.relation,
    to,
    ...(edit.since ? { since: edit.since } : {}),
    ...(edit.until ? { until: edit.until } : {}),
    ...(edit.note ? { note: edit.note } : {}),
  };
  const draft = (await openDraft(viewer, { dataset: CATALOGUE }, db)).id;
  const { source, newSource } = edit;
  const key = await nameNeededSource(viewer, { draft, source, newSource }, db);
  return putItem(viewer, { draft, kind: "relation", proposal: { ...proposal, source: key } }, db);
}
