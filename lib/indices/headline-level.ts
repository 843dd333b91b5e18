import { dayFrom } from "@/lib/kernel/days";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import type { Status } from "@/lib/kernel/status";
import { parameters } from "@/lib/models/price-index/parameters";
import type { Grade, RateCard } from "@/lib/models/price-index/rate-card";
import type { AssessmentRow } from "@/lib/store/assessments";
import type { RateCardRow } from "@/lib/store/rate-cards";
import type { IndexReader } from "./index-reader";
import type { Market } from "@/lib/models/price-index/market";
import { recomputedLevels, standsOn } from "./recomputed-levels";

const INDEX = "gpu-price-index";
/** A level of posted prices that is older than this is a thing of the past, not a headline. */
const HEADLINE_DAYS = 31;

/**
 * The one number that is said of a market, USD per GPU-hour: the assessed level while it is at most seven days old, else
 * the level of posted prices. Votes and grade are of what the number rests on.
 */
export type HeadlineLevel = Market & {
  value: number;
  /** Quartiles of the posted prices of that day; null beside an assessed level that they do not enclose. */
  low: number | null;
  high: number | null;
  /** The day that the value is about. */
  day: string;
  kind: "assessed" | "rate-card";
  /** How lately the prices behind it were seen: an input of an assessed level is never older than a week, of a term 45 days. */
  grade: Grade;
  votes: number;
  owners: number;
  seen31: number | null;
  seen92: number | null;
  /** The posted prices of that day weighted with fleets. */
  companion: number | null;
  status: Status;
  /** The stored value; null where it was computed while reading. */
  ref: { series: string; period: string } | null;
  /** Whether it was computed while reading from what was known on a day before the index began. */
  isRecomputed: boolean;
  version: string;
};

/** How a status of the index is marked like every other number: carried and indicative values are estimates. */
export const markOf: Readonly<Record<AssessmentRow["status"], Status>> = {
  provisional: "P",
  final: "A",
  restated: "A",
  carried: "E",
  indicative: "E",
  withheld: "W",
};

/** States of a day that was itself assessed: what is carried or indicative is not. */
const ASSESSED = new Set<AssessmentRow["status"]>(["provisional", "final", "restated"]);

/** The code of the series of a market's level of a kind. */
export const levelSeries = ({ gpu, segment, tenor }: Market, kind: HeadlineLevel["kind"]): string =>
  seriesCode(datasetOf(INDEX), { gpu, segment, tenor }, kind === "assessed" ? "level" : "rate_card");

type Card = Pick<RateCard, "low" | "high" | "grade" | "votes" | "owners" | "seen31" | "seen92" | "companion">;

function ofCard({ grade, votes, owners, seen31, seen92, companion }: Card | RateCardRow) {
  return { grade, votes, owners, seen31, seen92, companion };
}

/** What stands beside an assessed level: its own votes, and of the day's posted prices quartiles and companion. */
function ofAssessed({ tenor, value, providers }: AssessmentRow, card: RateCardRow | undefined) {
  const isTerm = tenor.startsWith("m");
  const encloses = card && value !== null && (card.low ?? value) <= value && value <= (card.high ?? value);
  return {
    low: encloses ? card.low : null,
    high: encloses ? card.high : null,
    grade: isTerm ? ("B" as const) : ("A" as const),
    votes: providers,
    owners: providers,
    seen31: isTerm ? null : 1,
    seen92: 1,
    companion: card?.companion ?? null,
  };
}

/**
 * Chooses the headline of a market from its rows, oldest day first, as of the end of `day`; null where neither level is
 * there. Rows of other markets must not be among them.
 */
export function headlineOf(
  market: Market,
  assessed: readonly AssessmentRow[],
  cards: readonly RateCardRow[],
  day: string,
): HeadlineLevel | null {
  const leads = dayFrom(day, -(parameters.rateCard?.assessedLeadsDays ?? 0));
  const level = assessed.findLast((row) => row.value !== null && ASSESSED.has(row.status) && row.day <= day);
  const card = cards.findLast((row) => row.day <= day);
  const sameDay = level && cards.find((row) => row.day === level.day && row.value !== null);
  if (level && level.value !== null && level.day >= leads)
    return {
      ...market,
      ...ofAssessed(level, sameDay),
      value: level.value,
      day: level.day,
      kind: "assessed",
      status: markOf[level.status],
      ref: { series: levelSeries(market, "assessed"), period: level.day },
      isRecomputed: false,
      version: level.version,
    };
  if (!card || card.value === null || card.day < dayFrom(day, -HEADLINE_DAYS)) return null;
  return {
    ...market,
    ...ofCard(card),
    low: card.low,
    high: card.high,
    value: card.value,
    day: card.day,
    kind: "rate-card",
    status: "A",
    ref: { series: levelSeries(market, "rate-card"), period: card.day },
    isRecomputed: false,
    version: card.version,
  };
}

async function recomputed(reader: IndexReader, market: Market): Promise<HeadlineLevel | null> {
  if (!reader.may("gpu-prices")) return null;
  const day = standsOn(reader);
  const { days } = await recomputedLevels(reader, market, { from: day, to: day });
  const last = days.at(-1);
  if (!last) return null;
  return {
    ...market,
    ...ofCard(last),
    low: last.low,
    high: last.high,
    value: Number(last.median.toFixed(4)),
    day: last.day,
    kind: "rate-card",
    status: "A",
    ref: null,
    isRecomputed: true,
    version: parameters.version,
  };
}

const isOf =
  ({ gpu, segment, tenor }: Market) =>
  (row: Market): boolean =>
    row.gpu === gpu && row.segment === segment && row.tenor === tenor;

/**
 * The headlines of several markets of one reader, in the order asked for, null where a market has none or the index is not
 * part of the subscription. As of a day before the index began each is computed from what was known on that day.
 */
export async function headlineLevels(
  reader: IndexReader,
  markets: readonly Market[],
): Promise<(HeadlineLevel | null)[]> {
  if (!reader.may(INDEX)) return markets.map(() => null);
  const day = standsOn(reader);
  const gpus = [...new Set(markets.map((one) => one.gpu))];
  const from = dayFrom(day, -HEADLINE_DAYS);
  const [assessed, cards, newest] = await Promise.all([
    reader.assessments({ gpus, from }),
    reader.rateCards({ gpus, from }),
    reader.rateCards({ gpus, newest: true }),
  ]);
  const hasBegun = newest.length > 0;
  return Promise.all(
    markets.map(async (market) => {
      const mine = isOf(market);
      const published = headlineOf(market, assessed.filter(mine), cards.filter(mine), day);
      return published ?? (hasBegun ? null : recomputed(reader, market));
    }),
  );
}

/** The headline of one market; null where too few prices stand. */
export async function headlineLevel(reader: IndexReader, market: Market): Promise<HeadlineLevel | null> {
  const [found] = await headlineLevels(reader, [market]);
  return found ?? null;
}
