import { daysBetween } from "@/lib/kernel/format";
import type { Observation } from "@/lib/store/rows";
import { amongWords, type Candidate, type Superlative, superlative } from "../telling/superlative";
import { leads, type PriceData } from "./data";
import { dim } from "./market";
import { dollars } from "./words";

/** Prices seen longer ago than this are not held against today's. */
const WITHIN_DAYS = 92;

type Extremes = { low: Superlative<Observation> | null; high: Superlative<Observation> | null };

/**
 * Who is cheapest and who dearest among providers that list the very same offer: as many GPUs of one kind, segment, tenor
 * and region. Null of what may not be said: fewer than three such providers, a tie, or somebody else's other offer beyond.
 */
function extremesOf(data: Pick<PriceData, "label" | "today">, newest: readonly Observation[]): Extremes {
  const candidates = newest
    .filter((one) => daysBetween(one.period, data.today) <= WITHIN_DAYS)
    .map((statement): Candidate<Observation> => ({
      name: data.label("provider", dim(statement, "provider")),
      statement,
    }));
  const how = { across: ["provider", "publisher"], decimals: 2 };
  return {
    low: superlative(candidates, { ...how, direction: "smallest" }),
    high: superlative(candidates, { ...how, direction: "largest" }),
  };
}

/** `lowest of 7 providers of the same offer, 2026-10-01 to 2026-10-10: Verda, $2.29`; empty where nothing may be said. */
export function extremesWords(
  data: Pick<PriceData, "label" | "today" | "sources">,
  newest: readonly Observation[],
): string {
  const { low, high } = extremesOf(data, newest);
  const told = (word: string, found: Superlative<Observation> | null): string[] => {
    if (found === null || found.leader.statement.value === null || !leads(data, found.leader.statement)) return [];
    const who = `${found.leader.name}, ${dollars(found.leader.statement.value)}`;
    return [`${word} ${amongWords(found, "providers of the same offer")}: ${who}`];
  };
  return [...told("lowest", low), ...told("highest", high)].join("; ");
}
