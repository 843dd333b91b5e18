import { z } from "zod";
import type { Database } from "@/db/client";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { ProposedSource } from "@/lib/datasets/proposal";
import { AppError } from "@/lib/kernel/error";
import { addSource } from "../drafts/items";
import { sourceKeyOf } from "./source-key";

/** An empty field of a form is one that was left out. */
const orLeftOut = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** A source that is not recorded yet, as a form has it. */
export const NewSource = z.strictObject({
  title: z.string().trim().min(1, "A new source needs a title").max(300),
  publisher: z.string().trim().min(1, "A new source needs a publisher").max(200),
  url: orLeftOut(z.url({ protocol: /^https?$/, message: "An address begins with http:// or https://" })),
  published: orLeftOut(z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "A date is written YYYY, YYYY-MM or YYYY-MM-DD")),
  kind: z.string().trim().min(1, "Say of what kind the source is").max(60),
});

/** The fields by which a form names its source: the key of one that is recorded, or a new one, which then counts. */
export const namesSource = { source: z.string().trim().max(300).default(""), newSource: NewSource.optional() };
export type NamesSource = { source: string; newSource?: z.infer<typeof NewSource> | undefined };

/**
 * The key of the source that an item of a draft names, null where it names none; a new one is put beside the draft, with
 * which it is recorded. Throws invalid for a key that is neither in the store nor beside the draft, and conflict where a
 * new one is recorded already.
 */
export async function nameSource(
  viewer: Viewer,
  { draft, source, newSource }: NamesSource & { draft: number },
  db: Database,
): Promise<string | null> {
  if (newSource) {
    const key = sourceKeyOf(newSource);
    await addSource(viewer, { draft, source: ProposedSource.parse({ key, ...newSource }) }, db);
    return key;
  }
  if (source === "") return null;
  const [found] = await db.sql`
    select 1 from source where key = ${source} and ${isVisible(db.sql, viewer, db.sql`source.id`)}
    union all select 1 from draft_source where draft_id = ${draft} and key = ${source}`;
  if (!found)
    throw new AppError("invalid", `There is no source called “${source}”. Choose one that is offered, or make it.`);
  return source;
}

/** As nameSource, of something that has to have a source. */
export async function nameNeededSource(
  viewer: Viewer,
  given: NamesSource & { draft: number },
  db: Database,
): Promise<string> {
  const key = await nameSource(viewer, given, db);
  if (key === null) throw new AppError("invalid", "Name the source that says so. Nothing was changed.");
  return key;
}
