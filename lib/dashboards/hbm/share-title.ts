import { formatDay, formatRange } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import { isActual } from "@/lib/kernel/status";
import { type AgeLimit, saidWhen } from "../telling/age";
import { hasUnledRest, type Telling, UNLED } from "../telling/leading";
import { leadPeriod } from "../telling/lead-period";
import { openBeyond, spreadKind, spreadOf } from "../telling/spread";
import { isGroup } from "../telling/statement";
import { countedStatements } from "../telling/status-words";
import type { Labels } from "../dataset/names";
import { claimsBySupplier, type SupplierPeriod } from "./share-claims";

/** What the shares are of: `HBM revenue`, `NVIDIA's HBM4 shipments (computed)`, `HBM (basis not stated)`. */
export function shareOf(dims: Readonly<Record<string, string>>, label: Labels): string {
  const { basis = "", generation = "all", customer = "all" } = dims;
  const buyer = customer === "all" ? "" : `${label("customer", customer)}'s `;
  const product = generation === "all" ? "HBM" : label("generation", generation);
  const [counted = "", ...remarks] = label("basis", basis).toLowerCase().split(", ");
  const isStated = counted !== "basis not stated";
  const remark = [...(isStated ? [] : [counted]), ...remarks].join(", ");
  return `${buyer}${product}${isStated ? ` ${counted}` : ""}${remark ? ` (${remark})` : ""}`;
}

const verbOf = ({ full }: SupplierPeriod): string =>
  full.every((one) => isActual(one.status))
    ? "had"
    : full.every((one) => one.status === "F")
      ? "is forecast to have"
      : full.some((one) => one.value === null)
        ? "is said to have"
        : "is put at";

/** Who says so and as what: `Counterpoint, estimate`, `8 publishers, forecasts of 2025-01-02 to 2026-09-01`. */
function sourceOf({ full: claims }: SupplierPeriod, label: Labels, limit: AgeLimit): string {
  const names = [...new Set(claims.map((one) => label("publisher", one.dims["publisher"] ?? "")))];
  const [first, second] = claims;
  const who = names.length === 1 ? (names[0] ?? "") : `${names.length} publishers`;
  const kind = countedStatements(claims.map((one) => one.status));
  if (first && !second) {
    if (isActual(first.status)) return first.status === "P" ? `${who}, provisional` : who;
    return [`${who}, ${kind.replace(/^1 /, "")}`, saidWhen(first, limit)].filter(Boolean).join(" ");
  }
  const spread = spreadOf(claims, ["publisher"]);
  const kinds = spread && spread.of === claims.length ? spreadKind(spread, limit) : kind;
  // Where each publisher says one thing, they are counted once.
  return `${who}, ${names.length === claims.length ? kinds.replace(/^\d+ /, "") : kinds}`;
}

/**
 * The supplier with most in the period that leads, of what sources say that can be looked up: no end of a range rests on
 * another. What stands for several suppliers is none.
 */
function leading(claims: readonly SupplierPeriod[], limit: Telling): SupplierPeriod | undefined {
  const own = claims
    .filter((one) => !isGroup(one.supplier))
    .flatMap((one) => claimsBySupplier(one.claims.filter(limit.leads)));
  const period = leadPeriod(
    own.map((one) => one.period),
    formatDay(limit.asOf),
  );
  const reach = (one: SupplierPeriod) => one.high ?? one.low ?? 0;
  return own.filter((one) => one.period === period).toSorted((a, b) => reach(b) - reach(a))[0];
}

/**
 * What is said of one supplier's share in the period that leads:
 * `SK hynix is put at 57% of HBM revenue in 2025Q3 (Counterpoint, estimate)`.
 */
export function shareTitle(claims: readonly SupplierPeriod[], label: Labels, limit: Telling): string {
  const leader = leading(claims, limit);
  const first = leader?.full[0];
  if (!leader || !first) return "HBM share by supplier";
  const when = periodLabel(leader.period, first.frequency);
  const share = formatRange(leader, "%", 1);
  const { low, high, supplier, period } = leader;
  const all = claims.find((one) => one.supplier === supplier && one.period === period)?.claims ?? [];
  const rest = hasUnledRest(all, limit.leads) ? UNLED : "";
  const beyond = low === null || high === null ? "" : openBeyond(leader.claims, { low, high }, "%", 1);
  return `${label("supplier", leader.supplier)} ${verbOf(leader)} ${share} of ${shareOf(first.dims, label)} in ${when} (${sourceOf(leader, label, limit)}${beyond}${rest})`;
}
