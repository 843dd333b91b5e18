import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { readLeads } from "./leads-to";
import { type EntityLine, listEntities } from "./list-entities";

const OFFERED = 20;

/** Entities of a kind that a picker offers: each word is in their name, another name or key. Throws forbidden. */
export async function searchEntities(
  viewer: Viewer,
  { kind, text, except }: { kind: EntityKind; text: string; except?: string },
  db: Database = database(),
): Promise<EntityLine[]> {
  const { lines } = await listEntities(viewer, { kind, text }, db);
  return lines.filter((one) => one.slug !== except).slice(0, OFFERED);
}

/** The key of the entity that was picked: by its key, or by a name that leads to one alone. Throws invalid. */
export async function pickedEntity(kind: EntityKind, name: string, db: Database = database()): Promise<string> {
  const leads = await readLeads(db.sql, kind, [name]);
  const [found] = leads.filter((one) => one.slug === name).concat(leads.length === 1 ? leads : []);
  if (found) return found.slug;
  throw new AppError(
    "invalid",
    leads.length === 0
      ? `Nothing is called “${name}”. Search by any part of its name, and choose one.`
      : `“${name}” leads to more than one: ${leads.map((one) => one.slug).join(", ")}. Choose one of them.`,
  );
}
