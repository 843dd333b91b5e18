import type { Queryable } from "@/db/client";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { readStandingOf } from "@/lib/store/read-history";

/**
 * What a replay has to take back: values that the run published, that still stand, and that its payloads do not give
 * any more under today's reading.
 */
export async function withdrawalsOf(
  sql: Queryable,
  replayed: { run: number; changeSetId: number | null },
  datasets: readonly string[],
  proposals: readonly ProposedObservation[],
): Promise<ProposedObservation[]> {
  if (replayed.changeSetId === null) return [];
  const still = new Set(
    proposals.map((one) => `${seriesCode(datasetOf(one.dataset), one.dims, one.measure)} ${one.period}`),
  );
  const gone: ProposedObservation[] = [];
  for (const dataset of datasets) {
    const standing = await readStandingOf(sql, replayed.changeSetId, dataset);
    for (const { series, measure, dims, period, source } of standing) {
      if (still.has(`${series} ${period}`)) continue;
      const note = `Withdrawn: reading the payloads of run ${replayed.run} again does not give it.`;
      gone.push({ dataset, measure, dims, period, value: null, status: "W", source, note });
    }
  }
  return gone;
}
