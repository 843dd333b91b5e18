import type { Database, Queryable } from "@/db/client";
import { demandKind, demandStudioReader } from "@/lib/access/demand";
import { worksOn } from "@/lib/access/entitlement";
import { personColumn } from "@/lib/access/analysts";
import type { Viewer } from "@/lib/access/viewer";
import { ProposedEntity } from "@/lib/datasets/proposal";
import { entityKind, EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { readEntities, readRelations } from "@/lib/store/read-catalogue";
import type { Entity, Relation } from "@/lib/store/rows";
import { CATALOGUE } from "../drafts/draft";
import { type NamedSeries, readEntitySeries } from "./entity-series";

/** A decision to show an entity as another one, or as itself again (`into` null). */
export type MergeLine = { slug: string; into: string | null; reason: string; by: string; at: string };

/** Something about the entity that waits in a draft of the viewer's organisation. */
export type Waiting = {
  draft: number;
  author: string;
  state: string;
  kind: "entity" | "relation" | "entity-merge";
  key: string;
};

export type EntityDetail = {
  entity: Entity;
  relations: Relation[];
  /** Series of datasets that the viewer's organisation works on. */
  series: NamedSeries[];
  merges: MergeLine[];
  waiting: Waiting[];
  /** What the viewer's own open draft proposes: an edit goes on from there. */
  proposed: ProposedEntity | null;
};

async function readMerges(
  sql: Queryable,
  viewer: Viewer,
  kind: EntityKind,
  slugs: readonly string[],
): Promise<MergeLine[]> {
  return sql<MergeLine[]>`
    select one.slug, into_one.slug as into, m.reason, ${personColumn(sql, viewer)} as by, to_char(m.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from entity_merge m join entity one on one.id = m.entity_id join person on person.id = m.person_id
    left join entity into_one on into_one.id = m.into_id
    where one.kind = ${kind} and (one.slug = any(${[...slugs]}) or into_one.slug = any(${[...slugs]}))
    order by m.id desc`;
}

async function readWaiting(sql: Queryable, viewer: Viewer, kind: EntityKind, slug: string): Promise<Waiting[]> {
  const place = `${kind}/${slug}`;
  return sql<Waiting[]>`
    select d.id::int as draft, person.name as author, d.state, i.kind, i.key
    from draft_item i join draft d on d.id = i.draft_id join person on person.id = d.author_id
    where d.organisation_id = ${viewer.organisationId} and d.state in ('draft', 'in review', 'approved', 'scheduled')
      and ((i.kind in ('entity', 'entity-merge') and i.key = ${place})
        or (i.kind = 'entity-merge' and i.proposal ->> 'kind' = ${kind} and i.proposal ->> 'into' = ${slug})
        or (i.kind = 'relation' and ${place} in (split_part(i.key, ' ', 1), split_part(i.key, ' ', 3))))
    order by d.id desc`;
}

async function readProposed(sql: Queryable, viewer: Viewer, place: string): Promise<ProposedEntity | null> {
  const [row] = await sql<{ proposal: unknown }[]>`
    select i.proposal from draft_item i join draft d on d.id = i.draft_id
    where d.author_id = ${viewer.personId} and d.organisation_id = ${viewer.organisationId} and d.state = 'draft'
      and d.dataset = ${CATALOGUE} and i.kind = 'entity' and i.key = ${place}
    order by d.id desc limit 1`;
  return row ? ProposedEntity.parse(row.proposal) : null;
}

/**
 * Everything about one entity; of one that was merged, about the one that it is shown as, which its slug tells. Throws
 * forbidden and not_found.
 */
export async function readEntityDetail(
  viewer: Viewer,
  given: { kind: string; slug: string },
  db: Database = database(),
): Promise<EntityDetail> {
  demandStudioReader(viewer);
  const kind = EntityKind.safeParse(given.kind).data;
  if (!kind) throw new AppError("not_found", `There is no kind of thing called “${given.kind}”.`);
  demandKind(viewer, kind);
  const [entity] = await readEntities(db.sql, { kind, slugs: [given.slug] });
  if (!entity)
    throw new AppError("not_found", `There is no ${entityKind(kind).label.toLowerCase()} called “${given.slug}”.`);
  const slugs = [entity.slug, ...entity.formerly];
  const [relations, series, merges, waiting, proposed] = await Promise.all([
    readRelations(db.sql, { kind, slug: entity.slug }),
    readEntitySeries(db.sql, kind, slugs),
    readMerges(db.sql, viewer, kind, slugs),
    readWaiting(db.sql, viewer, kind, entity.slug),
    readProposed(db.sql, viewer, `${kind}/${entity.slug}`),
  ]);
  const open = series.filter((one) => worksOn(viewer, one.dataset));
  return { entity, relations, series: open, merges, waiting, proposed };
}
