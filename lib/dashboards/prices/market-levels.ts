import { dayFrom } from "@/lib/kernel/days";
import type { Reader } from "@/lib/access/reader";
import { type HeadlineLevel, headlineLevels } from "@/lib/indices/headline-level";
import { recomputedLevels } from "@/lib/indices/recomputed-levels";
import { marketKey } from "@/lib/models/price-index/market";
import { indexSource } from "./index-words";
import type { LevelFacts } from "./level-facts";

export const INDEX = "gpu-price-index";
export const INDEX_SEGMENTS = ["neocloud", "hyperscaler", "marketplace"] as const;
export const INDEX_TENORS = ["on-demand", "spot", "m1", "m3", "m6", "m12", "m24", "m36"] as const;

const SPARK_DAYS = 90;
const YEAR_DAYS = 365;

export type MarketName = { gpu: string; segment: string; tenor: string };

/** A day of a market's rate card: its level with quartiles, and the chain of matched offers since its last break. */
export type CardDay = {
  day: string;
  value: number | null;
  low: number | null;
  high: number | null;
  votes: number;
  grade: string;
  fleets: number;
  chain: number | null;
  chainFrom: string | null;
};

/** The days of a market's rate card and what they rest on; `recomputed` where they were computed while reading. */
export type CardHistory = MarketName & { days: CardDay[]; sources: readonly string[]; recomputed: boolean };

/** A market's level, with the days of its rate card. */
export type MarketLevel = { facts: LevelFacts; days: CardDay[] };

/** How the chain moved over some days up to one, in percent; null unless it is unbroken from the first to the last. */
export function chainMoved(days: readonly CardDay[], to: string, span: number): number | null {
  const now = days.find((one) => one.day === to);
  const then = days.find((one) => one.day === dayFrom(to, -span));
  if (!now?.chain || !then?.chain || now.chainFrom === null || now.chainFrom > then.day) return null;
  return 100 * (now.chain / then.chain - 1);
}

/** How the chain moved over 30 days: null where no vote was seen in them, since a price that nobody saw has not stood still. */
export const movedLately = (days: readonly CardDay[], { day, seen31 }: Pick<LevelFacts, "day" | "seen31">) =>
  seen31 === 0 ? null : chainMoved(days, day, 30);

/** The values of the days up to one, for a sparkline: a day without a level is a gap. */
function sparkOf(days: readonly CardDay[], to: string): (number | null)[] {
  const values = new Map(days.map((one) => [one.day, one.value]));
  return Array.from({ length: SPARK_DAYS }, (_, i) => values.get(dayFrom(to, i + 1 - SPARK_DAYS)) ?? null);
}

type Behind = { days: CardDay[]; sources: string[] };

function factsOf(headline: HeadlineLevel, { days, sources }: Behind): LevelFacts {
  const { isRecomputed, version: _, ...told } = headline;
  return {
    ...told,
    moved30: movedLately(days, headline),
    movedYear: chainMoved(days, headline.day, YEAR_DAYS),
    history: sparkOf(days, headline.day),
    fleets: days.find((one) => one.day === headline.day)?.fleets ?? 0,
    recomputed: isRecomputed,
    sources,
  };
}

async function recomputedBehind(reader: Reader, market: MarketName, from: string, to: string): Promise<Behind> {
  const { days, votes, placed } = await recomputedLevels(reader, market, { from, to });
  const voting = new Set(votes.flatMap((vote) => [...vote.readings.keys()]));
  const behind = placed.filter((one) => one.posting !== null && voting.has(one.observation.series));
  return {
    days: days.map((one) => ({ ...one, value: one.median })),
    sources: [...new Set(behind.map((one) => one.observation.source))],
  };
}

/** The rate card of a market that has no level any more, as far as it goes: what stood once is shown with its days. */
export async function pastCards(reader: Reader, market: MarketName): Promise<CardHistory> {
  const { gpu, segment, tenor } = market;
  const stored = await reader.rateCards({ gpus: [gpu], segment, tenor });
  const [newest] = stored.slice(-1);
  if (newest) return { ...market, days: stored, sources: [indexSource(newest.version)], recomputed: false };
  // Without a subscription to the prices nothing can be computed from them.
  if (!reader.may("gpu-prices")) return { ...market, days: [], sources: [], recomputed: false };
  const { days, placed } = await recomputedLevels(reader, market);
  const behind = placed.filter((one) => one.posting !== null).map((one) => one.observation.source);
  return {
    ...market,
    days: days.map((one) => ({ ...one, value: one.median })),
    sources: [...new Set(behind)],
    recomputed: true,
  };
}

/**
 * The one level of each of some markets that has one, in their order, with the days of its rate card from `from` on: read
 * where they are published, and for a day before the index began computed from what was known on it.
 */
export async function marketLevels(
  reader: Reader,
  markets: readonly MarketName[],
  from?: string,
): Promise<MarketLevel[]> {
  const headlines = (await headlineLevels(reader, markets)).filter((one) => one !== null);
  const [first] = headlines;
  if (!first) return [];
  const since = from ?? dayFrom(first.day, -YEAR_DAYS - 31);
  const gpus = [...new Set(headlines.map((one) => one.gpu))];
  const stored = headlines.some((one) => !one.isRecomputed) ? await reader.rateCards({ gpus, from: since }) : [];
  return Promise.all(
    headlines.map(async (headline) => {
      const own = stored.filter((row) => marketKey(row) === marketKey(headline));
      const behind = headline.isRecomputed
        ? await recomputedBehind(reader, headline, since, headline.day)
        : { days: own, sources: [indexSource(headline.version)] };
      return { facts: factsOf(headline, behind), days: behind.days };
    }),
  );
}
