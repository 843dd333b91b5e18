import { setImmediate } from "node:timers/promises";
import { dayBefore, dayFrom } from "@/lib/kernel/days";
import { groupBy } from "@/lib/kernel/group-by";
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
import { readPricedGpus, readPrices } from "./read-prices";
import { marketKey } from "@/lib/models/price-index/market";
import { type Roster, rosterOf } from "./roster";
import type { StoredPrice } from "./stored-price";
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

/** What the indices are computed from, besides prices. */
type World = {
  fleets: readonly Fleet[];
  roster: Roster;
  standing: Standings;
  today: string;
  from: string;
  /** From where on what stands is computed again; null for all of it. */
  floor: string | null;
  /** From where on prices are read; undefined for all of them. */
  since: string | undefined;
  table: Parameters;
};

async function worldOf(sql: Queryable, order: IndexOrder): Promise<World> {
  const today = order.today ?? now().toISOString().slice(0, 10);
  const floor = order.from ? null : dayFrom(today, -WARM_UP_DAYS);
  const [standing, statements, sellers] = await Promise.all([
    readStanding(sql, floor, order.errata),
    readObservations(sql, { dataset: "neocloud-fleets", where: { state: "installed" } }),
    readSellers(sql),
  ]);
  const isNew = standing.assessed.size === 0 || standing.newestCards.size === 0;
  const roster = rosterOf(sellers);
  return {
    fleets: fleetsOf(statements, roster),
    roster,
    standing,
    today,
    from: order.from ?? "2000-01-01",
    floor,
    since: floor && !isNew ? dayFrom(floor, -READ_BACK_DAYS) : undefined,
    table: order.table ?? parameters,
  };
}

type Groups = ReadonlyMap<string, readonly Placed[]>;

const isAssessed = (gpu: string): boolean => assessedGpus.some((one) => one.gpu === gpu);

/** The rate cards of markets, and how each assessed GPU's moved from day to day. */
async function cardsOf(
  world: World,
  groups: Groups,
  pause: () => Promise<void>,
): Promise<{ cards: NewRateCard[]; days: Map<string, RateCardDays> }> {
  const { fleets, standing, today, table } = world;
  const days = new Map<string, RateCardDays>();
  const cards: NewRateCard[] = [];
  for (const [key, placed] of groups) {
    const [first] = placed;
    if (!first) continue;
    await pause();
    const { market } = first;
    const own: RateCardDays | null = isAssessed(market.gpu) ? new Map() : null;
    if (own) days.set(key, own);
    const to = dayBefore(today);
    const found = decideRateCards({
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
    for (const one of found) cards.push(one);
  }
  return { cards, days };
}

/** The indices of GPUs whose names may stand for each other; of no others do their prices say anything. */
async function decideFamily(
  world: World,
  { prices, gpus }: { prices: readonly StoredPrice[]; gpus: readonly string[] },
  pause: () => Promise<void>,
): Promise<Decisions> {
  const groups: Groups = byMarket(placedPrices(prices, world.roster));
  await pause();
  const { cards, days } = await cardsOf(world, groups, pause);
  const moveOf = (key: Key) => {
    const own = days.get(marketKey(key));
    return (from: string, to: string): number | null => {
      const [then, then2] = [own?.get(from), own?.get(to)];
      return then && then2 && then2.from <= from ? Math.log(then2.chain / then.chain) : null;
    };
  };
  const assessed: Decided[] = [];
  for (const gpu of assessedGpus.filter((one) => gpus.includes(one.gpu)))
    for (const segment of SEGMENTS) {
      const order = { ...world, groups, gpu, segment, tenors: TENORS, moveOf, levelCode };
      for (const decided of assessMarkets(order)) {
        await pause();
        for (const one of decided) assessed.push(one);
      }
    }
  return { assessed, cards };
}

const LONGEST_MS = 30;

/** Lets others have the process for a moment, where it was kept from them for long. */
function pauses(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_MS) return;
    await setImmediate();
    since = performance.now();
  };
}

/**
 * Computes every index up to yesterday without publishing anything. Families of GPUs are read and computed one after the
 * other, and whoever else the process serves is served in between.
 */
export async function decideAll(sql: Queryable, order: IndexOrder = {}): Promise<Decisions> {
  const world = await worldOf(sql, order);
  const priced = await readPricedGpus(sql);
  const wanted = order.gpus ?? [...priced, ...assessedGpus.map((one) => one.gpu)];
  const families = [...groupBy([...new Set(wanted.flatMap(sameFamily))], (gpu) => sameFamily(gpu)[0]).values()];
  const pause = pauses();
  const all: Decisions = { assessed: [], cards: [] };
  const read = (names: readonly string[] | undefined) =>
    names ? readPrices(sql, { gpus: names, from: world.since }) : Promise.resolve([]);
  let coming = read(families[0]);
  for (const [at, names] of families.entries()) {
    const prices = await coming;
    // The next are read while these are computed.
    coming = read(families[at + 1]);
    coming.catch(() => undefined);
    const gpus = order.gpus?.filter((gpu) => names.includes(gpu)) ?? names;
    const { assessed, cards } = await decideFamily(world, { prices, gpus }, pause);
    for (const one of assessed) all.assessed.push(one);
    for (const one of cards) all.cards.push(one);
  }
  return all;
}

/** Computes the assessed levels alone. */
export const decideIndices = async (sql: Queryable, order: IndexOrder = {}): Promise<Decided[]> =>
  (await decideAll(sql, order)).assessed;
