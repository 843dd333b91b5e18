import { parameters } from "@/lib/models/price-index/parameters";
import type { RateCardDay } from "@/lib/models/price-index/rate-card";
import type { Observation } from "@/lib/store/rows";
import { walked } from "./decide-rate-cards";
import { fleetsOf } from "./fleets";
import { sameFamily } from "./form-factors";
import type { IndexReader } from "./index-reader";
import { byMarket, type Market, marketKey, type Placed, placedPrices } from "./postings";
import { rosterOf } from "./roster";

const DAY_MS = 86_400_000;
const PRICES = "gpu-prices";
const FLEETS = "neocloud-fleets";

/** The last complete day on which a reader stands: the day asked for, else yesterday. */
export const standsOn = (reader: Pick<IndexReader, "asOfDay" | "asOf">): string =>
  reader.asOfDay ?? new Date(reader.asOf.getTime() - DAY_MS).toISOString().slice(0, 10);

/** A level of posted prices computed while reading, from what was known on the reader's day. */
export type RecomputedLevels = {
  /** Each day on which three prices stood, oldest first; `standing` of the last one says who votes. */
  days: RateCardDay[];
  /** What was placed of the market, votes and refused. */
  placed: readonly Placed[];
};

async function fleetStatements(reader: IndexReader): Promise<readonly Observation[]> {
  return reader.may(FLEETS) ? reader.observations({ dataset: FLEETS, where: { state: "installed" } }) : [];
}

/**
 * The level of posted prices of one GPU, segment and tenor as it would have been computed from what the reader can know:
 * for days before the index began, and to say what a published level rests on. `from` and `to` bound the days; both
 * included.
 */
export async function recomputedLevels(
  reader: IndexReader,
  market: Market,
  { from = "2000-01-01", to = standsOn(reader) }: { from?: string; to?: string } = {},
): Promise<RecomputedLevels & { last: RateCardDay | null; votes: ReturnType<RateCardDay["standing"]> }> {
  const [prices, statements, sellers] = await Promise.all([
    reader.observations({
      dataset: PRICES,
      measure: "price",
      where: { gpu: sameFamily(market.gpu), tenor: market.tenor },
    }),
    fleetStatements(reader),
    reader.sellers(),
  ]);
  const roster = rosterOf(sellers);
  const placed = byMarket(placedPrices(prices, roster)).get(marketKey(market)) ?? [];
  const fleets = fleetsOf(statements, roster);
  const days: RateCardDay[] = [];
  let votes: ReturnType<RateCardDay["standing"]> = [];
  for (const day of walked({ market, placed, fleets, from, to, table: parameters })) {
    days.push(day);
    if (day.day === to) votes = day.standing();
  }
  const last = days.at(-1) ?? null;
  return { days, placed, last, votes };
}
