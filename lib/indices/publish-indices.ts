import type { Database, Queryable } from "@/db/client";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { now } from "@/lib/kernel/clock";
import { alone } from "@/lib/ingest/run/lock";
import { closeRun, type Ending, holdValues, openRun } from "@/lib/ingest/run/run-rows";
import type { Hold } from "@/lib/ingest/gate/candidate";
import { parameters, parametersHash } from "@/lib/models/price-index/parameters";
import { appendAssessments, type NewAssessment } from "@/lib/store/assessments";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { dayBefore, type Decided, decideIndices, INDEX, type IndexOrder, levelCode } from "./decide-indices";
import { explanationOf, inputHash, noteOf } from "./explain";

export type IndexReport = { assessed: number; appended: number; held: number };

const STATUS = { provisional: "P", final: "A", restated: "A", carried: "E", indicative: "E" } as const;
export const SOURCE = {
  key: "halfpitch-gpu-price-index-1-0-0",
  title: "GPU rental price index, method 1.0.0",
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

async function carryOut(db: Database, order: IndexOrder): Promise<IndexReport> {
  const today = order.today ?? now().toISOString().slice(0, 10);
  const run = await openRun(db, {
    connector: INDEX,
    trigger: "schedule",
    startedBy: "schedule",
    day: today,
    since: null,
    replayOf: null,
  });
  const decided = await decideIndices(db.sql, order);
  const table = order.table ?? parameters;
  const hash = parametersHash(table);
  const rows = decided.map((one) => rowOf(one, hash));
  const holds = decided.flatMap((one) => holdOf(one) ?? []);
  const write = async (sql: Queryable, appended: number, changeSetId: number | null): Promise<IndexReport> => {
    await appendAssessments(sql, { hash, version: table.version, table }, rows, changeSetId);
    const held = await holdValues(sql, run, INDEX, holds);
    const state = appended > 0 ? "published" : held > 0 ? "held" : "unchanged";
    const ending: Ending = {
      ...counts,
      state,
      seen: decided.length,
      accepted: decided.length - holds.length,
      appended,
      held,
      changeSetId,
    };
    await closeRun(sql, run, ending);
    return { assessed: decided.length, appended, held };
  };
  let report: IndexReport | null = null;
  await publishChangeSet(
    db,
    {
      author: { kind: "connector", name: INDEX },
      reason: `GPU rental price index, method ${table.version}, up to ${dayBefore(today)}`,
      sources: [SOURCE],
      observations: decided.flatMap(proposalsOf),
    },
    async (tx, published) => {
      report = await write(tx, published.appended.observations, published.changeSetId);
    },
  );
  return report ?? db.sql.begin((tx) => write(tx, 0, null));
}

/**
 * Brings every index up to yesterday: new days, restatements of the last five business days, days that become final. One
 * at a time, on however many machines; what stands already is not written again.
 */
export function publishIndices(db: Database, order: IndexOrder = {}): Promise<IndexReport> {
  return alone(db, INDEX, () => carryOut(db, order));
}
