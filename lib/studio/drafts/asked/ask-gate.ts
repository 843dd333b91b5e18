import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { passGate } from "@/lib/ingest/gate/gate";
import { plainName } from "@/lib/provenance/plain-name";
import type { DraftFinding } from "../draft";

/** The keys of all sources of the publishers of some sources: what they fed is what a new one of theirs continues. */
async function siblings(sql: Queryable, publisher: string): Promise<string[]> {
  const rows = await sql<{ key: string; publisher: string }[]>`select key, publisher from source`;
  return rows.flatMap((row) => (plainName(row.publisher) === publisher ? [row.key] : []));
}

/** A draft's values by the publisher of their source: each is a batch of its own, as a connector's are. */
function batchesOf(
  proposals: readonly ProposedObservation[],
  publishers: ReadonlyMap<string, string>,
): Map<string, ProposedObservation[]> {
  const batches = new Map<string, ProposedObservation[]>();
  for (const one of proposals) {
    if (one.status === "W") continue;
    const publisher = publishers.get(one.source) ?? "";
    const batch = batches.get(publisher);
    if (batch) batch.push(one);
    else batches.set(publisher, [one]);
  }
  return batches;
}

/** From so many contributors on, withdrawing their values reads as a change of the market. */
const LOST = 3;

/** Withdrawals of several contributors' values: the market loses them as if a list had been cut off. */
function withdrawals(dataset: DatasetDefinition, proposals: readonly ProposedObservation[]): DraftFinding[] {
  const over = dataset.gate.contributors?.over;
  const gone = over === undefined ? [] : proposals.filter((one) => one.status === "W");
  const lost = new Set(gone.map(({ dims }) => dims[over ?? ""])).size;
  if (lost < LOST) return [];
  const message = `Values of ${lost} contributors are withdrawn. Was each of them wrong? What has only ended stands with its date.`;
  return gone.map(({ dims, measure, period }) => {
    const place = { series: seriesCode(dataset, dims, measure), period };
    return { rule: "contributors", message, blocking: false, place, asks: "contributors · withdrawn" };
  });
}

/**
 * What the dataset's gate would hold if a connector brought the values: each has to be answered before the draft is
 * approved. What the gate calls an actual of the future stops a draft, as a check of the dataset, and is not asked here.
 * `publishers` has the publisher of each source by its key.
 */
export async function askGate(
  sql: Queryable,
  draft: { dataset: string },
  proposals: readonly ProposedObservation[],
  given: { publishers: ReadonlyMap<string, string>; day: string },
): Promise<DraftFinding[]> {
  const dataset = datasetOf(draft.dataset);
  const plain = new Map([...given.publishers].map(([key, publisher]) => [key, plainName(publisher)]));
  const findings: DraftFinding[] = withdrawals(dataset, proposals);
  for (const [publisher, batch] of batchesOf(proposals, plain)) {
    const sources = publisher === "" ? [] : await siblings(sql, publisher);
    const { all } = await passGate(sql, draft.dataset, batch, { sources, day: given.day, drafted: true });
    for (const { candidate, rule, reason } of all) {
      if (rule === "future") continue;
      const { dims, measure, period, source } = candidate.proposal;
      const place = { series: seriesCode(dataset, dims, measure), period };
      findings.push({ rule, message: reason, blocking: false, place, asks: `${rule} · ${source}` });
    }
  }
  return findings;
}
