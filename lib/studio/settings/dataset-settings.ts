import { z } from "zod";
import type { Queryable } from "@/db/client";
import { knowsAnalysts } from "@/lib/access/analysts";
import type { Viewer } from "@/lib/access/viewer";
import { Slug } from "@/lib/kernel/slug";
import { Status } from "@/lib/kernel/status";
import { isZone } from "@/lib/kernel/zoned";

const orNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullable().default(null));

/** What this installation decides about a dataset beyond its definition. */
export const DatasetSettings = z.strictObject({
  /** The source that an edit starts with. */
  defaultSource: orNone(Slug),
  /** The status that an edit starts with. */
  defaultStatus: orNone(Status.exclude(["W"])),
  /** When publications are usually planned for, in a time zone. */
  embargoTime: orNone(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written 16:00")),
  embargoZone: z.string().refine(isZone, "That is no time zone").default("UTC"),
  /** Whether each publication closes an edition unless its analyst says otherwise. */
  closesEdition: z.boolean().default(false),
  /** The people who get a mail at each publication of a draft, by their ids. */
  told: z.array(z.uuid()).max(50).default([]),
});
export type DatasetSettings = z.infer<typeof DatasetSettings>;

/** How this installation runs a dataset: what was decided last, else the defaults. */
export async function readDatasetSettings(sql: Queryable, dataset: string): Promise<DatasetSettings> {
  const [row] = await sql<{ settings: unknown }[]>`
    select settings from dataset_setting where dataset = ${dataset} order by id desc limit 1`;
  return DatasetSettings.parse(row?.settings ?? {});
}

/** The same for who is of the house; others work with the defaults. */
export const settingsFor = async (viewer: Viewer, sql: Queryable, dataset: string): Promise<DatasetSettings> =>
  knowsAnalysts(viewer) ? readDatasetSettings(sql, dataset) : DatasetSettings.parse({});
