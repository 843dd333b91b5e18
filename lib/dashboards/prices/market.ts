import type { Day } from "@/lib/kernel/period";
import {
  monthlyLevels,
  type MonthlyLevel,
  monthOf,
  providerVotes,
  type Quartiles,
  type Quote,
  type Vote,
} from "@/lib/models/price-level";
import type { Observation } from "@/lib/store/rows";

/** A stored price as a provider's quote. */
export type PriceQuote = Quote & { observation: Observation };
export type PriceVote = Vote<PriceQuote>;
export type PriceLevel = MonthlyLevel<PriceQuote>;
export type AssessedLevel = PriceLevel & { quartiles: Quartiles };

/** The prices that may stand in one aggregate: one GPU, segment, tenor and kind of price. */
export type Market = {
  gpu: string;
  segment: string;
  tenor: string;
  kind: string;
  quotes: PriceQuote[];
  levels: PriceLevel[];
};

export const SEGMENTS = ["neocloud", "hyperscaler", "marketplace", "broker", "serverless"] as const;
export const TENORS = ["on-demand", "spot", "m1", "m3", "m6", "m12", "m24", "m36", "reserved"] as const;

/** The value of a dimension of an observation. */
export const dim = (one: Observation, key: string): string => one.dims[key] ?? "";

/** A price that is paid in full beforehand is another good than one that is paid as used: it votes nowhere. */
const isPrepaid = (one: Observation): boolean => dim(one, "prepay") === "p100";

/** What may vote: known prices that providers ask, as used. */
export function quotesOf(observations: readonly Observation[]): PriceQuote[] {
  return observations.flatMap((observation) =>
    observation.value === null || isPrepaid(observation)
      ? []
      : [
          {
            provider: dim(observation, "provider"),
            day: observation.period,
            price: observation.value,
            offer: observation.series,
            observation,
          },
        ],
  );
}

const rankOf = (codes: readonly string[], code: string): number =>
  codes.includes(code) ? codes.indexOf(code) : codes.length;

/** The markets of the observations, on demand and neoclouds first; nothing is mixed across them. */
export function marketsOf(observations: readonly Observation[], gpus: readonly string[]): Market[] {
  const groups = new Map<string, PriceQuote[]>();
  for (const quote of quotesOf(observations)) {
    const key = ["gpu", "segment", "tenor", "kind"].map((name) => dim(quote.observation, name)).join(" ");
    const group = groups.get(key);
    if (group) group.push(quote);
    else groups.set(key, [quote]);
  }
  const order = ({ gpu, segment, tenor }: Market): number =>
    (rankOf(TENORS, tenor) * 10 + rankOf(SEGMENTS, segment)) * 100 + rankOf(gpus, gpu);
  return [...groups]
    .map(([key, quotes]): Market => {
      const [gpu = "", segment = "", tenor = "", kind = ""] = key.split(" ");
      return { gpu, segment, tenor, kind, quotes, levels: monthlyLevels(providerVotes(quotes)) };
    })
    .toSorted((a, b) => order(a) - order(b));
}

/** The months of a market that have a level, oldest first. */
export const assessedLevels = ({ levels }: Pick<Market, "levels">): AssessedLevel[] =>
  levels.flatMap((level) => (level.quartiles ? [{ ...level, quartiles: level.quartiles }] : []));

/** The keys of the sources of votes. */
export const sourcesOf = (votes: readonly PriceVote[]): string[] => [
  ...new Set(votes.flatMap((vote) => vote.quotes.map((one) => one.observation.source))),
];

/** A level of the month that is still running can change: it is provisional. */
export const statusIn = (month: Day, today: Day): "A" | "P" => (month === monthOf(today) ? "P" : "A");
