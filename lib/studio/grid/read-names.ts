import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { datasetOf } from "@/lib/datasets/registry";
import { database } from "@/lib/store/database";
import { readEntities } from "@/lib/store/read-catalogue";
import type { NameLists } from "../reading/name-book";

// An open list takes any name: what it has already only helps to find it.
const MOST_OPEN = 2000;

/**
 * The values that the dataset's dimensions may have, with names and aliases: entities for dimensions of a kind, and
 * codes in use for open lists. Closed lists stand in the definition. Throws forbidden and not_found.
 */
export async function readNameLists(viewer: Viewer, slug: string, db: Database = database()): Promise<NameLists> {
  demandStudioReader(viewer, slug);
  const dataset = datasetOf(slug);
  const lists = Object.entries(dataset.dimensions).map(async ([key, dimension]) => {
    if ("entity" in dimension) {
      const entities = await readEntities(db.sql, { kind: dimension.entity });
      return [key, entities.map((one) => ({ value: one.slug, label: one.name, aliases: one.aliases }))] as const;
    }
    if (!dimension.open) return [key, []] as const;
    const used = await db.sql<{ value: string }[]>`
      select distinct dims ->> ${key} as value from series where dataset = ${slug} order by 1 limit ${MOST_OPEN}`;
    const further = used.filter(({ value }) => !Object.hasOwn(dimension.codes, value));
    return [key, further.map(({ value }) => ({ value, label: value, aliases: [] }))] as const;
  });
  return Object.fromEntries(await Promise.all(lists));
}
