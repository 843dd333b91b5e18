import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import type { Connector, RunContext } from "../connector";
import { politeAsk } from "../fetch/polite-ask";
import type { Payload } from "../payload/payload";
import { SourceError } from "../source-error";
import { alone } from "./lock";
import type { RunOrder, RunReport, RunTools } from "./order";
import { payloadsOf } from "./read-run";
import { closeRun, type Ending, notePayload, openRun } from "./run-rows";
import { type Asked, endingOf, settleRun } from "./settle-run";
import { sortReadings } from "./sort-readings";

const today = (): string => now().toISOString().slice(0, 10);

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
  const asked: Asked = { requests: 0, bytes: 0 };
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
  const sorted = await sortReadings(tools, connector, inOrder(payloads), context, order);
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
    const sorted = await sortReadings(tools, connector, payloads, context, order);
    const ending = await settleRun(tools, connector, run, sorted, order, context.day, asked);
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
