import type { Queryable } from "@/db/client";
import { worksOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";

/**
 * What readers of a dataset see of its sources is not for an organisation to change that does not work on it. Throws
 * forbidden where numbers of such a dataset rest on any of those sources.
 */
export async function demandUsers(sql: Queryable, viewer: Viewer, keys: readonly string[]): Promise<void> {
  const rows = await sql<{ key: string; dataset: string }[]>`
    select distinct source.key, series.dataset
    from source join observation o on o.source_id = source.id join series on series.id = o.series_id
    where source.key = any(${[...keys]})`;
  const closed = rows.find((one) => findDataset(one.dataset) && !worksOn(viewer, one.dataset));
  if (closed)
    throw new AppError(
      "forbidden",
      `Numbers of ${findDataset(closed.dataset)?.title ?? closed.dataset} rest on “${closed.key}”, and ${viewer.organisation} does not work on that.`,
    );
}
