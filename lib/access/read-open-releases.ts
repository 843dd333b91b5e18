import type { Queryable } from "@/db/client";
import { readReleases } from "@/lib/store/read-releases";
import type { Release } from "@/lib/store/rows";
import { authored } from "./authored";
import { workedOn, worksOn } from "./entitlement";
import type { Viewer } from "./viewer";

/**
 * Releases up to a moment, newest first, of one dataset or of all that the viewer reads without delay: of the others a
 * release would tell what came since.
 */
export async function readOpenReleases(
  sql: Queryable,
  viewer: Viewer,
  { dataset, limit, before }: { dataset?: string; limit: number; before: string },
): Promise<Release[]> {
  const open = dataset === undefined ? workedOn(viewer) : worksOn(viewer, dataset) ? [dataset] : [];
  const releases = await readReleases(sql, { datasets: open, limit, before });
  return releases.map((one) => authored(viewer, one));
}
