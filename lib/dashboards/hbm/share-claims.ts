import { groupBy } from "@/lib/kernel/group-by";
import type { Observation } from "@/lib/store/rows";
import { spreadOf } from "../telling/spread";

/** What the publishers say of one supplier in one period. They are set side by side, never averaged. */
export type SupplierPeriod = {
  supplier: string;
  period: string;
  claims: readonly Observation[];
  /** Those of which number or range is made: all that were said in full, or a floor that stands alone. */
  full: readonly Observation[];
  /** The one claim's share, or null where publishers differ in number and only a range can be drawn. */
  single: number | null;
  /** The ends of what was said in full; of a floor or ceiling that stands alone, its one end. */
  low: number | null;
  high: number | null;
};

/** A range over rivals is made of what they said in full; a floor beside a point gives it no end. */
function endsOf(claims: readonly Observation[]): Pick<SupplierPeriod, "full" | "single" | "low" | "high"> {
  const closed = claims.filter((one) => one.value !== null || (one.low !== null && one.high !== null));
  const spread = spreadOf(closed, ["publisher"]);
  if (spread) return { full: closed, single: null, low: spread.low, high: spread.high };
  const full = (closed.length > 0 ? closed : claims).slice(0, 1);
  const { value = null, low = null, high = null } = full[0] ?? {};
  return { full, single: value, low: value ?? low, high: value ?? high };
}

/** Groups share observations of one basis, generation and frequency by supplier and period; ordered by both. */
export function claimsBySupplier(observations: readonly Observation[]): SupplierPeriod[] {
  const said = observations.filter((one) => one.value !== null || one.low !== null || one.high !== null);
  return [...groupBy(said, (one) => `${one.dims["supplier"]} ${one.period}`).values()]
    .flatMap((claims) => {
      const first = claims[0];
      if (!first) return [];
      return [{ supplier: first.dims["supplier"] ?? "", period: first.period, claims, ...endsOf(claims) }];
    })
    .toSorted((a, b) => a.supplier.localeCompare(b.supplier) || a.period.localeCompare(b.period));
}
