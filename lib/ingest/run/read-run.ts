import type { Queryable } from "@/db/client";
import { readAllNames } from "@/lib/store/entity-names";
import type { Payload } from "../payload/payload";
import { keptPayload } from "../payload/kept-payload";
import type { PayloadStore } from "../payload/payload-store";
import type { Known } from "./batch";

/** A lookup of every entity in the store, for the checks of a batch. */
export async function knownEntities(sql: Queryable): Promise<Known> {
  const names = await readAllNames(sql);
  return (kind, slug) => names.get(kind)?.has(slug) ?? false;
}

/** The payloads that a run kept, in the order in which they came. */
export async function* payloadsOf(sql: Queryable, store: PayloadStore, run: number): AsyncGenerator<Payload> {
  const rows = await sql<{ name: string; url: string; hash: string; bytes: number }[]>`
    select run_payload.name, run_payload.url, run_payload.hash, payload.bytes::float8 as bytes
    from run_payload join payload on payload.hash = run_payload.hash
    where run_payload.run_id = ${run} order by run_payload.place`;
  for (const row of rows) yield keptPayload(store, row);
}
