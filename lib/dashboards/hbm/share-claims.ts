import type { Observation } from "@/lib/store/rows";

/** What the publishers say of one supplier in one period. They are set side by side, never averaged. */
export type SupplierPeriod = {
  supplier: string;
  period: string;
  claims: readonly Observation[];
  /** The one claim's share, or null where publishers differ in number and only a range can be drawn. */
  single: number | null;
  low: number;
  high: number;
};

/** Groups share observations of one basis, generation and frequency by supplier and period; ordered by both. */
export function claimsBySupplier(observations: readonly Observation[]): SupplierPeriod[] {
  const groups = new Map<string, Observation[]>();
  for (const one of observations) {
    if (one.value === null) continue;
    const key = `${one.dims["supplier"]} ${one.period}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .flatMap((claims) => {
      const first = claims[0];
      if (!first) return [];
      const shares = claims.flatMap((one) => (one.value === null ? [] : [one.value]));
      const low = Math.min(...shares);
      const high = Math.max(...shares);
      const single = claims.length === 1 ? first.value : null;
      return [{ supplier: first.dims["supplier"] ?? "", period: first.period, claims, single, low, high }];
    })
    .toSorted((a, b) => a.supplier.localeCompare(b.supplier) || a.period.localeCompare(b.period));
}
