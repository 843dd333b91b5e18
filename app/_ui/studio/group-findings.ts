import type { CellPlace } from "@/lib/studio/drafts/cell-names";
import type { DraftFinding } from "@/lib/studio/drafts/draft";

/** Findings that say the same: of which cells, as far as they are told, and of how many. */
export type Group = { rule: string; message: string; blocking: boolean; places: CellPlace[]; count: number };

/** Findings that say the same of different cells, once. */
export function groupsOf(findings: readonly DraftFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { rule, message, blocking, place, times } of findings) {
    const key = `${blocking} ${rule} ${message}`;
    const group = groups.get(key) ?? { rule, message, blocking, places: [], count: 0 };
    group.count = times ?? group.count + 1;
    if (place) group.places.push(place);
    groups.set(key, group);
  }
  return [...groups.values()];
}
