import { isActual } from "@/lib/kernel/status";
import { periodLabel } from "@/lib/kernel/period";
import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import type { Labels } from "../dataset/names";
import type { ChartPoint, ChartSeries, Figure, Row } from "../figure";
import type { Telling } from "../telling/leading";
import { sourcesIn } from "../figure-sources";
import { claimsBySupplier, type SupplierPeriod } from "./share-claims";
import { shareTitle } from "./share-title";

const SPAN: Record<string, string> = { quarter: "quarterly", half: "half-yearly", year: "yearly" };

function pointOf(one: SupplierPeriod): ChartPoint {
  const [first, second] = one.full;
  const forecast = one.full.find((claim) => claim.status === "F") ?? one.full.find((claim) => !isActual(claim.status));
  return {
    x: first ? periodLabel(one.period, first.frequency) : one.period,
    on: one.period,
    y: one.single,
    ...(one.single === null ? { low: one.low, high: one.high } : {}),
    status: (forecast ?? first)?.status ?? "E",
    sources: sourcesIn(one.full),
    ...(first && !second ? { ref: { series: first.series, period: one.period } } : {}),
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
export function shareFigure(observations: readonly Observation[], label: Labels, limit: Telling): Figure | null {
  const first = observations[0];
  if (!first) return null;
  const dim = (key: string) => label(key, first.dims[key] ?? "");
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
    return {
      key: supplier,
      name: label("supplier", supplier),
      shape: rival ? "range" : "line",
      rhythm: first.frequency,
      points,
    };
  });
  const finding = shareTitle(claims, label, limit);
  const rows = observations.toSorted((a, b) => b.period.localeCompare(a.period) || a.series.localeCompare(b.series));
  return {
    id: ["share", first.measure, first.dims["basis"], first.dims["generation"], first.dims["customer"]].join("-"),
    title: finding,
    subtitle: `Share of HBM, %, ${SPAN[first.measure] ?? first.measure}; basis: ${dim("basis")
      .toLowerCase()
      .replace(/^basis /, "")}; ${scope}`,
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
          note: "Bars span the lowest to the highest of what publishers said in full for that period; a mark is a single publisher. Floors are in the table. Nothing is averaged.",
        }
      : {}),
  };
}
