import type { Queryable } from "@/db/client";
import { now } from "@/lib/kernel/clock";

/** A cloud of the roster as the price index sees it: what kind it is, and the cloud that it is a part of. */
export type Seller = { slug: string; kind: string | null; partOf: string | null };

/**
 * The roster of clouds as it stands now, whenever a price was asked: who sells what is how prices are read, not what was
 * known of them. A cloud that turned out to be another is a part of that one and of its kind; a part that has not been
 * bought yet, or was sold again, is none.
 */
export async function readSellers(sql: Queryable): Promise<Seller[]> {
  const today = now().toISOString().slice(0, 10);
  return sql<Seller[]>`
    select e.slug, v.attributes ->> 'kind' as kind,
      case when e.shown_id <> e.id then e.shown_slug else owner.slug end as "partOf"
    from standing_entity e
    join lateral (
      select attributes from entity_version where entity_id = e.shown_id order by known_at desc, recorded_at desc limit 1
    ) v on true
    left join lateral (
      select owning.slug, r.until from relation r join entity owning on owning.id = r.to_id and owning.kind = 'cloud'
      where r.from_id = e.id and r.kind = 'part_of' and (r.since is null or r.since <= ${today}::date)
      order by r.known_at desc, r.recorded_at desc limit 1
    ) owner on owner.until is null or owner.until > ${today}::date
    where e.kind = 'cloud' order by e.slug`;
}
