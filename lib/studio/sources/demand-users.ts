import type { Queryable } from "@/db/client";
import { worksOn } from "@/lib/access/entitlement";
import { demandSource } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";

/**
 * What readers of a dataset see of its sources is not for an organisation to change that does not work on it. Throws
 * forbidden where numbers of such a dataset rest on any of those sources.
 */
export async function demandUsers(sql: Queryable, viewer: Viewer, keys: readonly string[]): Promise<void> {
  for (const key of keys) await demandSource(sql, viewer, key);
  const rows = await sql<{ key: string; dataset: string }[]>`
    select distinct source.key, tally.dataset
    from source join observation_tally tally on tally.source_id = source.id where source.key = any(${[...keys]})`;
  const closed = rows.find((one) => findDataset(one.dataset) && !worksOn(viewer, one.dataset));
  if (closed)
    throw new AppError(
      "forbidden",
      `Numbers rest on “${closed.key}” of which ${viewer.organisation} does not work on the dataset.`,
    );
}
