import { formatDay, formatRange } from "@/lib/kernel/format";
import { isActual, type Status } from "@/lib/kernel/status";
import { type AgeLimit, isOldDay } from "./age";
import { statusesInWords } from "./status-words";
import { comparableKey, type Told } from "./statement";

/** From where to where several statements about one thing go, and of how many of which kind that is. */
export type Spread = {
  low: number;
  high: number;
  of: number;
  statuses: Status[];
  /** The days on which the statements became known, from the first to the last. */
  said: [string, string];
};

/** The ends of what was said in full: a point is both; a floor or ceiling alone has none, since its other end is open. */
function endsOf({ value, low, high, status }: Told): [number, number] | null {
  if (status === "W") return null;
  if (value !== null) return [value, value];
  return low !== null && high !== null ? [low, high] : null;
}

/**
 * From the lowest to the highest of comparable statements, which may differ in `across` and in status. Floors and
 * ceilings do not count: a range is never made of a floor and a point. Null where fewer than two were said in full, or
 * where they are about different things.
 */
export function spreadOf(statements: readonly Told[], across: readonly string[]): Spread | null {
  const closed = statements.flatMap((one) => {
    const ends = endsOf(one);
    return ends ? [{ one, ends }] : [];
  });
  const keys = new Set(closed.map(({ one }) => comparableKey({ ...one, status: "A" }, across)));
  if (closed.length < 2 || keys.size !== 1) return null;
  const said = closed.map(({ one }) => formatDay(one.knownAt)).toSorted();
  return {
    low: Math.min(...closed.map(({ ends }) => ends[0])),
    high: Math.max(...closed.map(({ ends }) => ends[1])),
    of: closed.length,
    statuses: [...new Set(closed.map(({ one }) => one.status))],
    said: [said[0] ?? "", said.at(-1) ?? ""],
  };
}

/**
 * How many statements of which kind a range is made of and, where a view among them is old, of when:
 * `4 forecasts of 2024-07-01 to 2026-07-04`.
 */
export function spreadKind({ of, statuses, said: [first, last] }: Spread, limit: AgeLimit): string {
  const kinds = `${of} ${statusesInWords(statuses)}`;
  if (statuses.every(isActual) || !isOldDay(first, limit)) return kinds;
  return `${kinds} of ${first === last ? first : `${first} to ${last}`}`;
}

/** `43–56% (4 forecasts)`: the range with what it is made of. */
export function spreadWords(spread: Spread, unit: string, decimals: number, limit: AgeLimit): string {
  return `${formatRange(spread, unit, decimals)} (${spreadKind(spread, limit)})`;
}

/**
 * `; others say at least 60%`: floors above and ceilings below what was said in full, which no range has in it and which
 * say otherwise. Empty where there is none.
 */
export function openBeyond(
  statements: readonly Told[],
  { low, high }: { low: number; high: number },
  unit: string,
  decimals: number,
): string {
  const beyond = statements.filter((one) => {
    if (one.value !== null || one.status === "W") return false;
    return one.high === null ? (one.low ?? high) > high : one.low === null && one.high < low;
  });
  const words = [...new Set(beyond.map((one) => formatRange(one, unit, decimals)))];
  return words.length > 0 ? `; others say ${words.join(" and ")}` : "";
}
