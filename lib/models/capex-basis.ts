import { addTo } from "@/lib/kernel/group-by";
import type { Frequency } from "@/lib/kernel/period";
import type { Status } from "@/lib/kernel/status";

/** What the capex models need of a stored value. Null is unknown, never zero. */
export type Stated = {
  series: string;
  dims: Record<string, string>;
  unit: string;
  frequency: Frequency;
  period: string;
  periodEnd: string | null;
  periodLabel: string | null;
  value: number | null;
  status: Status;
  knownAt: string;
  source: string;
  /** Of a value that was added up: the sources of all its parts. */
  sources?: readonly string[];
};

/** From the most to the least trusted: a filing's own figure, one computed from filings, one said on a call. */
export const BASES_BY_TRUST = ["reported", "derived", "company-statement"] as const;

const rank = (one: Stated): number => {
  const at = BASES_BY_TRUST.findIndex((basis) => basis === one.dims["basis"]);
  return at < 0 ? BASES_BY_TRUST.length : at;
};

/** The value of the most trusted basis, and those that it was preferred to. */
export type Choice<T extends Stated = Stated> = { chosen: T; value: number; others: readonly T[] };

/**
 * Chooses among values of one company, line, period and unit that differ in basis: the most trusted one as it is,
 * the newest of one basis. Nothing is averaged. Null where no value is known.
 */
export function chooseBasis<T extends Stated>(candidates: readonly T[]): Choice<T> | null {
  const known = candidates.filter((one) => one.value !== null && one.status !== "W");
  const [chosen, ...others] = known.toSorted(
    (a, b) => rank(a) - rank(b) || b.knownAt.localeCompare(a.knownAt) || a.series.localeCompare(b.series),
  );
  return chosen && chosen.value !== null ? { chosen, value: chosen.value, others } : null;
}

/** Chooses a basis for every company, line, unit, frequency and period; ordered by period. */
export function chooseBases<T extends Stated>(observations: readonly T[]): Choice<T>[] {
  const groups = new Map<string, T[]>();
  for (const one of observations) {
    const key = [one.dims["company"], one.dims["line"], one.unit, one.frequency, one.period].join(" ");
    addTo(groups, key, one);
  }
  return [...groups.values()]
    .flatMap((group) => chooseBasis(group) ?? [])
    .toSorted((a, b) => a.chosen.period.localeCompare(b.chosen.period));
}
