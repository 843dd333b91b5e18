import type { Database } from "@/db/client";
import { demandHouseSettings } from "@/lib/access/analysts";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { database } from "@/lib/store/database";
import { readWaivers, type Waiver } from "../drafts/waiver";
import { differencesOf } from "./change-settings";
import { DatasetSettings } from "./dataset-settings";

/** A decision about the settings: what it changed, by name. */
export type SettingsLine = { at: string; by: string; changed: Record<string, string> };

export type SettingsDetail = {
  settings: DatasetSettings;
  history: SettingsLine[];
  waivers: Waiver[];
  /** Analysts and admins of the viewer's organisation, who may be told of publications. */
  people: { id: string; name: string }[];
};

/** How a dataset is run here, who decided that, and whether a second pair of eyes is needed. Throws forbidden, not_found. */
export async function readSettings(
  viewer: Viewer,
  dataset: string,
  db: Database = database(),
): Promise<SettingsDetail> {
  demandStudioReader(viewer, dataset);
  demandHouseSettings(viewer);
  const [rows, waivers, people] = await Promise.all([
    db.sql<{ settings: unknown; at: string; by: string }[]>`
      select settings, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, person.name as by
      from dataset_setting join person on person.id = person_id where dataset = ${dataset} order by dataset_setting.id`,
    readWaivers(db.sql, viewer.organisationId, dataset),
    db.sql<{ id: string; name: string }[]>`
      select person.id, person.name from person join member on member.person_id = person.id
      where member.organisation_id = ${viewer.organisationId} and member.role in ('analyst', 'admin')
        and person.disabled_at is null order by person.name`,
  ]);
  const states = [DatasetSettings.parse({}), ...rows.map((row) => DatasetSettings.parse(row.settings))];
  const names = new Map(people.map((one) => [one.id, one.name]));
  const named = (words: string): string => words.replace(/[0-9a-f-]{36}/g, (id) => names.get(id) ?? "somebody");
  const history = rows.map(({ at, by }, nth): SettingsLine => {
    const [before, after] = [states[nth], states[nth + 1]];
    const changed = before && after ? Object.entries(differencesOf(before, after)) : [];
    return { at, by, changed: Object.fromEntries(changed.map(([key, words]) => [key, named(words)])) };
  });
  const settings = states.at(-1) ?? DatasetSettings.parse({});
  return { settings, history: history.toReversed(), waivers, people: [...people] };
}
