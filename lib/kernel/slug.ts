import { z } from "zod";

/** A readable key: lower-case letters, digits and single hyphens. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "a key has lower-case letters, digits and single hyphens");
export type Slug = z.infer<typeof Slug>;

/** Turns a name into a key: `SK hynix` becomes `sk-hynix`. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/\+/g, " plus ")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** The part of a series code that stands for a key: `sk-hynix` becomes `SK_HYNIX`. */
export function codeOf(slug: string): string {
  return slug.replaceAll("-", "_").toUpperCase();
}
