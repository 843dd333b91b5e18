import type { Parameters } from "@/lib/models/price-index/parameters";
import type { AssessedGpu } from "./assessed-gpus";
import { computeIndex, type Decision, type Standing } from "./compute";
import { barredOn, type DatedQuote, datedQuotes, inputsOn } from "./dated-quotes";
import { indicativePrice } from "./matched-discounts";
import { type Placed } from "./postings";
import { marketKey } from "@/lib/models/price-index/market";
import type { Standings } from "./standing";

export type Decided = { gpu: string; segment: string; tenor: string; decision: Decision };

/** One GPU and segment, all its tenors, with everything stored and published of them. */
export type AssessedOrder = {
  gpu: AssessedGpu;
  segment: string;
  tenors: readonly string[];
  groups: ReadonlyMap<string, readonly Placed[]>;
  standing: Pick<Standings, "assessed" | "released" | "errata">;
  from: string;
  floor: string | null;
  today: string;
  table: Parameters;
  levelCode: (key: { gpu: string; segment: string; tenor: string }) => string;
  /** By how much the posted prices of a market moved between two days. */
  moveOf: (key: { gpu: string; segment: string; tenor: string }) => (from: string, to: string) => number | null;
};

const byDay = (a: { day: string }, b: { day: string }): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

function sortedQuotes({ gpu, segment, groups }: AssessedOrder, tenor: string) {
  const names = [...Object.keys(gpu.from), ...gpu.vague];
  const placed = names.flatMap((name) => groups.get(marketKey({ gpu: name, segment, tenor })) ?? []);
  const { quotes, barred } = datedQuotes(placed, gpu);
  return { quotes: quotes.toSorted(byDay), barred: barred.toSorted(byDay) };
}

function ofTenor(
  order: AssessedOrder,
  tenor: string,
  onDemand: readonly DatedQuote[],
  levels: Map<string, number>,
): Decision[] {
  const { quotes, barred } = sortedQuotes(order, tenor);
  const first = quotes[0]?.day;
  if (!first) return [];
  const { standing, floor, today, table } = order;
  const key = { gpu: order.gpu.gpu, segment: order.segment, tenor };
  const known = standing.assessed.get(marketKey(key)) ?? new Map<string, Standing>();
  if (tenor === "on-demand") for (const [day, { value }] of known) if (value !== null) levels.set(day, value);
  const start = known.size > 0 && floor ? floor : order.from;
  const code = order.levelCode(key);
  const contract = tenor.startsWith("m");
  return computeIndex({
    inputs: (day) => inputsOn(quotes, day, contract, table),
    contract,
    from: first > start ? first : start,
    to: new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10),
    today,
    standing: known,
    released: standing.released.get(code) ?? new Set(),
    errata: standing.errata.get(code) ?? new Set(),
    barred: (day) => barredOn(barred, day, table),
    indicative: (day) => {
      const level = levels.get(day);
      return level === undefined ? null : indicativePrice(level, quotes, onDemand, day, table);
    },
    rateCardMove: order.moveOf(key),
    table,
  });
}

/** Assesses one GPU and segment, on demand first: terms may need its level. */
export function assessMarkets(order: AssessedOrder): Decided[] {
  const levels = new Map<string, number>();
  const onDemand = sortedQuotes(order, "on-demand").quotes;
  return order.tenors.flatMap((tenor) => {
    const decisions = ofTenor(order, tenor, onDemand, levels);
    if (tenor === "on-demand") for (const { day, value } of decisions) if (value !== null) levels.set(day, value);
    return decisions.map((decision) => ({ gpu: order.gpu.gpu, segment: order.segment, tenor, decision }));
  });
}
