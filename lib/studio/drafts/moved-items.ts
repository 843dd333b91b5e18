import type { Queryable } from "@/db/client";

/**
 * When what stands of the entity or event of an item `i` was recorded last, and of a merge what stands, apart from what
 * one change set has brought.
 */
const standsSince = (sql: Queryable, except: number | null) => sql`case i.kind
  when 'entity-merge' then (select m.into_id::text from entity_merge m join entity e on e.id = m.entity_id
    where e.kind = split_part(i.key, '/', 1) and e.slug = split_part(i.key, '/', 2)
      and m.change_set_id is distinct from ${except}::bigint order by m.id desc limit 1)
  when 'source-merge' then (select s.merged_into::text from source_state s join source on source.id = s.source_id
    where source.key = i.key and s.change_set_id is distinct from ${except}::bigint order by s.id desc limit 1)
  else to_char(case i.kind
  when 'entity' then (select max(v.recorded_at) from entity_version v join entity e on e.id = v.entity_id
    where e.kind = split_part(i.key, '/', 1) and e.slug = split_part(i.key, '/', 2)
      and v.change_set_id is distinct from ${except}::bigint)
  when 'event' then (select max(recorded_at) from event
    where event.key = i.key and change_set_id is distinct from ${except}::bigint) end, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`;

/** Notes what stands at this moment of what an item proposes to change: it is meant against that. */
export async function noteStanding(tx: Queryable, item: { draft: number; kind: string; key: string }): Promise<void> {
  await tx`
    update draft_item i set before = jsonb_build_object('standsSince', ${standsSince(tx, null)})
    where i.draft_id = ${item.draft} and i.kind = ${item.kind} and i.key = ${item.key}`;
}

/** The keys of entities and events that somebody else has changed since the draft proposed to. */
export async function movedItems(sql: Queryable, draft: number, except: number | null = null): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select i.key from draft_item i
    where i.draft_id = ${draft} and i.before is not null
      and i.before ->> 'standsSince' is distinct from ${standsSince(sql, except)}
    order by i.key`;
  return rows.map((row) => row.key);
}
