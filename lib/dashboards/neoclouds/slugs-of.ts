import type { Entity } from "@/lib/store/rows";

/** The slugs by which series may name an entity: its own, and those of the ones that were merged into it. */
export const slugsOf = ({ slug, formerly }: Pick<Entity, "slug" | "formerly">): string[] => [slug, ...formerly];

/** Whether an observation is about that entity. */
export const isAbout = (entity: Pick<Entity, "slug" | "formerly">, slug: string | undefined): boolean =>
  slug !== undefined && (slug === entity.slug || entity.formerly.includes(slug));
