import type { Queryable } from "@/db/client";
import { datasets } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import { nearCodes } from "@/lib/store/read-series";
import { worksOn } from "./entitlement";
import type { Viewer } from "./viewer";

/**
 * Throws not_found for a code that names no series of the viewer's, with codes near it. Those are of datasets that they
 * read without delay: of others they would tell what came since, or what there is at all.
 */
export async function refuseCode(sql: Queryable, viewer: Viewer, code: string): Promise<never> {
  const open = datasets().flatMap((one) => (worksOn(viewer, one.slug) ? [one.slug] : []));
  const near = await nearCodes(sql, code, open);
  const hint = near.length > 0 ? ` Near it: ${near.join(", ")}.` : "";
  throw new AppError("not_found", `There is no series called “${code}”.${hint}`);
}
