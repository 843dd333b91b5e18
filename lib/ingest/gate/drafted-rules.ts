import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { seriesCode } from "@/lib/datasets/series-code";
import { readNearestAfter, readNearestBefore } from "@/lib/store/read-history";
import { type Candidate, type Hold, ratioOf } from "./candidate";
import { percent } from "./value-rules";

// What only a draft can do: put a value before published ones, and bring one of two prices that belong together.

const placeOf = ({ series, proposal }: Candidate) => ({ series, period: proposal.period });
const keyOf = ({ series, proposal }: Candidate): string => `${series} ${proposal.period}`;

/**
 * Values from which the next published one moves too far, where it did not before: what is put between or before
 * published values makes a move just as what comes after them. What moves too far itself is asked about already.
 */
export async function movesAfter(
  sql: Queryable,
  dataset: DatasetDefinition,
  candidates: readonly Candidate[],
  held: ReadonlySet<Candidate>,
): Promise<Hold[]> {
  const { move } = dataset.gate;
  if (!move) return [];
  const own = candidates.filter((one) => !held.has(one));
  const next = await readNearestAfter(sql, own.map(placeOf), move.withinDays);
  const drafted = new Set(candidates.map(keyOf));
  const far = (from: number, to: number) => from > 0 && to > 0 && Math.abs(Math.log(to / from)) > Math.log1p(move.most);
  return own.flatMap((candidate) => {
    const { value } = candidate.proposal;
    const after = next.get(keyOf(candidate));
    if (value === null || !after || drafted.has(`${candidate.series} ${after.period}`)) return [];
    if (!far(value, after.value) || (candidate.standing && far(candidate.standing.value, after.value))) return [];
    const reason = `The next value, ${after.value} of ${after.period}, is ${percent(after.value / value)} against it: ${value}. More than ${(move.most * 100).toFixed(0)} % is looked at.`;
    return [{ candidate, rule: "move", reason }];
  });
}

/** From so many times, or such a part, of what stood before on, a value of whatever kind is looked at. */
const ORDER = 8;

/**
 * Values of datasets whose gate has no rule for moves, since no connector brings them: prices that moved as far as those
 * of GPUs may not, and anything that is of another order than what stood before, as where its unit was taken for another.
 */
export function farFromBefore(dataset: DatasetDefinition, candidates: readonly Candidate[]): Hold[] {
  if (dataset.gate.move || dataset.gate.statement) return [];
  return candidates.flatMap((candidate) => {
    const { standing, proposal } = candidate;
    const ratio = ratioOf(candidate);
    if (ratio === null || !standing) return [];
    const most = dataset.measures[proposal.measure]?.nature === "price" ? 1.4 : ORDER;
    if (Math.abs(Math.log(ratio)) <= Math.log(most)) return [];
    const by = ratio >= ORDER || ratio <= 1 / ORDER ? "of another order than" : `${percent(ratio)} against`;
    const reason = `${proposal.value} is ${by} ${standing.value} of ${standing.period}: is the unit the same?`;
    return [{ candidate, rule: "move", reason }];
  });
}

/** Values that have to lie below another one that is published for the same offer, or above which another one lies. */
export async function belowPublished(
  sql: Queryable,
  dataset: DatasetDefinition,
  candidates: readonly Candidate[],
  days: number,
): Promise<Hold[]> {
  const rule = dataset.gate.below;
  if (!rule) return [];
  const twinOf = ({ proposal: { dims, measure } }: Candidate): string | null => {
    const other = dims[rule.key] === rule.value ? rule.than : dims[rule.key] === rule.than ? rule.value : null;
    return other === null ? null : seriesCode(dataset, { ...dims, [rule.key]: other }, measure);
  };
  const drafted = new Set(candidates.map(keyOf));
  const pairs = candidates.flatMap((candidate) => {
    const twin = twinOf(candidate);
    const { period } = candidate.proposal;
    return twin === null || drafted.has(`${twin} ${period}`) ? [] : [{ candidate, twin, period }];
  });
  const published = await readNearestBefore(
    sql,
    pairs.map(({ twin, period }) => ({ series: twin, period })),
    days,
  );
  return pairs.flatMap(({ candidate, twin, period }) => {
    const other = published.get(`${twin} ${period}`);
    const { value, dims } = candidate.proposal;
    if (!other || value === null) return [];
    const isLower = dims[rule.key] === rule.value;
    if (isLower ? value < other.value : value > other.value) return [];
    const [own, against] = isLower ? [rule.value, rule.than] : [rule.than, rule.value];
    const where = value === other.value ? "the same as" : isLower ? "above" : "below";
    const reason = `${value} as ${own} is ${where} the ${other.value} of ${other.period} as ${against}, for the very same offer.`;
    return [{ candidate, rule: "below", reason }];
  });
}
