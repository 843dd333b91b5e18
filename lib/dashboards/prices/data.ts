import type { Day } from "@/lib/kernel/period";
import { mayLead } from "@/lib/provenance/grade";
import type { EventPin, Observation, Source } from "@/lib/store/rows";
import type { Labels } from "../dataset/names";
import type { Market } from "./market";
import { marketKey } from "@/lib/models/price-index/market";
import type { MarketLevel } from "./market-levels";
import { codeLabel, tenorAdjective } from "./words";
import type { PricesView } from "./view";

/** What the figures of the price page are made from. */
export type PriceData = {
  view: PricesView;
  label: Labels;
  /** The chosen GPU, or the variants of a family, each a line of its own. */
  gpus: readonly string[];
  /** What the chosen GPUs are called together. */
  gpuName: string;
  /** Prices of the chosen GPUs, of the chosen kind and region, of every segment and tenor. */
  observations: readonly Observation[];
  markets: readonly Market[];
  /** The markets whose level the index says, by `marketKey`: nothing else on the page gives them one. */
  levels: ReadonlyMap<string, MarketLevel>;
  /** Prices of all variants of the family, of any kind and region. */
  family: readonly Observation[];
  events: readonly EventPin[];
  sources: ReadonlyMap<string, Source>;
  today: Day;
  asOfDay: string | null;
};

export const hasIndex = (data: Pick<PriceData, "levels">, market: Market): boolean =>
  data.levels.has(marketKey(market));

/** `Neocloud on-demand H100 SXM`. */
export const marketName = (data: Pick<PriceData, "gpuName">, segment: string, tenor: string): string =>
  `${codeLabel("segment", segment)} ${tenorAdjective(tenor)} ${data.gpuName}`;

/** Whether a title may rest on a price by its source alone: never on one that nobody can look up. */
export function leads({ sources }: Pick<PriceData, "sources">, { source }: Pick<Observation, "source">): boolean {
  const grade = sources.get(source)?.grade;
  return grade === undefined || mayLead(grade);
}

/** Why nothing is shown: nothing known on that date, or nothing at all. */
export const nothingKnown = (data: PriceData, what: string): string =>
  data.asOfDay ? `No ${what} was known on ${data.asOfDay}.` : `No ${what} is known.`;
