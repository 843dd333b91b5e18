import { addTo } from "@/lib/kernel/group-by";
import { formatChange } from "@/lib/kernel/format";
import { type PriceCut, priceCuts } from "@/lib/models/price-cut";
import { dayOf } from "../event-pins";
import type { ChartPin } from "../figure";
import { sourcesIn } from "../figure-sources";
import type { PriceData } from "./data";
import type { Market, PriceQuote } from "./market";

const PINNED_CUTS = 4;

/** Kinds of price that somebody sets and may cut. What hosts ask together moves with who offers. */
const SET_PRICES = new Set(["list", "quote"]);

/** One price that a seller asks; a value with a range is a median over several offers, and no one's price. */
const isSinglePrice = ({ observation }: PriceQuote): boolean => observation.low === null && observation.high === null;

/**
 * The cuts in a market's prices, deepest first. A provider's fall to one price counts once, on the day on which it was
 * seen first, whoever shows it, and several offers that fall on one day count as the deepest. Spot prices rise and fall
 * daily, and medians over offers with who offers: no cuts.
 */
export function cutsOf(market: Market): PriceCut<PriceQuote>[] {
  if (market.tenor === "spot" || !SET_PRICES.has(market.kind)) return [];
  const offers = new Map<string, PriceQuote[]>();
  for (const quote of market.quotes.filter(isSinglePrice)) {
    const { series } = quote.observation;
    addTo(offers, series, quote);
  }
  const first = new Map<string, PriceCut<PriceQuote>>();
  for (const cut of [...offers.values()].flatMap(priceCuts)) {
    const key = `${cut.after.provider} ${cut.after.price.toFixed(2)}`;
    const standing = first.get(key);
    if (!standing || cut.after.day < standing.after.day) first.set(key, cut);
  }
  const ofDay = new Map<string, PriceCut<PriceQuote>>();
  for (const cut of first.values()) {
    const key = `${cut.after.provider} ${cut.after.day}`;
    if (cut.percent < (ofDay.get(key)?.percent ?? 0)) ofDay.set(key, cut);
  }
  return [...ofDay.values()].toSorted((a, b) => a.percent - b.percent);
}

/** The happenings that a market's chart pins: reported ones about the GPU, and the deepest cuts in its own prices. */
export function pinsOf(data: PriceData, markets: readonly Market[]): ChartPin[] {
  const reported = data.events.map((event): ChartPin => ({
    on: dayOf(event.occurredOn),
    label: event.title,
    source: event.source,
  }));
  const deepest = markets.flatMap(cutsOf).toSorted((a, b) => a.percent - b.percent);
  const cuts = deepest.slice(0, PINNED_CUTS);
  const seen = cuts.map(({ before, after, percent }): ChartPin => ({
    on: after.day,
    label: `${data.label("provider", after.provider)} ${formatChange(percent, 0)}`,
    sources: sourcesIn([before.observation, after.observation]),
  }));
  return [...reported, ...seen].toSorted((a, b) => (a.on < b.on ? -1 : 1));
}
