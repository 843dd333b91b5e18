import type { DatasetDefinition } from "@/lib/datasets/define";
import { formatValue } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import type { Observation } from "@/lib/store/rows";
import { observedCell, observedPoint } from "../cells";
import type { Labels } from "../dataset/names";
import type { ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { sourcesIn } from "../figure-sources";

const SILENT = new Set(["all", "not-stated"]);

/** What one claim is about, without the dimensions that say nothing: `SK hynix, HBM4`. */
function subject(one: Observation, label: Labels, dims: readonly string[]): string {
  const named = dims.filter((key) => key !== "publisher" && !SILENT.has(one.dims[key] ?? ""));
  return named.map((key) => label(key, one.dims[key] ?? "")).join(", ") || "Whole market";
}

const pointOf = (one: Observation): ChartPoint => ({
  ...observedPoint(one),
  x: periodLabel(one.period, one.frequency),
});

/** Claims about the same thing for the same period as one mark: a point where there is one, a range where they differ. */
function marks(claims: readonly Observation[]): ChartPoint[] {
  const periods = [...new Set(claims.map((one) => one.period))].toSorted();
  return periods.flatMap((period) => {
    const same = claims.filter((one) => one.period === period);
    const first = same[0];
    if (!first) return [];
    if (same.length === 1) return [pointOf(first)];
    const ends = same.flatMap((one) => [one.value, one.low, one.high].filter((end) => end !== null));
    const status = same.find((one) => one.status === "F")?.status ?? first.status;
    const range = { low: Math.min(...ends), high: Math.max(...ends) };
    return [{ x: pointOf(first).x, y: null, ...range, status, sources: sourcesIn(same) }];
  });
}

function spread(claims: readonly Observation[], decimals: number): string {
  const ends = claims.flatMap((one) => [one.value, one.low, one.high].filter((end) => end !== null));
  const unit = claims[0]?.unit ?? "";
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return low === high
    ? formatValue(low, unit, decimals)
    : `${formatValue(low, unit, decimals)} to ${formatValue(high, unit, decimals)}`;
}

/** One measure of the HBM market by what it is about; rival publishers are drawn as a range and listed each. */
export function marketFigure(
  dataset: DatasetDefinition,
  measureKey: string,
  observations: readonly Observation[],
  label: Labels,
): Figure | null {
  const measure = dataset.measures[measureKey];
  const dims = Object.keys(dataset.dimensions);
  if (!measure || observations.length === 0) return null;
  const subjects = [...new Set(observations.map((one) => subject(one, label, dims)))];
  const series = subjects.slice(0, 8).map((name): ChartSeries => {
    const claims = observations.filter((one) => subject(one, label, dims) === name);
    return { key: claims[0]?.dims["supplier"] ?? name, name, shape: "range", points: marks(claims) };
  });
  const last = observations.reduce((newest, one) => (one.period > newest ? one.period : newest), "");
  const newest = observations.filter((one) => one.period === last);
  const about = [...new Set(newest.map((one) => subject(one, label, dims)))];
  const title =
    about.length === 1
      ? `${measure.label}: ${spread(newest, measure.decimals)} in ${periodLabel(last, measure.frequency)} (${about[0]?.toLowerCase() === "whole market" ? "whole market" : about[0]})`
      : measure.label;
  const categories = [...new Set(observations.map((one) => one.period))]
    .toSorted()
    .map((p) => periodLabel(p, measure.frequency));
  const rows = observations
    .toSorted((a, b) => b.period.localeCompare(a.period) || a.series.localeCompare(b.series))
    .map((one): Row => ({
      period: { value: one.period, text: periodLabel(one.period, one.frequency) },
      about: { value: subject(one, label, dims) },
      value: observedCell(one),
      publisher: { value: label("publisher", one.dims["publisher"] ?? "") },
      known: { value: one.knownAt.slice(0, 10) },
    }));
  return {
    id: `market-${measureKey.replaceAll("_", "-")}`,
    title,
    subtitle: `${measure.label}, ${measure.unit}`,
    chart: { x: "category", categories, unit: measure.unit, decimals: measure.decimals, series, summary: `${title}.` },
    table: {
      columns: [
        { key: "period", label: "Period", kind: "period" },
        { key: "about", label: "About", kind: "text" },
        { key: "value", label: measure.label, kind: "number", unit: measure.unit, decimals: measure.decimals },
        { key: "publisher", label: "Publisher", kind: "text" },
        { key: "known", label: "Known since", kind: "day" },
      ],
      rows,
    },
  };
}
