import { dayBefore } from "@/lib/kernel/days";
import type { Database, Queryable } from "@/db/client";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { alone } from "@/lib/ingest/run/lock";
import { closeRun, type Ending, holdValues, openRun } from "@/lib/ingest/run/run-rows";
import type { Hold } from "@/lib/ingest/gate/candidate";
import { parameters, parametersHash } from "@/lib/models/price-index/parameters";
import { appendAssessments, type NewAssessment } from "@/lib/store/assessments";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { appendRateCards, type NewRateCard } from "@/lib/store/rate-cards";
import { type Decided, decideAll, INDEX, type IndexOrder, levelCode } from "./decide-indices";
import { cardNote, explanationOf, inputHash, noteOf } from "./explain";

/** How many days were assessed, how many days of posted prices there are new, and how many values went out or wait. */
export type IndexReport = { assessed: number; cards: number; appended: number; held: number };

const STATUS = { provisional: "P", final: "A", restated: "A", carried: "E", indicative: "E" } as const;
/** The source of every value that is computed by this version; values of 1.0.0 keep theirs. */
export const SOURCE = {
  key: "halfpitch-gpu-price-index-1-1-0",
  title: "GPU rental price index, method 1.1.0",
  publisher: "Halfpitch",
  kind: "index",
  reliability: "high",
} as const;

function proposalsOf({ gpu, segment, tenor, decision }: Decided): ProposedObservation[] {
  const { day, status, value, chain, revision } = decision;
  const base = { dataset: INDEX, dims: { gpu, segment, tenor }, period: day, source: SOURCE.key };
  const note = noteOf(decision).slice(0, 1000);
  if (status === "withheld" || value === null)
    return revision === 0 ? [] : [{ ...base, measure: "level", value: null, status: "W", note }];
  const level: ProposedObservation = { ...base, measure: "level", value, status: STATUS[status], note };
  const moved = status === "carried" || status === "indicative" ? null : chain;
  return moved === null ? [level] : [level, { ...level, measure: "chain", value: Number(moved.toFixed(4)) }];
}

const CONFIDENCE = { A: "high", B: "medium", C: "low" } as const;

function cardProposals({
  gpu,
  segment,
  tenor,
  day,
  value,
  low,
  high,
  companion,
  ...card
}: NewRateCard): ProposedObservation[] {
  const base = { dataset: INDEX, dims: { gpu, segment, tenor }, period: day, source: SOURCE.key };
  if (value === null || low === null || high === null)
    return [{ ...base, measure: "rate_card", value: null, status: "W", note: "Fewer than three posted prices stand." }];
  const status = day < now().toISOString().slice(0, 10) ? "A" : "P";
  const level: ProposedObservation = {
    ...base,
    measure: "rate_card",
    value,
    low,
    high,
    status,
    confidence: CONFIDENCE[card.grade],
    note: cardNote(card),
  };
  if (companion === null) return [level];
  const note = `Weighted with the installed fleets of ${card.fleets} of ${card.owners} owners, as known that day.`;
  return [level, { ...base, measure: "companion", value: companion, status, confidence: "low", note }];
}

function rowOf({ gpu, segment, tenor, decision }: Decided, hash: string): NewAssessment {
  const { assessment, day, revision, value, chain, status, reason } = decision;
  return {
    gpu,
    segment,
    tenor,
    day,
    revision,
    value,
    chain,
    status,
    providers: assessment.votes.length,
    observations: assessment.inputs.length,
    routes: assessment.routes,
    maxWeight: assessment.votes.length > 0 ? assessment.maxShare : null,
    mad: assessment.mad,
    tierShare: assessment.tierShare,
    inputHash: inputHash(decision),
    parametersHash: hash,
    reason: decision.alarm ? "ALARM" : reason,
    note: noteOf(decision),
    explanation: explanationOf(decision),
  };
}

function holdOf({ gpu, segment, tenor, decision }: Decided): Hold | null {
  if (!decision.alarm) return null;
  const dims = { gpu, segment, tenor };
  const proposal: ProposedObservation = {
    dataset: INDEX,
    measure: "level",
    dims,
    period: decision.day,
    value: decision.alarm.value,
    status: "P",
    source: SOURCE.key,
    note: "Published after a person looked at its alarm.",
  };
  return {
    candidate: { series: levelCode(dims), proposal, standing: null },
    rule: "index-alarm",
    reason: `The index ${decision.alarm.words}.`,
  };
}

const counts = { requests: 0, bytes: 0, rejected: 0, passed: 0, findings: {}, error: null };

async function carryOut(db: Database, order: IndexOrder, run: number, today: string): Promise<IndexReport> {
  const { assessed: decided, cards } = await decideAll(db.sql, order);
  const table = order.table ?? parameters;
  const hash = parametersHash(table);
  const rows = decided.map((one) => rowOf(one, hash));
  const holds = decided.flatMap((one) => holdOf(one) ?? []);
  const write = async (sql: Queryable, appended: number, changeSetId: number | null): Promise<IndexReport> => {
    await appendAssessments(sql, { hash, version: table.version, table }, rows, changeSetId);
    await appendRateCards(sql, hash, cards, changeSetId);
    const held = await holdValues(sql, run, INDEX, holds);
    const state = appended > 0 ? "published" : held > 0 ? "held" : "unchanged";
    const ending: Ending = {
      ...counts,
      state,
      seen: decided.length + cards.length,
      accepted: decided.length + cards.length - holds.length,
      appended,
      held,
      changeSetId,
    };
    await closeRun(sql, run, ending);
    return { assessed: decided.length, cards: cards.length, appended, held };
  };
  let report: IndexReport | null = null;
  await publishChangeSet(
    db,
    {
      author: { kind: "connector", name: INDEX },
      reason: `GPU rental price index, method ${table.version}, up to ${dayBefore(today)}`,
      sources: [SOURCE],
      observations: [...decided.flatMap(proposalsOf), ...cards.flatMap(cardProposals)],
    },
    async (tx, published) => {
      report = await write(tx, published.appended.observations, published.changeSetId);
    },
  );
  return report ?? db.sql.begin((tx) => write(tx, 0, null));
}

const sentenceOf = (error: unknown): string =>
  error instanceof AppError
    ? error.message
    : "A defect stopped the computation; the log has it. Nothing was published.";

/** Computes under a run of its own, whose row says so where it failed. */
async function underRun(db: Database, order: IndexOrder): Promise<IndexReport> {
  const today = order.today ?? now().toISOString().slice(0, 10);
  const start = { connector: INDEX, trigger: "schedule", startedBy: "schedule", day: today } as const;
  const run = await openRun(db, { ...start, since: null, replayOf: null });
  try {
    return await carryOut(db, order, run, today);
  } catch (error) {
    const none = { seen: 0, accepted: 0, appended: 0, held: 0, changeSetId: null };
    const failed: Ending = { ...counts, ...none, state: "failed", error: sentenceOf(error) };
    // Where the database is what failed, the next run closes the row.
    await closeRun(db.sql, run, failed).catch(() => undefined);
    throw error;
  }
}

/**
 * Brings every index up to yesterday: new days, restatements of the last five business days, days that become final. One
 * at a time, on however many machines; what stands already is not written again.
 */
export function publishIndices(db: Database, order: IndexOrder = {}): Promise<IndexReport> {
  return alone(db, INDEX, () => underRun(db, order));
}
