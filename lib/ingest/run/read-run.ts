import type { Queryable } from "@/db/client";
import { readEntityNames } from "@/lib/store/read-catalogue";
import { EntityKind } from "@/lib/entities/kinds";
import type { Payload } from "../payload/payload";
import { keptPayload } from "../payload/kept-payload";
import type { PayloadStore } from "../payload/payload-store";
import type { Known } from "./batch";

/** A lookup of every entity in the store, for the checks of a batch. */
export async function knownEntities(sql: Queryable): Promise<Known> {
  const names = new Map<EntityKind, ReadonlyMap<string, string>>();
  for (const kind of EntityKind.options) names.set(kind, await readEntityNames(sql, kind));
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
