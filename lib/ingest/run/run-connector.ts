import { createHash } from "node:crypto";
import type { Database } from "@/db/client";
import { type Published, type ChangeSetInput } from "@/lib/store/publish/change-set";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import type { Connector, RunContext } from "../connector";
import type { Tools } from "../fetch/attempt";
import { politeAsk } from "../fetch/polite-ask";
import type { Candidate, Hold } from "../gate/candidate";
import { passGate } from "../gate/gate";
import type { Payload } from "../payload/payload";
import { SourceError } from "../source-error";
import { type Batch, countOf, gather } from "./batch";
import { alone } from "./lock";
import type { RunLog } from "./log";
import { knownEntities, payloadsOf } from "./read-run";
import { closeRun, type Ending, holdValues, notePayload, openRun, type Trigger } from "./run-rows";
import { withdrawalsOf } from "./withdrawals";

export type RunTools = Omit<Tools, "onRequest"> & { db: Database; key: string; log: RunLog };

export type RunOrder = {
  trigger: Trigger;
  startedBy: string;
  since?: string | null;
  /** Reads the payloads of this run again instead of asking the source. */
  replayOf?: { run: number; day: string; since: string | null; changeSetId: number | null };
};

/** What a run found and did. A dry run has no number and published nothing. */
export type RunReport = { run: number | null; ending: Ending; passed: Candidate[]; held: Hold[]; batch: Batch | null };

type Sorted = { batch: Batch; passed: Candidate[]; held: Hold[]; hash: string };

const today = (): string => now().toISOString().slice(0, 10);

/** The SHA-256 of everything that a reading proposes: equal for a run and a replay that reads the same. */
export const proposalHash = (batch: Batch): string =>
  createHash("sha256")
    .update(JSON.stringify([batch.observations, batch.entities, batch.sources]))
    .digest("hex");

async function sort(
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
    const gated = await passGate(db.sql, slug, own, { source: connector.source.key, day: context.day });
    held.push(...gated.held);
    const reason = "Values of this source are published by an analyst only.";
    if (connector.publishes === "itself") passed.push(...gated.passed);
    else held.push(...gated.passed.map((candidate) => ({ candidate, rule: "policy", reason })));
  }
  log({ step: "gate", passed: passed.length, held: held.length });
  return { batch, passed, held, hash };
}

function changesOf(connector: Connector, { batch, passed }: Sorted, order: RunOrder, day: string): ChangeSetInput {
  const { publisher, source, slug, title } = connector;
  const what = order.replayOf ? `read again from run ${order.replayOf.run}` : `fetched ${day}`;
  return {
    author: { kind: "connector", name: slug },
    reason: `${title}, ${what}`,
    sources: [source, ...batch.sources],
    entities: [{ kind: "publisher", slug: publisher.slug, name: publisher.name, verified: true }, ...batch.entities],
    observations: passed.map(({ proposal }) => proposal),
  };
}

function endingOf({ batch, passed, held, hash }: Sorted, asked: { requests: number; bytes: number }): Ending {
  return {
    state: "unchanged",
    ...asked,
    seen: batch.seen,
    accepted: passed.length,
    appended: 0,
    held: held.length,
    rejected: countOf(batch.rejected),
    passed: countOf(batch.passed),
    findings: {
      rejected: batch.rejected,
      passed: batch.passed,
      unknownFields: batch.unknownFields,
      proposalHash: hash,
    },
    error: null,
    changeSetId: null,
  };
}

/** Publishes what passed, puts the rest aside and closes the run: all in one transaction where there is anything new. */
async function settle(
  tools: RunTools,
  connector: Connector,
  run: number,
  sorted: Sorted,
  order: RunOrder,
  day: string,
  asked: { requests: number; bytes: number },
): Promise<Ending> {
  const ending = endingOf(sorted, asked);
  const close = async (sql: Parameters<typeof closeRun>[0], published: Published | null): Promise<Ending> => {
    const fresh = await holdValues(sql, run, connector.slug, sorted.held);
    const appended = published?.appended.observations ?? 0;
    const state = appended > 0 ? "published" : fresh > 0 ? "held" : "unchanged";
    const done: Ending = { ...ending, state, appended, changeSetId: published?.changeSetId ?? null };
    await closeRun(sql, run, done);
    return done;
  };
  let done: Ending | null = null;
  await publishChangeSet(tools.db, changesOf(connector, sorted, order, day), async (tx, published) => {
    done = await close(tx, published);
  });
  return done ?? tools.db.sql.begin((tx) => close(tx, null));
}

const nothing: Omit<Ending, "state" | "error" | "requests" | "bytes"> = {
  seen: 0,
  accepted: 0,
  appended: 0,
  held: 0,
  rejected: 0,
  passed: 0,
  findings: {},
  changeSetId: null,
};

/** What went wrong, as the run's row may say it: our own sentences alone, never the text of a defect. */
function sentenceOf(error: unknown): string {
  if (error instanceof SourceError || error instanceof AppError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC") return "The disk on which payloads are kept is full. Nothing was published.";
  if (code === "EACCES" || code === "EROFS") return "The payload folder cannot be written. Nothing was published.";
  return `A defect stopped the run${code ? ` (${code})` : ""}; the log has it. Nothing was published.`;
}

async function fetchAll(tools: RunTools, connector: Connector, context: RunContext, run: number | null) {
  const asked = { requests: 0, bytes: 0 };
  const payloads: Payload[] = [];
  const counted = { ...tools, onRequest: () => (asked.requests += 1) };
  const ask = politeAsk(counted, connector, async (noted) => {
    if (run !== null) await notePayload(tools.db, run, payloads.length, noted);
    asked.bytes += noted.fresh ? noted.bytes : 0;
    tools.log({ step: "fetched", name: noted.name, bytes: noted.bytes, fresh: noted.fresh, hash: noted.hash });
  });
  const kept = async (...question: Parameters<typeof ask>) => {
    const payload = await ask(...question);
    if (payload) payloads.push(payload);
    return payload;
  };
  return { asked, payloads, work: () => connector.fetch(kept, context) };
}

async function* inOrder(payloads: readonly Payload[]): AsyncGenerator<Payload> {
  yield* payloads;
}

/** Fetches and reads without publishing anything, and tells what a run would publish and hold. Throws SourceError. */
export async function dryRun(tools: RunTools, connector: Connector, order: RunOrder): Promise<RunReport> {
  const context: RunContext = { day: today(), since: order.since ?? null, key: tools.key };
  const { asked, payloads, work } = await fetchAll(tools, connector, context, null);
  await work();
  const sorted = await sort(tools, connector, inOrder(payloads), context, order);
  return { run: null, ending: endingOf(sorted, asked), ...sorted };
}

async function carryOut(tools: RunTools, connector: Connector, order: RunOrder): Promise<RunReport> {
  const { replayOf } = order;
  const since = replayOf ? replayOf.since : (order.since ?? null);
  const context: RunContext = { day: replayOf?.day ?? today(), since, key: tools.key };
  const { trigger, startedBy } = order;
  const start = { connector: connector.slug, trigger, startedBy, day: context.day, since };
  const run = await openRun(tools.db, { ...start, replayOf: replayOf?.run ?? null });
  tools.log({ step: "begun", run, trigger });
  const { asked, work } = await fetchAll(tools, connector, context, run);
  try {
    if (!replayOf) await work();
    const payloads = payloadsOf(tools.sql, tools.store, replayOf?.run ?? run);
    const sorted = await sort(tools, connector, payloads, context, order);
    const ending = await settle(tools, connector, run, sorted, order, context.day, asked);
    tools.log({ step: "ended", run, state: ending.state, appended: ending.appended, held: ending.held });
    return { run, ending, ...sorted };
  } catch (error) {
    const ending: Ending = { ...nothing, ...asked, state: "failed", error: sentenceOf(error) };
    await closeRun(tools.sql, run, ending);
    tools.log({ step: "failed", run, error: ending.error });
    if (!(error instanceof SourceError || error instanceof AppError))
      tools.log({ step: "defect", run, stack: stackOf(error) });
    return { run, ending, passed: [], held: [], batch: null };
  }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : "no error");

/**
 * Runs a connector once, alone: what passes the gate is published, the rest is held, and the run's row says what
 * happened, also when it failed. Throws AppError conflict where the connector is running already.
 */
export function runConnector(tools: RunTools, connector: Connector, order: RunOrder): Promise<RunReport> {
  return alone(tools.db, connector.slug, () => carryOut(tools, connector, order));
}
