import type { Viewer } from "@/lib/access/viewer";
import { firstRows, headersOf, type ImportPlaces, withImport } from "./open-import";
import { Mapping } from "./mapping/mapping";
import { standingDraft } from "./judge-import";
import { planProblems } from "./rows/plan";
import { readVocabulary, type Vocabulary } from "./rows/vocabulary";
import { type ImportRef, saveMapping } from "./work";

/** Names for the whole file that are not known, each as a sentence; where they are known, their keys. */
function settled(mapping: Mapping, { dims, measure, source }: Vocabulary): { mapping: Mapping; problems: string[] } {
  const problems: string[] = [];
  const fixed: Record<string, string> = {};
  for (const [key, written] of Object.entries(mapping.fixed)) {
    const find = key === "measure" ? measure : dims.get(key);
    const found = find?.(written);
    if (found && "slug" in found) fixed[key] = found.slug;
    else if (found) problems.push(`For the whole file: ${found.reason}.`);
  }
  const found = mapping.source === null ? null : source(mapping.source);
  if (found && "reason" in found) problems.push(`For the whole file: ${found.reason}.`);
  return { mapping: { ...mapping, fixed, source: found && "slug" in found ? found.slug : mapping.source }, problems };
}

/**
 * Keeps what the columns of a file mean, and returns what is still to be said before it can be checked, each as a
 * sentence; it is kept all the same, so that nothing has to be chosen twice.
 */
export async function settleMapping(
  viewer: Viewer,
  given: ImportRef & { mapping: unknown },
  places: ImportPlaces = {},
): Promise<string[]> {
  const { mapping: asked, ...ref } = given;
  const wanted = Mapping.parse(asked);
  return withImport(viewer, ref, places, async (open) => {
    const { db, dataset, table, work } = open;
    const header = work.reading?.header ?? 0;
    const headers = headersOf(table, await firstRows(table, header + 60), header);
    const vocabulary = await readVocabulary(db.sql, viewer, dataset, await standingDraft(viewer, open));
    const { mapping, problems } = settled(wanted, vocabulary);
    await saveMapping(viewer, { ...ref, mapping }, db);
    return [...planProblems(dataset, mapping, headers), ...problems];
  });
}
