import type { Database, Queryable } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { askPublishers } from "../drafts/asked/ask-publishers";
import { readNamedSources, readVoices, type VoicedCell } from "../drafts/asked/read-voices";
import { CATALOGUE, type EditOutcome } from "../drafts/draft";

/** Sources that are another publisher's than their series: what is asked, and of how many cells of the draft. */
export type Doubt = { message: string; cells: number };

const TOLD = 3;

/**
 * The series that an act touched in which any source of the draft would be another publisher's: of all others nothing
 * is asked, and their cells need not be read.
 */
async function doubtfulSeries(sql: Queryable, { draft, cells }: EditOutcome): Promise<string[]> {
  const dims = new Map(cells.map((one) => [one.series, one.dims]));
  const sources = await readNamedSources(sql, draft.id);
  const possible = [...dims].flatMap(([series, own]) =>
    sources.map((source): VoicedCell => ({ series, period: "", dims: own, status: "A", source })),
  );
  const found = await askPublishers(sql, draft, datasetOf(draft.dataset), possible);
  return [...new Set(found.flatMap(({ place }) => place?.series ?? []))];
}

/** What an act leaves to be asked about the sources of the series that it touched; those of most cells first. */
export async function readDoubts({ sql }: Database, outcome: EditOutcome): Promise<Doubt[]> {
  const { draft, cells } = outcome;
  if (draft.dataset === CATALOGUE || cells.length === 0) return [];
  const series = await doubtfulSeries(sql, outcome);
  if (series.length === 0) return [];
  const voices = await readVoices(sql, draft.id, series);
  const found = await askPublishers(sql, draft, datasetOf(draft.dataset), voices);
  const counts = new Map<string, number>();
  for (const { message } of found) counts.set(message, (counts.get(message) ?? 0) + 1);
  const doubts = [...counts].map(([message, many]) => ({ message, cells: many }));
  return doubts.toSorted((a, b) => b.cells - a.cells).slice(0, TOLD);
}
