import { parameters } from "@/lib/models/price-index/parameters";
import { lifeOf, type RateCard, type RateVote } from "@/lib/models/price-index/rate-card";
import type { RateCardRow } from "@/lib/store/rate-cards";
import type { Observation } from "@/lib/store/rows";
import { panelHash, walked } from "./decide-rate-cards";
import { fleetsOf } from "./fleets";
import { isOpenName, sameFamily } from "./form-factors";
import type { IndexReader } from "./index-reader";
import { byMarket, type Placed, placedPrices, type Refused } from "./postings";
import { type Market, marketKey } from "@/lib/models/price-index/market";
import { type Roster, rosterOf } from "./roster";

const DAY_MS = 86_400_000;
const PRICES = "gpu-prices";
const FLEETS = "neocloud-fleets";

/** The last complete day on which a reader stands: the day asked for, else yesterday. */
export const standsOn = (reader: Pick<IndexReader, "asOfDay" | "asOf">): string =>
  reader.asOfDay ?? new Date(reader.asOf.getTime() - DAY_MS).toISOString().slice(0, 10);

type Votes = RateVote[];

/** Levels of posted prices computed while reading. */
export type RecomputedLevels = {
  /** Each day on which enough prices stood, oldest first. */
  days: RateCard[];
  /** Who votes on the last day of those asked for, cheapest first; nobody where too few prices stood on it. */
  votes: Votes;
  /** All prices placed in the market, votes and refused, and those whose open form factor may be its GPU. */
  placed: readonly Placed<Observation>[];
};

// A page asks for many markets of one reader, whose roster does not change meanwhile.
const rosters = new WeakMap<IndexReader, Promise<Roster>>();

function rosterFor(reader: IndexReader): Promise<Roster> {
  const known = rosters.get(reader);
  if (known) return known;
  const asked = reader.sellers().then(rosterOf);
  rosters.set(reader, asked);
  return asked;
}

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
): Promise<RecomputedLevels> {
  const { gpu, tenor } = market;
  const family = sameFamily(gpu);
  // What a source lists as spot afterwards is no price on demand.
  const tenors = tenor === "on-demand" ? [tenor, "spot"] : [tenor];
  const [prices, statements, roster] = await Promise.all([
    reader.observations({ dataset: PRICES, measure: "price", where: { gpu: family, tenor: tenors } }),
    fleetStatements(reader),
    rosterFor(reader),
  ]);
  const groups = byMarket(placedPrices(prices, roster));
  const placed = groups.get(marketKey(market)) ?? [];
  const open = family
    .filter((name) => name !== gpu && isOpenName(name))
    .flatMap((name) => groups.get(marketKey({ ...market, gpu: name })) ?? []);
  const days: RateCard[] = [];
  let votes: Votes = [];
  for (const { standing, ...card } of walked({
    market,
    placed,
    fleets: fleetsOf(statements, roster),
    from,
    to,
    table: parameters,
  })) {
    days.push(card);
    if (card.day === to) votes = standing();
  }
  return { days, votes, placed: [...placed, ...open] };
}

/** A posted price that was known on a day and has no vote, with the rule. */
export type RefusedPrice = { observation: Observation; owner: string | null } & Refused;

/** A day of the level of posted prices, with all that it rests on. */
export type ExplainedRateCard = {
  published: RateCardRow | null;
  /** Computed now from what the reader can know; null where too few prices stand. */
  card: RateCard | null;
  votes: Votes;
  refused: RefusedPrice[];
  /** Whether what is computed now rests on the same prices as what was published; null where nothing was. */
  isSame: boolean | null;
  /** The source of a price, by its series and day. */
  sourceOf: (series: string, period: string) => string | null;
};

/** The newest price of each series that is no vote, as long as it would have stood. */
function refusedOn(placed: readonly Placed<Observation>[], day: string, lifeDays: number): RefusedPrice[] {
  const since = new Date(Date.parse(day) - lifeDays * DAY_MS).toISOString().slice(0, 10);
  const newest = new Map<string, RefusedPrice>();
  for (const { observation, owner, refused } of placed) {
    const { series, period } = observation;
    if (!refused || period > day || period < since) continue;
    if (period > (newest.get(series)?.observation.period ?? "")) newest.set(series, { observation, owner, ...refused });
  }
  return [...newest.values()];
}

/** Explains the level of posted prices of a day: who votes with what, who does not and why, and what was published. */
export async function explainedRateCard(reader: IndexReader, market: Market, day: string): Promise<ExplainedRateCard> {
  const [{ days, votes, placed }, rows] = await Promise.all([
    recomputedLevels(reader, market, { from: day, to: day }),
    reader.rateCards({ gpus: [market.gpu], segment: market.segment, tenor: market.tenor, from: day, to: day }),
  ]);
  const published = rows.at(-1) ?? null;
  const rules = parameters.rateCard;
  const sources = new Map(placed.map(({ observation: one }) => [`${one.series} ${one.period}`, one.source]));
  return {
    published,
    card: days.at(-1) ?? null,
    votes,
    refused: rules ? refusedOn(placed, day, lifeOf(market.segment, market.tenor, rules)) : [],
    isSame: published && panelHash(votes) === published.inputHash,
    sourceOf: (series, period) => sources.get(`${series} ${period}`) ?? null,
  };
}
