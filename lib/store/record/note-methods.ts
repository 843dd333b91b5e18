import type { Queryable } from "@/db/client";
import { methodWords } from "@/lib/datasets/method-words";
import { datasets } from "@/lib/datasets/registry";

/**
 * Writes down each version of a methodology that this installation runs for the first time. Whoever starts it first
 * does so, worker or site. Returns how many were new.
 */
export async function noteMethods(sql: Queryable): Promise<number> {
  const versions = datasets().map((one) => ({
    dataset: one.slug,
    version: one.methodologyVersion,
    words: methodWords(one),
  }));
  const noted = await sql`
    insert into method_change (dataset, version, words)
    select p.dataset, p.version, p.words
    from json_to_recordset(${JSON.stringify(versions)}::text::json) as p(dataset text, version text, words text)
    on conflict do nothing`;
  return noted.count;
}
