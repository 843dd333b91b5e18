import { dayBefore, dayFrom } from "@/lib/kernel/days";
import type { Queryable } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { now } from "@/lib/kernel/clock";
import type { Fleet } from "@/lib/models/price-index/companion";
import { parameters, type Parameters } from "@/lib/models/price-index/parameters";
import type { NewRateCard } from "@/lib/store/rate-cards";
import { assessedGpus, SEGMENTS, TENORS } from "./assessed-gpus";
import { assessMarkets, type Decided } from "./decide-assessed";
import { decideRateCards, type RateCardDays, walked } from "./decide-rate-cards";
import { fleetsOf } from "./fleets";
import { byMarket, type Placed, placedPrices } from "./postings";
import { marketKey } from "@/lib/models/price-index/market";
import { rosterOf } from "./roster";
import { sameFamily } from "./form-factors";
import { readStanding, type Standings } from "./standing";
import { readSellers } from "@/lib/store/read-sellers";
import { readObservations } from "@/lib/store/read-observations";

/** The dataset of the indices, and the name under which they are computed. */
export const INDEX = "gpu-price-index";
const WARM_UP_DAYS = 120;
/** How far before what is computed again prices are read: a list's life, and matched discounts of a year before. */
const READ_BACK_DAYS = 460;

/** Days by the code of an index' level series. */
export type Days = ReadonlyMap<string, ReadonlySet<string>>;
/** What to compute; `gpus` leaves out all others. `errata` are days to be computed as if an erratum had been agreed to. */
export type IndexOrder = {
  today?: string;
  from?: string;
  table?: Parameters;
  gpus?: readonly string[];
  errata?: Days;
};
export type Key = { gpu: string; segment: string; tenor: string };
export type { Decided } from "./decide-assessed";

/** What is to be published: assessed days, and days of the level of posted prices. */
export type Decisions = { assessed: Decided[]; cards: NewRateCard[] };

/** The code of the series of an index' level. */
export const levelCode = (key: Key): string => seriesCode(datasetOf(INDEX), key, "level");

/** What the indices are computed from. */
type World = {
  groups: ReadonlyMap<string, readonly Placed[]>;
  fleets: readonly Fleet[];
  standing: Standings;
  today: string;
  from: string;
  /** From where on what stands is computed again; null for all of it. */
  floor: string | null;
  table: Parameters;
};

async function worldOf(sql: Queryable, order: IndexOrder): Promise<World> {
  const today = order.today ?? now().toISOString().slice(0, 10);
  const floor = order.from ? null : dayFrom(today, -WARM_UP_DAYS);
  const standing = await readStanding(sql, floor, order.errata);
  const names = order.gpus?.flatMap(sameFamily);
  const where = names ? { where: { gpu: [...new Set(names)] } } : {};
  const isNew = standing.assessed.size === 0 || standing.newestCards.size === 0;
  const since = floor && !isNew ? { from: dayFrom(floor, -READ_BACK_DAYS) } : {};
  const prices = await readObservations(sql, { dataset: "gpu-prices", measure: "price", ...where, ...since });
  const statements = await readObservations(sql, { dataset: "neocloud-fleets", where: { state: "installed" } });
  const roster = rosterOf(await readSellers(sql));
  return {
    groups: byMarket(placedPrices(prices, roster)),
    fleets: fleetsOf(statements, roster),
    standing,
    today,
    from: order.from ?? "2000-01-01",
    floor,
    table: order.table ?? parameters,
  };
}

const isAssessed = (gpu: string): boolean => assessedGpus.some((one) => one.gpu === gpu);

/** The rate cards of all markets, and how each assessed GPU's moved from day to day. */
function cardsOf(world: World): { cards: NewRateCard[]; days: Map<string, RateCardDays> } {
  const { groups, fleets, standing, today, table } = world;
  const days = new Map<string, RateCardDays>();
  const cards = [...groups].flatMap(([key, placed]) => {
    const [first] = placed;
    if (!first) return [];
    const { market } = first;
    const own: RateCardDays | null = isAssessed(market.gpu) ? new Map() : null;
    if (own) days.set(key, own);
    const to = dayBefore(today);
    return decideRateCards({
      market,
      walk: (from) => walked({ market, placed, fleets, from: own ? world.from : from, to, table }),
      moves: own,
      standing: standing.cards.get(key) ?? new Map(),
      newest: standing.newestCards.get(key) ?? null,
      from: world.from,
      to,
      today,
      table,
    });
  });
  return { cards, days };
}

/** Computes every index up to yesterday without publishing anything. */
export async function decideAll(sql: Queryable, order: IndexOrder = {}): Promise<Decisions> {
  const world = await worldOf(sql, order);
  const { cards, days } = cardsOf(world);
  const gpus = assessedGpus.filter((one) => order.gpus?.includes(one.gpu) ?? true);
  const moveOf = (key: Key) => {
    const own = days.get(marketKey(key));
    return (from: string, to: string): number | null => {
      const [then, then2] = [own?.get(from), own?.get(to)];
      return then && then2 && then2.from <= from ? Math.log(then2.chain / then.chain) : null;
    };
  };
  const assessed = gpus.flatMap((gpu) =>
    SEGMENTS.flatMap((segment) => assessMarkets({ ...world, gpu, segment, tenors: TENORS, moveOf, levelCode })),
  );
  return { assessed, cards };
}

/** Computes the assessed levels alone. */
export const decideIndices = async (sql: Queryable, order: IndexOrder = {}): Promise<Decided[]> =>
  (await decideAll(sql, order)).assessed;
