import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst, demandKind } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { entityKind, EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { Slug, slugOf } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { readEntities } from "@/lib/store/read-catalogue";
import type { Entity } from "@/lib/store/rows";
import { CATALOGUE, type Draft } from "../drafts/draft";
import { putItem } from "../drafts/items";
import { openDraft } from "../drafts/open-draft";
import { nameSource, namesSource } from "../sources/name-source";
import { attributesOf } from "./attribute-values";
import { readLeads } from "./leads-to";

export const EntityEdit = z.strictObject({
  kind: EntityKind,
  /** Left out for a new one, whose key is made of its name. */
  slug: Slug.optional(),
  name: z.string().trim().min(1, "Give it a name").max(200),
  /** As a form has them: text by attribute. */
  attributes: z.record(z.string(), z.string()).default({}),
  /** Further names to add: none is ever taken away. */
  aliases: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  verified: z.boolean(),
  /** When what the form showed became known: another state by now means that somebody was faster. */
  shown: z.string().max(40).optional(),
  ...namesSource,
  note: z.string().trim().max(1000).optional(),
});
export type EntityEdit = z.input<typeof EntityEdit>;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Throws conflict where a name leads to another entity of the kind: it is told to which. */
async function refuseTaken(db: Database, kind: EntityKind, slug: string, names: readonly string[]): Promise<void> {
  const other = (await readLeads(db.sql, kind, names)).find((one) => one.slug !== slug);
  if (!other) return;
  const label = entityKind(kind).label.toLowerCase();
  throw new AppError(
    "conflict",
    `“${other.name}” leads to the ${label} ${other.shownName} (${other.slug}) already. If both are the same, merge them; nothing was changed.`,
  );
}

async function standingOf(db: Database, kind: EntityKind, slug: string): Promise<Entity | null> {
  const found = (await readEntities(db.sql, { kind, slugs: [slug] }))[0] ?? null;
  if (found && found.slug !== slug)
    throw new AppError("conflict", `“${slug}” was merged into ${found.name} (${found.slug}): change that one.`);
  return found;
}

/**
 * Puts a new entity, or a changed name, attributes and further names of one, into the viewer's draft of the catalogue:
 * it is published with that draft, after review. Returns the draft and the entity's key. Throws forbidden, invalid,
 * not_found, and conflict where a name leads elsewhere.
 */
export async function proposeEntity(
  viewer: Viewer,
  given: EntityEdit,
  db: Database = database(),
): Promise<{ draft: Draft; slug: string }> {
  demandAnalyst(viewer);
  const { kind, name, verified, source, newSource, note, ...edit } = EntityEdit.parse(given);
  demandKind(viewer, kind);
  const slug = edit.slug ?? Slug.parse(slugOf(name));
  const standing = await standingOf(db, kind, slug);
  if (edit.slug === undefined && standing)
    throw new AppError("conflict", `There is “${standing.name}” (${slug}) already. Nothing was changed.`);
  if (edit.slug !== undefined && !standing)
    throw new AppError("not_found", `There is no ${entityKind(kind).label.toLowerCase()} called “${slug}”.`);
  if (standing && edit.shown !== undefined && edit.shown !== standing.knownAt)
    throw new AppError(
      "conflict",
      `“${standing.name}” was changed by somebody else since you opened it. Nothing was changed; load the page again and look.`,
    );
  const known = [name, standing?.name ?? "", ...(standing?.aliases ?? [])];
  const aliases = [...new Set(edit.aliases)].filter((alias) => !known.some((one) => same(one, alias)));
  // Under its old name it is still to be found.
  const renamed = standing && !same(standing.name, name) && !standing.aliases.some((one) => same(one, standing.name));
  const further = renamed ? [...aliases, standing.name] : aliases;
  await refuseTaken(db, kind, slug, [name, ...further]);
  const proposal = {
    kind,
    slug,
    name,
    aliases: further,
    attributes: attributesOf(kind, edit.attributes, standing?.attributes),
    verified,
    ...(note ? { note } : {}),
  };
  const draft = (await openDraft(viewer, { dataset: CATALOGUE }, db)).id;
  const key = await nameSource(viewer, { draft, source, newSource }, db);
  const sourced = key === null ? proposal : { ...proposal, source: key };
  return { draft: await putItem(viewer, { draft, kind: "entity", proposal: sourced }, db), slug };
}
