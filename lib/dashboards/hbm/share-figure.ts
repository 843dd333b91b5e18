import { formatRange } from "@/lib/kernel/format";
import { isActual } from "@/lib/kernel/status";
import { periodLabel } from "@/lib/kernel/period";
import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import type { Labels } from "../dataset/names";
import type { ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { sourcesIn } from "../figure-sources";
import { claimsBySupplier, type SupplierPeriod } from "./share-claims";

const SPAN: Record<string, string> = { quarter: "quarterly", half: "half-yearly", year: "yearly" };

const shown = (one: SupplierPeriod): string => formatRange(one, "%", 1);

/** What a supplier is ranked by: the high end, else that of a floor. */
const topOf = (one: SupplierPeriod): number => one.high ?? one.low ?? 0;

const publishers = (one: SupplierPeriod, label: Labels): string => {
  const names = [...new Set(one.claims.map((claim) => label("publisher", claim.dims["publisher"] ?? "")))];
  return names.length === 1 ? (names[0] ?? "") : `${names.length} publishers`;
};

function title(claims: readonly SupplierPeriod[], basis: string, label: Labels): string {
  const last = claims.reduce((newest, one) => (one.period > newest ? one.period : newest), "");
  const leader = claims.filter((one) => one.period === last).toSorted((a, b) => topOf(b) - topOf(a))[0];
  const first = leader?.claims[0];
  if (!leader || !first) return "HBM share by supplier";
  const when = periodLabel(last, first.frequency);
  const verb = leader.claims.every((one) => isActual(one.status))
    ? "had"
    : leader.claims.some((one) => one.status === "F")
      ? "is forecast to have"
      : "is put at";
  return `${label("supplier", leader.supplier)} ${verb} ${shown(leader)} of HBM ${basis} in ${when} (${publishers(leader, label)})`;
}

function pointOf(one: SupplierPeriod): ChartPoint {
  const first = one.claims[0];
  const forecast =
    one.claims.find((claim) => claim.status === "F") ?? one.claims.find((claim) => !isActual(claim.status));
  const ranged = one.claims.length > 1 || one.single === null;
  const isOne = one.claims.length === 1;
  return {
    x: first ? periodLabel(one.period, first.frequency) : one.period,
    y: one.single,
    ...(ranged ? { low: one.low, high: one.high } : {}),
    status: (forecast ?? first)?.status ?? "E",
    sources: sourcesIn(one.claims),
    ...(first && isOne ? { ref: { series: first.series, period: one.period } } : {}),
  };
}

function rowOf(one: Observation, label: Labels): Row {
  return {
    period: { value: one.period, text: periodLabel(one.period, one.frequency) },
    supplier: { value: label("supplier", one.dims["supplier"] ?? "") },
    share: observedCell(one),
    publisher: { value: label("publisher", one.dims["publisher"] ?? "") },
    known: { value: one.knownAt.slice(0, 10) },
  };
}

/**
 * The share of each supplier under one basis, generation, customer and frequency. Where several publishers speak of
 * one period a range from the lowest to the highest stands for them, and the table names each.
 */
export function shareFigure(observations: readonly Observation[], label: Labels): Figure | null {
  const first = observations[0];
  if (!first) return null;
  const dim = (key: string) => label(key, first.dims[key] ?? "");
  const isStated = !first.dims["basis"]?.startsWith("not-stated");
  const words = dim("basis").toLowerCase();
  const basis = isStated ? words.replace(", computed", " (computed)") : `(${words})`;
  const scope = [
    first.dims["generation"] === "all" ? "all generations" : dim("generation"),
    first.dims["customer"] === "all" ? "all customers" : `bought by ${dim("customer")}`,
  ].join(", ");
  const claims = claimsBySupplier(observations);
  const rival = claims.some((one) => one.claims.length > 1 || one.single === null);
  const categories = [...new Set(claims.map((one) => one.period))]
    .toSorted()
    .map((p) => periodLabel(p, first.frequency));
  const series = [...new Set(claims.map((one) => one.supplier))].map((supplier): ChartSeries => {
    const points = claims.filter((one) => one.supplier === supplier).map(pointOf);
    return { key: supplier, name: label("supplier", supplier), shape: rival ? "range" : "line", points };
  });
  const finding = title(claims, basis, label);
  const rows = observations.toSorted((a, b) => b.period.localeCompare(a.period) || a.series.localeCompare(b.series));
  return {
    id: ["share", first.measure, first.dims["basis"], first.dims["generation"], first.dims["customer"]].join("-"),
    title: finding,
    subtitle: `Share of HBM, %, ${SPAN[first.measure] ?? first.measure}; basis: ${dim("basis").toLowerCase()}; ${scope}`,
    chart: { x: "category", categories, unit: "%", decimals: 0, fromZero: true, series, summary: `${finding}.` },
    table: {
      columns: [
        { key: "period", label: "Period", kind: "period" },
        { key: "supplier", label: "Supplier", kind: "text" },
        { key: "share", label: "Share", kind: "number", unit: "%", decimals: 1 },
        { key: "publisher", label: "Publisher", kind: "text" },
        { key: "known", label: "Known since", kind: "day" },
      ],
      rows: rows.map((one) => rowOf(one, label)),
    },
    ...(rival
      ? {
          note: "Bars span the lowest to the highest publisher for that period, or the range that one publisher states; a mark is a single publisher. Nothing is averaged.",
        }
      : {}),
  };
}
