import type { Observation } from "@/lib/store/rows";

/** What the publishers say of one supplier in one period. They are set side by side, never averaged. */
export type SupplierPeriod = {
  supplier: string;
  period: string;
  claims: readonly Observation[];
  /** The one claim's share, or null where there are several or a range was stated. */
  single: number | null;
  /** The ends; null where the one claim is a ceiling or a floor. */
  low: number | null;
  high: number | null;
};

/** Groups share observations of one basis, generation and frequency by supplier and period; ordered by both. */
export function claimsBySupplier(observations: readonly Observation[]): SupplierPeriod[] {
  const groups = new Map<string, Observation[]>();
  for (const one of observations) {
    if (one.value === null && one.low === null && one.high === null) continue;
    const key = `${one.dims["supplier"]} ${one.period}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .flatMap((claims) => {
      const first = claims[0];
      if (!first) return [];
      const single = claims.length === 1 ? first.value : null;
      const ends = claims.flatMap((one) => (one.value === null ? [one.low, one.high] : [one.value]));
      const stated = ends.filter((end) => end !== null);
      const isOpen = claims.length === 1 && single === null;
      const low = isOpen ? first.low : Math.min(...stated);
      const high = isOpen ? first.high : Math.max(...stated);
      return [{ supplier: first.dims["supplier"] ?? "", period: first.period, claims, single, low, high }];
    })
    .toSorted((a, b) => a.supplier.localeCompare(b.supplier) || a.period.localeCompare(b.period));
}
