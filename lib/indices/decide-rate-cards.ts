import { createHash } from "node:crypto";
import { businessDaysBetween, dayPlus } from "@/lib/models/price-index/business-days";
import type { Fleet } from "@/lib/models/price-index/companion";
import type { Parameters } from "@/lib/models/price-index/parameters";
import { lifeOf, type RateCard, type RateCardDay, rateCards, type RateVote } from "@/lib/models/price-index/rate-card";
import type { NewRateCard, RateCardRow } from "@/lib/store/rate-cards";
import type { Placed } from "./postings";
import type { Market } from "@/lib/models/price-index/market";

/** Where the chain of a rate card stood on a day, and since when it is unbroken. */
export type RateCardDays = Map<string, { chain: number; from: string }>;

/** One market's walk, and what stands published of it, by day. `moves` takes the chain of each day walked. */
export type RateCardOrder = {
  market: Market;
  walk: (from: string) => Iterable<RateCardDay>;
  moves: RateCardDays | null;
  standing: ReadonlyMap<string, RateCardRow>;
  /** The newest day of it that was ever published; null where none was. */
  newest: string | null;
  from: string;
  to: string;
  today: string;
  table: Parameters;
};

/** How many days before today are walked again: all that can still be restated. */
export const REWALKED_DAYS = 14;

const rounded = (value: number, digits = 4): number => Number(value.toFixed(digits));

/** The SHA-256 of who votes with what: it changes when the panel does. */
export const panelHash = (votes: readonly RateVote[]): string =>
  createHash("sha256")
    .update(JSON.stringify(votes.map(({ owner, key, price }) => [owner, key, price])))
    .digest("hex");

/** The walk of a market's rate card over its placed prices; empty where the method has none. */
export function walked({
  market,
  placed,
  fleets,
  from,
  to,
  table,
}: {
  market: Market;
  placed: readonly Placed[];
  fleets: readonly Fleet[];
  from: string;
  to: string;
  table: Parameters;
}): Iterable<RateCardDay> {
  const rules = table.rateCard;
  if (!rules) return [];
  const postings = placed.flatMap(({ posting }) => posting ?? []);
  const lifeDays = lifeOf(market.segment, market.tenor, rules);
  return rateCards({ postings, fleets, lifeDays, from: from > rules.from ? from : rules.from, to, table, rules });
}

const one = <T>(value: T | null): T[] => (value === null ? [] : [value]);

type Link = { factor: number; from: string | null };

/** How the walk's chain continues the published one: both stand on the day before what is new. */
function linkTo(stands: RateCardRow | undefined, card: RateCard): Link {
  return stands?.chain ? { factor: stands.chain / card.chain, from: stands.chainFrom } : { factor: 1, from: null };
}

function rowOf(market: Market, card: RateCard, hash: string, link: Link, start: string): NewRateCard {
  const isLinked = link.from !== null && card.chainFrom < start;
  return {
    ...market,
    day: card.day,
    revision: 0,
    value: rounded(card.median),
    low: rounded(card.low),
    high: rounded(card.high),
    votes: card.votes,
    owners: card.owners,
    seen31: rounded(card.seen31),
    seen92: rounded(card.seen92),
    grade: card.grade,
    chain: rounded(card.chain * (isLinked ? link.factor : 1)),
    chainFrom: isLinked ? link.from : card.chainFrom,
    companion: card.companion === null ? null : rounded(card.companion),
    fleets: card.fleets,
    inputHash: hash,
    reason: "FIRST",
  };
}

/** Whether a day that stands is published again: as itself changed, or without a value where too few prices stand now. */
function restated(stands: RateCardRow, now: NewRateCard | null, order: RateCardOrder): NewRateCard | null {
  const { today, table } = order;
  if (businessDaysBetween(stands.day, today) > table.restateWithinBusinessDays) return null;
  const { publishedAt: _, version: __, ...before } = stands;
  const next = { revision: stands.revision + 1, reason: "INPUTS" };
  if (!now)
    return stands.value === null
      ? null
      : { ...before, ...next, value: null, low: null, high: null, chain: null, chainFrom: null, companion: null };
  const change = stands.value === null || now.value === null ? Infinity : Math.abs(now.value / stands.value - 1);
  return change >= table.restateFrom ? { ...now, ...next } : null;
}

/**
 * What is new in a market's level of posted prices: days that were not published, and restatements of those of the last
 * business days. Everything older stays as it was published.
 */
export function decideRateCards(order: RateCardOrder): NewRateCard[] {
  const { market, newest, standing, to, today } = order;
  const rewalk = dayPlus(today, -REWALKED_DAYS);
  const start = newest === null ? order.from : newest < rewalk ? dayPlus(newest, 1) : rewalk;
  const seen = new Set<string>();
  const rows: NewRateCard[] = [];
  let link: Link = { factor: 1, from: null };
  let hash = { version: -1, text: "" };
  for (const card of order.walk(newest === null ? start : dayPlus(start, -1))) {
    order.moves?.set(card.day, { chain: card.chain, from: card.chainFrom });
    if (card.day < start) {
      if (card.day === dayPlus(start, -1)) link = linkTo(standing.get(card.day), card);
      continue;
    }
    seen.add(card.day);
    if (hash.version !== card.version) hash = { version: card.version, text: panelHash(card.standing()) };
    const now = rowOf(market, card, hash.text, link, start);
    const stands = standing.get(card.day);
    if (!stands) rows.push({ ...now, reason: card.day < rewalk ? "BACKCAST" : "FIRST" });
    else rows.push(...one(restated(stands, now, order)));
  }
  for (const [day, stands] of standing)
    if (day >= start && day <= to && !seen.has(day)) rows.push(...one(restated(stands, null, order)));
  return rows;
}
