import type { Queryable } from "@/db/client";
import { EntityKind } from "@/lib/entities/kinds";
import { LATEST } from "./as-of";
import { readEntityNames } from "./read-catalogue";

/** The names of all entities by kind and slug. */
export type EntityNames = ReadonlyMap<EntityKind, ReadonlyMap<string, string>>;

/** Reads the names of every entity there is, as they were called at `asOf`. */
export async function readAllNames(sql: Queryable, asOf: string = LATEST): Promise<EntityNames> {
  const names = new Map<EntityKind, ReadonlyMap<string, string>>();
  for (const kind of EntityKind.options) names.set(kind, await readEntityNames(sql, kind, asOf));
  return names;
}
