import type { Queryable } from "@/db/client";
import { readAssessments } from "@/lib/store/assessments";
import { type RateCardRow, readRateCards } from "@/lib/store/rate-cards";
import type { Standing } from "./compute";
import { marketKey } from "@/lib/models/price-index/market";

type Days = ReadonlyMap<string, ReadonlySet<string>>;

/** What stands published of the indices, by market and day, and what persons have decided. */
export type Standings = {
  assessed: ReadonlyMap<string, ReadonlyMap<string, Standing>>;
  /** Days of the level of posted prices from `floor` on. */
  cards: ReadonlyMap<string, ReadonlyMap<string, RateCardRow>>;
  newestCards: ReadonlyMap<string, string>;
  released: Days;
  errata: Days;
};

async function acceptedDays(sql: Queryable, rule: "index-alarm" | "erratum"): Promise<Days> {
  const rows = await sql<{ series: string; period: string }[]>`
    select series, period from held_item where dataset = 'gpu-price-index' and state = 'accepted' and rule = ${rule}`;
  const days = new Map<string, Set<string>>();
  for (const { series, period } of rows) days.set(series, (days.get(series) ?? new Set()).add(period));
  return days;
}

function grouped<R extends { gpu: string; segment: string; tenor: string; day: string }, T>(
  rows: readonly R[],
  valueOf: (row: R) => T,
): Map<string, Map<string, T>> {
  const found = new Map<string, Map<string, T>>();
  for (const row of rows) {
    const own = found.get(marketKey(row)) ?? new Map<string, T>();
    found.set(marketKey(row), own.set(row.day, valueOf(row)));
  }
  return found;
}

/** Reads what stands. `errata` are days to be taken as agreed to, in place of those that are. */
export async function readStanding(sql: Queryable, floor: string | null, errata?: Days): Promise<Standings> {
  const [assessed, cards, newest, released, agreed] = await Promise.all([
    readAssessments(sql, {}),
    readRateCards(sql, floor ? { from: floor } : {}),
    readRateCards(sql, { newest: true }),
    acceptedDays(sql, "index-alarm"),
    errata ?? acceptedDays(sql, "erratum"),
  ]);
  return {
    assessed: grouped(assessed, ({ status, value, revision, chain }) => ({ status, value, revision, chain })),
    cards: grouped(cards, (row) => row),
    newestCards: new Map(newest.map((row) => [marketKey(row), row.day])),
    released,
    errata: agreed,
  };
}
