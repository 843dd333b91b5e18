import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import type { Viewer } from "./viewer";

/**
 * Notes that a viewer takes numbers out as a file, before they get it. Who looks on as somebody else takes nothing:
 * the try is noted too. Throws forbidden then.
 */
export async function noteExport(
  viewer: Viewer,
  what: { action?: string; subject: string; detail?: Record<string, string | number | boolean | null> },
  db: Database = database(),
): Promise<void> {
  if (viewer.viewedBy) {
    await recordAudit(db.orm, { by: viewer, ...what, action: "export.refused" });
    throw new AppError(
      "forbidden",
      `You are viewing as ${viewer.name}, and nothing is exported meanwhile. Stop first.`,
    );
  }
  await recordAudit(db.orm, { by: viewer, action: "export.csv", ...what });
}
