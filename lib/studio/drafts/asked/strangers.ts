import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { type Owner, standingOf, type Voice } from "@/lib/provenance/publisher-match";
import { readEntities } from "@/lib/store/read-catalogue";

/** Whom else of those of whom series tell a source is by, and whom a series tells of; null where it is by nobody else. */
export type Strangers = (
  dims: Readonly<Record<string, string>>,
  source: Voice,
) => { name: string; about: string } | null;

const TELLING = ["company", "cloud"] as const;

/**
 * Reads who the companies and clouds are of whom a dataset's series tell. A filing of one of them in the series of another
 * is primary and all the same not about it.
 */
export async function readStrangers(sql: Queryable, dataset: DatasetDefinition): Promise<Strangers> {
  const kinds = Object.entries(dataset.dimensions).flatMap(([key, one]) => {
    const kind = "entity" in one ? TELLING.find((own) => own === one.entity) : undefined;
    return kind ? [{ key, kind }] : [];
  });
  const known = new Map<string, Map<string, Owner>>();
  for (const { key, kind } of kinds) {
    const all = await readEntities(sql, { kind });
    known.set(key, new Map(all.map(({ slug, name, aliases }) => [slug, { slug, names: [name, ...aliases] }])));
  }
  const isBy = (owner: Owner, { publisher }: Voice) => standingOf(owner, { publisher, title: "" }) === "own";
  return (dims, source) => {
    const told = [...known].flatMap(([key, owners]) => owners.get(dims[key] ?? "") ?? []);
    const [about] = told;
    if (!about || told.some((one) => standingOf(one, { ...source, title: "" }) !== "other")) return null;
    const other = [...known.values()].flatMap((owners) => [...owners.values()]).find((one) => isBy(one, source));
    return other ? { name: other.names[0] ?? other.slug, about: about.names[0] ?? about.slug } : null;
  };
}
