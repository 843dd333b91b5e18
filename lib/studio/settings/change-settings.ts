import type { Database } from "@/db/client";
import { demandHouseSettings } from "@/lib/access/analysts";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { DatasetSettings, readDatasetSettings } from "./dataset-settings";

const wordOf = (value: unknown): string => {
  if (value === undefined || value === null) return "none";
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** What differs between two settings, as `before → after` by name. */
export function differencesOf(before: DatasetSettings, after: DatasetSettings): Record<string, string> {
  const changed = Object.entries(after).flatMap(([key, value]) => {
    const [was, is] = [wordOf(Object.entries(before).find(([name]) => name === key)?.[1]), wordOf(value)];
    return was === is ? [] : [[key, `${was} → ${is}`] as const];
  });
  return Object.fromEntries(changed);
}

/**
 * Decides how a dataset is run here; the whole of the settings is written anew, and audited with what changed. Throws
 * forbidden, invalid for a source that is not offered, and conflict where nothing changes.
 */
export async function changeSettings(
  viewer: Viewer,
  given: { dataset: string; settings: unknown },
  db: Database = database(),
): Promise<string> {
  demandAnalyst(viewer, given.dataset);
  demandHouseSettings(viewer);
  const settings = DatasetSettings.parse(given.settings);
  return db.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`halfpitch.settings ${given.dataset}`}))`;
    const detail = differencesOf(await readDatasetSettings(tx, given.dataset), settings);
    if (Object.keys(detail).length === 0)
      throw new AppError("conflict", "That is what stands already. Nothing changed.");
    if (settings.defaultSource !== null) {
      const [source] = await tx`
        select 1 from standing_source where own_key = key and key = ${settings.defaultSource} and not archived`;
      if (!source)
        throw new AppError("invalid", `“${settings.defaultSource}” is no source that is offered. Choose another.`);
    }
    await tx`
      insert into dataset_setting (dataset, settings, person_id)
      values (${given.dataset}, ${JSON.stringify(settings)}::text::jsonb, ${viewer.personId})`;
    await auditIn(tx, viewer, { action: "dataset.settings", subject: given.dataset, detail });
    return "Settings are kept, for everybody who works on this dataset.";
  });
}
