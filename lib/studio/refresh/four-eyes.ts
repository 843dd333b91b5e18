import type { Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";

/** Rules whose values take two persons: what overrides the index is never one analyst's judgement. */
const FOR_TWO = new Set(["index-alarm", "erratum"]);

export const takesTwo = (rule: string): boolean => FOR_TWO.has(rule);

/**
 * Notes that the viewer agrees to these values, and returns those to which somebody else has agreed before. Throws
 * conflict where nobody but the viewer has and the viewer agreed already.
 */
export async function agree(
  sql: Queryable,
  viewer: Viewer,
  ids: readonly number[],
  why: string,
): Promise<{ settled: number[] }> {
  const added = await sql`
    insert into held_agreement (item_id, person_id, name, why)
    select id, ${viewer.personId}, ${viewer.name}, ${why} from unnest(${[...ids]}::bigint[]) as id on conflict do nothing`;
  const others = await sql<{ id: number }[]>`
    select distinct item_id::int as id from held_agreement
    where item_id = any(${[...ids]}) and person_id <> ${viewer.personId}`;
  if (added.count === 0 && others.length === 0)
    throw new AppError("conflict", "You have agreed already. A second analyst has to look at it and agree too.");
  return { settled: others.map((row) => row.id) };
}
