import { z } from "zod";
import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { EntityLookup } from "@/lib/datasets/validate";

const Dims = z.object({ place: z.object({ dims: z.record(z.string(), z.string()) }) });

/** The entities that edits are about, as `kind/slug`; an edit of another shape names none. */
function named(dataset: DatasetDefinition, edits: readonly unknown[]): Set<string> {
  const kinds = Object.entries(dataset.dimensions).flatMap(([key, one]) =>
    "entity" in one ? [{ key, kind: one.entity }] : [],
  );
  const found = new Set<string>();
  if (kinds.length === 0) return found;
  for (const edit of edits) {
    const parsed = Dims.safeParse(edit);
    if (!parsed.success) continue;
    for (const { key, kind } of kinds) found.add(`${kind}/${parsed.data.place.dims[key] ?? ""}`);
  }
  return found;
}

/** Tells which of the entities that edits are about exist, in the store or among what the draft brings along. */
export async function knownEntities(
  sql: Queryable,
  draft: { id: number },
  dataset: DatasetDefinition,
  edits: readonly unknown[],
): Promise<EntityLookup> {
  const wanted = named(dataset, edits);
  if (wanted.size === 0) return () => false;
  const rows = await sql<{ key: string }[]>`
    select key from unnest(${[...wanted]}::text[]) as wanted(key)
    where exists (select 1 from entity where kind = split_part(key, '/', 1) and slug = split_part(key, '/', 2))
      or exists (select 1 from draft_item i where i.draft_id = ${draft.id} and i.kind = 'entity' and i.key = wanted.key)`;
  const known = new Set(rows.map((row) => row.key));
  return (kind, slug) => known.has(`${kind}/${slug}`);
}
