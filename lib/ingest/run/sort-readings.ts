import { createHash } from "node:crypto";
import type { Connector, RunContext } from "../connector";
import type { Candidate, Hold } from "../gate/candidate";
import { passGate } from "../gate/gate";
import type { Payload } from "../payload/payload";
import { type Batch, countOf, gather } from "./batch";
import type { RunOrder, RunTools } from "./order";
import { knownEntities } from "./read-run";
import { withdrawalsOf } from "./withdrawals";

/** What a run read, sorted by the gate, with the hash of all that was proposed. */
export type Sorted = { batch: Batch; passed: Candidate[]; held: Hold[]; hash: string };

/** The SHA-256 of everything that a reading proposes: equal for a run and a replay that reads the same. */
export const proposalHash = (batch: Batch): string =>
  createHash("sha256")
    .update(JSON.stringify([batch.observations, batch.entities, batch.sources]))
    .digest("hex");

/** Reads payloads and sorts what they propose: what may be published by itself, and what is held, with the reason. */
export async function sortReadings(
  { db, log }: RunTools,
  connector: Connector,
  payloads: AsyncIterable<Payload>,
  context: RunContext,
  order: RunOrder,
): Promise<Sorted> {
  const stored = await knownEntities(db.sql);
  const own = ({ slug }: Connector["publisher"], kind: string, key: string) => kind === "publisher" && key === slug;
  const batch = await gather(
    connector.read(payloads, context),
    connector.datasets,
    (kind, key) => own(connector.publisher, kind, key) || stored(kind, key),
  );
  const hash = proposalHash(batch);
  // What is known of an entity is curated: a connector adds the ones that are missing and rewrites none.
  batch.entities = batch.entities.filter((one) => !stored(one.kind, one.slug));
  const rejected = countOf(batch.rejected);
  log({ step: "read", seen: batch.seen, values: batch.observations.length, rejected, passed: countOf(batch.passed) });
  if (order.replayOf) {
    const gone = await withdrawalsOf(db.sql, order.replayOf, connector.datasets, batch.observations);
    batch.observations = [...batch.observations, ...gone];
  }
  const passed: Candidate[] = [];
  const held: Hold[] = [];
  for (const slug of connector.datasets) {
    const own = batch.observations.filter((one) => one.dataset === slug);
    const gated = await passGate(db.sql, slug, own, { sources: [connector.source.key], day: context.day });
    held.push(...gated.held);
    const reason = "Values of this source are published by an analyst only.";
    const certain: Candidate[] = [];
    for (const candidate of gated.passed) {
      const doubt = batch.doubts.get(candidate.proposal);
      if (doubt) held.push({ candidate, ...doubt });
      else certain.push(candidate);
    }
    if (connector.publishes === "itself") passed.push(...certain);
    else held.push(...certain.map((candidate) => ({ candidate, rule: "policy", reason })));
  }
  log({ step: "gate", passed: passed.length, held: held.length });
  return { batch, passed, held, hash };
}
