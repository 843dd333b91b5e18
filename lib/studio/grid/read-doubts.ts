import type { Database } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { askPublishers } from "../drafts/asked/ask-publishers";
import { readVoices } from "../drafts/asked/read-voices";
import { CATALOGUE, type EditOutcome } from "../drafts/draft";

/** Sources that are another publisher's than their series: what is asked, and of how many cells of the draft. */
export type Doubt = { message: string; cells: number };

const TOLD = 3;

/** What an act leaves to be asked about the sources of the series that it touched; those of most cells first. */
export async function readDoubts({ sql }: Database, { draft, cells }: EditOutcome): Promise<Doubt[]> {
  if (draft.dataset === CATALOGUE || cells.length === 0) return [];
  const voices = await readVoices(sql, draft.id, [...new Set(cells.map((one) => one.series))]);
  const found = await askPublishers(sql, draft, datasetOf(draft.dataset), voices);
  const counts = new Map<string, number>();
  for (const { message } of found) counts.set(message, (counts.get(message) ?? 0) + 1);
  const doubts = [...counts].map(([message, many]) => ({ message, cells: many }));
  return doubts.toSorted((a, b) => b.cells - a.cells).slice(0, TOLD);
}
