import { inDayOrder } from "@/lib/kernel/day-order";
import type { Parameters } from "@/lib/models/price-index/parameters";
import type { AssessedGpu } from "./assessed-gpus";
import { computeIndex, type Decision, type Standing } from "./compute";
import { type Barred, barredOn, type DatedQuote, datedQuotes, inputsOn, QuoteBook } from "./dated-quotes";
import { AskedPrices, indicativePrice } from "./matched-discounts";
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

type Sorted = { quotes: DatedQuote[]; barred: Barred[] };

function sortedQuotes({ gpu, segment, groups }: AssessedOrder, tenor: string): Sorted {
  const names = [...Object.keys(gpu.from), ...gpu.vague];
  const placed = names.flatMap((name) => groups.get(marketKey({ gpu: name, segment, tenor })) ?? []);
  const { quotes, barred } = datedQuotes(placed, gpu);
  return { quotes: inDayOrder(quotes), barred: inDayOrder(barred) };
}

function ofTenor(
  order: AssessedOrder,
  tenor: string,
  { quotes, barred }: Sorted,
  { onDemand, levels }: { onDemand: AskedPrices; levels: Map<string, number> },
): Decision[] {
  const first = quotes[0]?.day;
  if (!first) return [];
  const { standing, floor, today, table } = order;
  const key = { gpu: order.gpu.gpu, segment: order.segment, tenor };
  const known = standing.assessed.get(marketKey(key)) ?? new Map<string, Standing>();
  if (tenor === "on-demand") for (const [day, { value }] of known) if (value !== null) levels.set(day, value);
  const start = known.size > 0 && floor ? floor : order.from;
  const code = order.levelCode(key);
  const contract = tenor.startsWith("m");
  const book = new QuoteBook(quotes);
  const asked = contract ? new AskedPrices(quotes) : onDemand;
  return computeIndex({
    inputs: (day) => inputsOn(book, day, contract, table),
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
      return level === undefined ? null : indicativePrice(level, asked, onDemand, day, table);
    },
    rateCardMove: order.moveOf(key),
    table,
  });
}

/** Assesses one GPU and segment, tenor by tenor, on demand first: terms may need its level. */
export function* assessMarkets(order: AssessedOrder): Generator<Decided[]> {
  const levels = new Map<string, number>();
  const first = sortedQuotes(order, "on-demand");
  const known = { levels, onDemand: new AskedPrices(first.quotes) };
  for (const tenor of order.tenors) {
    const decisions = ofTenor(order, tenor, tenor === "on-demand" ? first : sortedQuotes(order, tenor), known);
    if (tenor === "on-demand") for (const { day, value } of decisions) if (value !== null) levels.set(day, value);
    yield decisions.map((decision) => ({ gpu: order.gpu.gpu, segment: order.segment, tenor, decision }));
  }
}
