import type { Queryable } from "@/db/client";
import { type DatasetSettings, readDatasetSettings } from "./dataset-settings";

/** The source and status that edits of a dataset start with, by its settings. */
export type UsualStamp = {
  source: string | null;
  sourceTitle: string | null;
  status: DatasetSettings["defaultStatus"];
};

/** Reads it; a source that was archived or merged since is not proposed. */
export async function readUsualStamp(sql: Queryable, dataset: string): Promise<UsualStamp> {
  const { defaultSource, defaultStatus } = await readDatasetSettings(sql, dataset);
  const [source] = await sql<{ key: string; title: string }[]>`
    select key, title from standing_source where own_key = ${defaultSource} and key = own_key and not archived`;
  return { source: source?.key ?? null, sourceTitle: source?.title ?? null, status: defaultStatus };
}
