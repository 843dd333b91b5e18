import { dayFrom } from "@/lib/kernel/days";
import type { Queryable } from "@/db/client";
import type { DatasetDefinition, Gate } from "@/lib/datasets/define";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { type PastValue, readFedBy, readNewestBefore, readTails } from "@/lib/store/read-history";
import { belowOther } from "./below-rule";
import { contributorCollapse, singleDriver, unitSwitch } from "./batch-rules";
import type { Candidate, Hold } from "./candidate";
import { draftedCandidates } from "./drafted-candidates";
import { belowPublished, farFromBefore, movesAfter } from "./drafted-rules";
import { statements } from "./statement-rules";
import type { StoredValue } from "./statement-series";
import { ambiguity, backfills, futureDates, implausible, moves, sentinels } from "./value-rules";

const USUAL_DAYS = 400;

/** Every reason to hold a value of the batch; a value may have several, of which the first counts. */
export function holdsOf(
  gate: Gate,
  candidates: readonly Candidate[],
  before: readonly PastValue[],
  today: string,
  stored: readonly StoredValue[] = [],
): Hold[] {
  const each = [
    ...unitSwitch(gate, candidates),
    ...contributorCollapse(gate, candidates, before),
    ...sentinels(gate, candidates),
    ...futureDates(today, candidates),
    ...backfills(gate, today, candidates),
    ...implausible(gate, candidates),
    ...moves(gate, candidates),
    ...belowOther(gate, candidates),
    ...singleDriver(gate, candidates),
    ...ambiguity(gate, candidates),
  ];
  return [...each, ...statements(gate, candidates, stored, each)];
}

/** So many values of a series reach over all quarters of a statement that are ever changed. */
const WHOLE_SERIES = 400;

/** What is stored of the lines that a batch is about, computed and filed, quarters and years. */
async function statedBefore(
  sql: Queryable,
  dataset: DatasetDefinition,
  proposals: readonly ProposedObservation[],
): Promise<StoredValue[]> {
  const gate = dataset.gate.statement;
  if (!gate) return [];
  const measures = new Map<string, string>();
  for (const { dims } of proposals)
    for (const measure of [gate.quarter, gate.year])
      for (const how of gate.filed) measures.set(seriesCode(dataset, { ...dims, [gate.over]: how }, measure), measure);
  const tails = await readTails(sql, [...measures.keys()], WHOLE_SERIES);
  return [...tails].flatMap(([code, values]) => values.map((one) => ({ ...one, measure: measures.get(code) ?? "" })));
}

/** A few contributors that an analyst enters are a correction of these, and no list that lost the others. */
const HANDFUL = 3;

function isHandful({ contributors }: Gate, proposals: readonly ProposedObservation[]): boolean {
  const over = contributors?.over ?? "";
  return new Set(proposals.map(({ dims }) => dims[over])).size < HANDFUL;
}

async function candidatesOf(
  sql: Queryable,
  dataset: DatasetDefinition,
  proposals: readonly ProposedObservation[],
  drafted: boolean,
): Promise<Candidate[]> {
  const within = dataset.gate.move?.withinDays ?? USUAL_DAYS;
  const coded = proposals.map((proposal) => ({
    proposal,
    series: seriesCode(dataset, proposal.dims, proposal.measure),
  }));
  const { unitSwitch: unit, move, singleDriver: driver } = dataset.gate;
  if (drafted) return draftedCandidates(sql, coded, within);
  const earliest = new Map<string, string>();
  for (const { proposal, series } of coded) {
    const known = earliest.get(series);
    if (known === undefined || proposal.period < known) earliest.set(series, proposal.period);
  }
  const standing = new Map<string, PastValue>();
  for (const day of unit || move || driver ? new Set(earliest.values()) : []) {
    const codes = [...earliest].flatMap(([code, first]) => (first === day ? [code] : []));
    const past = await readNewestBefore(sql, codes, { from: dayFrom(day, -within), before: day });
    for (const [code, value] of past) standing.set(code, value);
  }
  // Within a batch with several days of one series, each is held against the one before it.
  const newest = new Map<string, { period: string; value: number }>(standing);
  return coded
    .toSorted((a, b) => (a.proposal.period < b.proposal.period ? -1 : a.proposal.period > b.proposal.period ? 1 : 0))
    .map(({ proposal, series }) => {
      const before = newest.get(series) ?? null;
      if (proposal.value !== null) newest.set(series, { period: proposal.period, value: proposal.value });
      return { series, proposal, standing: before && before.period < proposal.period ? before : null };
    });
}

/**
 * Whose values they are (the keys of the source, or of all sources of its publisher), and of which day. Those of a draft
 * may stand between published ones, and few of them are no list that was cut off.
 */
export type GateContext = { sources: readonly string[]; day: string; drafted?: boolean };

/**
 * Sorts a batch of values into those that may be published by themselves and those that are held, with the reason; `all`
 * has every reason, also where one value has several. Reads the series' own history; thresholds come from the dataset's definition.
 */
export async function passGate(
  sql: Queryable,
  slug: string,
  proposals: readonly ProposedObservation[],
  context: GateContext,
): Promise<{ passed: Candidate[]; held: Hold[]; all: Hold[] }> {
  const dataset = datasetOf(slug);
  const candidates = await candidatesOf(sql, dataset, proposals, context.drafted ?? false);
  const few = context.drafted === true && isHandful(dataset.gate, proposals);
  const withinDays = few ? 0 : (dataset.gate.contributors?.withinDays ?? 0);
  const before =
    withinDays > 0
      ? await readFedBy(sql, {
          dataset: slug,
          sources: context.sources,
          from: dayFrom(context.day, -withinDays),
          before: context.day,
        })
      : [];
  const stored = await statedBefore(sql, dataset, proposals);
  const first = new Map<Candidate, Hold>();
  const all = holdsOf(dataset.gate, candidates, before, context.day, stored);
  if (context.drafted) {
    const moved = new Set(all.filter((one) => one.rule === "move").map((one) => one.candidate));
    all.push(...farFromBefore(dataset, candidates));
    all.push(...(await movesAfter(sql, dataset, candidates, moved)));
    all.push(...(await belowPublished(sql, dataset, candidates, dataset.gate.move?.withinDays ?? USUAL_DAYS)));
  }
  for (const hold of all) if (!first.has(hold.candidate)) first.set(hold.candidate, hold);
  return { passed: candidates.filter((one) => !first.has(one)), held: [...first.values()], all };
}
