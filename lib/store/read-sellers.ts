import type { Queryable } from "@/db/client";

/** A cloud of the roster as the price index sees it: what kind it is, and the cloud that it is a part of. */
export type Seller = { slug: string; kind: string | null; partOf: string | null };

/**
 * The roster of clouds as it stands now, whenever a price was asked: who sells what is how prices are read, not what was
 * known of them.
 */
export async function readSellers(sql: Queryable): Promise<Seller[]> {
  return sql<Seller[]>`
    select e.slug, v.attributes ->> 'kind' as kind, owner.slug as "partOf"
    from entity e
    join lateral (
      select attributes from entity_version where entity_id = e.id order by known_at desc, recorded_at desc limit 1
    ) v on true
    left join lateral (
      select owning.slug from relation r join entity owning on owning.id = r.to_id and owning.kind = 'cloud'
      where r.from_id = e.id and r.kind = 'part_of' order by r.known_at desc, r.recorded_at desc limit 1
    ) owner on true
    where e.kind = 'cloud' order by e.slug`;
}
