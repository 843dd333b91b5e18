import { addTo } from "@/lib/kernel/group-by";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Observation } from "@/lib/store/rows";
import { isBand } from "../bands";
import { observedPoint } from "../cells";
import type { ChartSeries, ChartSpec } from "../figure";
import { statusesInWords } from "../telling/status-words";
import type { Labels } from "./names";

/** As many lines as a reader can tell apart; the table holds the rest. */
export const DRAWN_MOST = 8;

/** The dimensions in which the observations differ: what a line must be called to be told from the others. */
function telling(dataset: DatasetDefinition, observations: readonly Observation[]): string[] {
  const keys = Object.keys(dataset.dimensions);
  const differing = keys.filter((key) => new Set(observations.map((one) => one.dims[key])).size > 1);
  return differing.length > 0 ? differing : dataset.view.chart.by;
}

function linesOf(dataset: DatasetDefinition, observations: readonly Observation[], label: Labels): ChartSeries[] {
  const keys = telling(dataset, observations);
  const groups = new Map<string, Observation[]>();
  for (const one of observations) addTo(groups, one.series, one);
  const shape = dataset.view.chart.shape === "points" ? "points" : "line";
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    const name = keys.map((key) => label(key, first.dims[key] ?? "")).join(" · ");
    const points = group.map(observedPoint);
    return [
      {
        key: first.dims[dataset.view.chart.by[0] ?? ""] ?? first.series,
        name,
        shape,
        rhythm: first.frequency,
        points,
        ...(shape === "line" && isBand(points) ? { band: true } : {}),
      },
    ];
  });
}

const longest = (a: ChartSeries, b: ChartSeries) =>
  b.points.length - a.points.length || (b.points.at(-1)?.x ?? "").localeCompare(a.points.at(-1)?.x ?? "");

type Bars = { parts: Partial<ChartSpec>; drawn: number; of: number };

function barsOf(dataset: DatasetDefinition, observations: readonly Observation[], label: Labels): Bars {
  const keys = telling(dataset, observations);
  const newest = observations.filter((one, at) => observations[at + 1]?.series !== one.series);
  const valued = newest.filter((one) => one.value !== null);
  const ranked = valued.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 24);
  const name = (one: Observation) => keys.map((key) => label(key, one.dims[key] ?? "")).join(" · ");
  const points = ranked.map((one) => ({ ...observedPoint(one), x: name(one) }));
  const series: ChartSeries = { key: dataset.slug, name: "Latest value", shape: "bar", points };
  const categories = points.map((one) => one.x);
  const parts: Partial<ChartSpec> = { x: "category", categories, horizontal: true, fromZero: true, series: [series] };
  return { parts, drawn: points.length, of: newest.length };
}

/** A dataset's own chart of the observations: its most observed series as lines, or their newest values as bars. */
export function datasetChart(
  dataset: DatasetDefinition,
  measureKey: string,
  observations: readonly Observation[],
  label: Labels,
): { chart: ChartSpec; drawn: number; of: number } | null {
  const measure = dataset.measures[measureKey];
  if (!measure || observations.length === 0) return null;
  const unit = observations[0]?.unit ?? measure.unit;
  const same = observations.filter((one) => one.unit === unit);
  const all = linesOf(dataset, same, label).toSorted(longest);
  const series = all.slice(0, DRAWN_MOST);
  const kinds = statusesInWords(same.map((one) => one.status));
  const summary = `${dataset.title}: ${measure.label} in ${unit}, ${kinds}: ${series.map((one) => one.name).join(", ")}.`;
  const base: ChartSpec = { x: "time", unit, decimals: measure.decimals, series, summary };
  if (dataset.view.chart.shape === "bars") {
    const { parts, drawn, of } = barsOf(dataset, same, label);
    const spoken = `${dataset.title}: ${measure.label} in ${unit}, ${kinds}, newest of ${drawn} series.`;
    return { chart: { ...base, ...parts, summary: spoken }, drawn, of };
  }
  return { chart: base, drawn: series.length, of: all.length };
}
