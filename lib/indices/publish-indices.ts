import type { Database, Queryable } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { seriesCode } from "@/lib/datasets/series-code";
import { now } from "@/lib/kernel/clock";
import { alone } from "@/lib/ingest/run/lock";
import { closeRun, type Ending, holdValues, openRun } from "@/lib/ingest/run/run-rows";
import type { Hold } from "@/lib/ingest/gate/candidate";
import { parameters, parametersHash, type Parameters } from "@/lib/models/price-index/parameters";
import { appendAssessments, type NewAssessment, readAssessments } from "@/lib/store/assessments";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { readObservations } from "@/lib/store/read-observations";
import type { Observation } from "@/lib/store/rows";
import { type AssessedGpu, assessedGpus, SEGMENTS, TENORS } from "./assessed-gpus";
import { computeIndex, type Decision, type Standing } from "./compute";
import { barredOn, datedQuotes } from "./dated-quotes";
import { explanationOf, inputHash, noteOf } from "./explain";
import { indicativePrice } from "./matched-discounts";

const DATASET = "gpu-price-index";
const NAME = "gpu-price-index";
const WARM_UP_DAYS = 120;

/** What to compute; `gpus` leaves out all others. */
export type IndexOrder = { today?: string; from?: string; table?: Parameters; gpus?: readonly string[] };
export type IndexReport = { assessed: number; appended: number; held: number };
type Key = { gpu: string; segment: string; tenor: string };
type Decided = Key & { decision: Decision };

const STATUS = { provisional: "P", final: "A", restated: "A", carried: "E", indicative: "E" } as const;
const SOURCE = {
  key: "halfpitch-gpu-price-index-1-0-0",
  title: "GPU rental price index, method 1.0.0",
  publisher: "Halfpitch",
  kind: "index",
  reliability: "high",
} as const;

const dayBefore = (day: string, days = 1): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

function proposalsOf({ gpu, segment, tenor, decision }: Decided): ProposedObservation[] {
  const { day, status, value, chain, revision } = decision;
  const base = { dataset: DATASET, dims: { gpu, segment, tenor }, period: day, source: SOURCE.key };
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
    dataset: DATASET,
    measure: "level",
    dims,
    period: decision.day,
    value: decision.alarm.value,
    status: "P",
    source: SOURCE.key,
    note: "Published after a person looked at its alarm.",
  };
  const series = seriesCode(datasetOf(DATASET), dims, "level");
  return {
    candidate: { series, proposal, standing: null },
    rule: "index-alarm",
    reason: `The index ${decision.alarm.words}.`,
  };
}

async function releasedDays(sql: Queryable): Promise<Map<string, Set<string>>> {
  const rows = await sql<{ series: string; period: string }[]>`
    select series, period from held_item where dataset = ${DATASET} and state = 'accepted'`;
  const days = new Map<string, Set<string>>();
  for (const { series, period } of rows) days.set(series, (days.get(series) ?? new Set()).add(period));
  return days;
}

async function standingOf(sql: Queryable): Promise<Map<string, Map<string, Standing>>> {
  const found = new Map<string, Map<string, Standing>>();
  for (const { gpu, segment, tenor, day, status, value, revision, chain } of await readAssessments(sql, {})) {
    const key = `${gpu} ${segment} ${tenor}`;
    const own = found.get(key) ?? new Map<string, Standing>();
    found.set(key, own.set(day, { status, value, revision, chain }));
  }
  return found;
}

const byDay = (a: { day: string }, b: { day: string }): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

type World = {
  standing: Map<string, Map<string, Standing>>;
  released: Map<string, Set<string>>;
  order: Required<Omit<IndexOrder, "gpus">> & { floor: string | null };
};

function ofGpu(gpu: AssessedGpu, all: readonly Observation[], { standing, released, order }: World): Decided[] {
  const decided: Decided[] = [];
  const to = dayBefore(order.today);
  for (const segment of SEGMENTS) {
    const own = all.filter((one) => one.dims["segment"] === segment);
    const sorted = (tenor: string) => {
      const { quotes, barred } = datedQuotes(
        own.filter((one) => one.dims["tenor"] === tenor),
        gpu,
      );
      return { quotes: quotes.toSorted(byDay), barred: barred.toSorted(byDay) };
    };
    const onDemand = sorted("on-demand").quotes;
    const levels = new Map<string, number>();
    for (const tenor of TENORS) {
      const { quotes, barred } = sorted(tenor);
      const first = quotes[0]?.day;
      if (!first) continue;
      const known = standing.get(`${gpu.gpu} ${segment} ${tenor}`) ?? new Map<string, Standing>();
      if (tenor === "on-demand") for (const [day, { value }] of known) if (value !== null) levels.set(day, value);
      const start = known.size > 0 && order.floor ? order.floor : order.from;
      const decisions = computeIndex({
        quotes,
        contract: tenor.startsWith("m"),
        from: first > start ? first : start,
        to,
        today: order.today,
        standing: known,
        released: released.get(seriesCode(datasetOf(DATASET), { gpu: gpu.gpu, segment, tenor }, "level")) ?? new Set(),
        barred: (day) => barredOn(barred, day, order.table),
        indicative: (day) => {
          const level = levels.get(day);
          return level === undefined ? null : indicativePrice(level, quotes, onDemand, day, order.table);
        },
        table: order.table,
      });
      if (tenor === "on-demand") for (const { day, value } of decisions) if (value !== null) levels.set(day, value);
      decided.push(...decisions.map((decision) => ({ gpu: gpu.gpu, segment, tenor, decision })));
    }
  }
  return decided;
}

/** Computes every index up to yesterday without publishing anything. */
export async function decideIndices(sql: Queryable, order: IndexOrder = {}): Promise<Decided[]> {
  const today = order.today ?? now().toISOString().slice(0, 10);
  const world: World = {
    standing: await standingOf(sql),
    released: await releasedDays(sql),
    order: {
      today,
      from: order.from ?? "2000-01-01",
      floor: order.from ? null : dayBefore(today, WARM_UP_DAYS),
      table: order.table ?? parameters,
    },
  };
  const decided: Decided[] = [];
  // What stands is not computed again: then only the quotes of its matched discounts are needed from before.
  const { floor } = world.order;
  const since = floor && world.standing.size > 0 ? { from: dayBefore(floor, 460) } : {};
  for (const gpu of assessedGpus.filter((one) => order.gpus?.includes(one.gpu) ?? true)) {
    const where = { gpu: [...Object.keys(gpu.from), ...gpu.vague] };
    const all = await readObservations(sql, { dataset: "gpu-prices", measure: "price", where, ...since });
    decided.push(...ofGpu(gpu, all, world));
  }
  return decided;
}

const counts = { requests: 0, bytes: 0, rejected: 0, passed: 0, findings: {}, error: null };

async function carryOut(db: Database, order: IndexOrder): Promise<IndexReport> {
  const today = order.today ?? now().toISOString().slice(0, 10);
  const run = await openRun(db, {
    connector: NAME,
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
    const held = await holdValues(sql, run, NAME, holds);
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
      author: { kind: "connector", name: NAME },
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
  return alone(db, NAME, () => carryOut(db, order));
}
