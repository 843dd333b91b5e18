import { daysBetween, formatValue } from "@/lib/kernel/format";
import { groupBy } from "@/lib/kernel/group-by";
import { lastDayOf } from "./age";
import { comparableKey, isPoint, type Told } from "./statement";

/** As many statements as a comparison needs before one of them may be called the largest. */
export const RANKED_LEAST = 3;

/** Statements further apart than this are not held against each other. */
const WITHIN_DAYS = 366;

export type Candidate<T extends Told = Told> = { name: string; statement: T };

export type Superlative<T extends Told = Told> = {
  leader: Candidate<T>;
  /** How many were compared, the leader included. */
  of: number;
  /** The last days that the compared statements are about, from the earliest to the latest. */
  from: string;
  to: string;
};

type How = {
  /** The dimensions in which the candidates may differ, such as cloud and publisher. */
  across: readonly string[];
  decimals: number;
  direction?: "largest" | "smallest";
  /** What else is known of the matter and is not to be compared, but refutes a leader that it reaches. */
  against?: readonly Candidate[];
};

type Point<T extends Told> = Candidate<T & { value: number }>;

const pointsOf = <T extends Told>(candidates: readonly Candidate<T>[]): Point<T>[] =>
  candidates.flatMap(({ name, statement }) => (isPoint(statement) ? [{ name, statement }] : []));

/** The group of comparable points with most names in it. Null where two groups have as many. */
function widest<T extends Told>(points: readonly Point<T>[], across: readonly string[]): Point<T>[] | null {
  const groups = groupBy(points, (one) => comparableKey(one.statement, across));
  const sized = [...groups.values()]
    .map((group) => ({ group, names: new Set(group.map((one) => one.name)).size }))
    .toSorted((a, b) => b.names - a.names);
  const [first, second] = sized;
  return !first || first.names === second?.names ? null : first.group;
}

const latest = (points: readonly Candidate[]): string =>
  points
    .map((one) => lastDayOf(one.statement))
    .toSorted()
    .at(-1) ?? "";

/** Each name's newest statement. One with rival newest statements has none. */
function newestOfEach<T extends Told>(group: readonly Point<T>[]): Point<T>[] {
  return [...groupBy(group, (one) => one.name).values()].flatMap((own) => {
    const last = latest(own);
    const newest = own.filter((one) => lastDayOf(one.statement) === last);
    return new Set(newest.map((one) => one.statement.value)).size === 1 ? newest.slice(0, 1) : [];
  });
}

/** The most that is certain of a statement in a direction: of a range its end, of a floor the floor. */
function reach({ value, low, high }: Told, direction: "largest" | "smallest"): number | null {
  const ends = [value, low, high].filter((one) => one !== null);
  if (ends.length === 0) return null;
  return direction === "largest" ? Math.max(...ends) : Math.min(...ends);
}

/**
 * Which of several statements is the largest, where that may be said at all: at least three names with one comparable
 * point each (same measure, unit, status and dimensions, less than a year apart), the first ahead of the second also as
 * written, and nothing else that is known of another name, comparable or not, as large. All that a page knows of the
 * matter goes in: parts, floors, estimates and equivalents are sorted out here. Null where nothing may be said. A
 * sentence made of it says `of` and the dates.
 */
export function superlative<T extends Told>(candidates: readonly Candidate<T>[], how: How): Superlative<T> | null {
  const direction = how.direction ?? "largest";
  const group = widest(pointsOf(candidates), how.across);
  if (!group) return null;
  const each = newestOfEach(group);
  const to = latest(each);
  const compared = each
    .filter((one) => daysBetween(lastDayOf(one.statement), to) <= WITHIN_DAYS)
    .toSorted((a, b) => (b.statement.value - a.statement.value) * (direction === "largest" ? 1 : -1));
  const leader = compared[0];
  if (!leader || compared.length < RANKED_LEAST) return null;
  const { value, unit } = leader.statement;
  const written = (one: number) => formatValue(one, unit, how.decimals);
  const known = [...candidates, ...(how.against ?? [])];
  const rivals = known.filter((one) => one.name !== leader.name && one.statement.unit === unit);
  const refuted = rivals.some(({ statement }) => {
    const other = statement.status === "W" ? null : reach(statement, direction);
    if (other === null) return false;
    return written(other) === written(value) || (direction === "largest" ? other > value : other < value);
  });
  if (refuted) return null;
  const from = compared.map((one) => lastDayOf(one.statement)).toSorted()[0] ?? to;
  return { leader, of: compared.length, from, to };
}

/** What a superlative must say of its comparison: `of 4 clouds, 2025-12-31 to 2026-06-30`. */
export function amongWords({ of, from, to }: Pick<Superlative, "of" | "from" | "to">, noun: string): string {
  return `of ${of} ${noun}, ${from === to ? to : `${from} to ${to}`}`;
}
