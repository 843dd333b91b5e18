import { addTo } from "@/lib/kernel/group-by";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Observation, SeriesLength } from "@/lib/store/rows";
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

function linesOf(
  dataset: DatasetDefinition,
  keys: readonly string[],
  observations: readonly Observation[],
  label: Labels,
): Map<string, ChartSeries> {
  const groups = new Map<string, Observation[]>();
  for (const one of observations) addTo(groups, one.series, one);
  const shape = dataset.view.chart.shape === "points" ? "points" : "line";
  const lines = new Map<string, ChartSeries>();
  for (const [code, group] of groups) {
    const first = group[0];
    if (!first) continue;
    const name = keys.map((key) => label(key, first.dims[key] ?? "")).join(" · ");
    const points = group.map(observedPoint);
    lines.set(code, {
      key: first.dims[dataset.view.chart.by[0] ?? ""] ?? first.series,
      name,
      shape,
      rhythm: first.frequency,
      points,
      ...(shape === "line" && isBand(points) ? { band: true } : {}),
    });
  }
  return lines;
}

const longest = (a: SeriesLength, b: SeriesLength) => b.periods - a.periods || b.last.localeCompare(a.last);

type Bars = { parts: Partial<ChartSpec>; drawn: number; of: number };

function barsOf(dataset: DatasetDefinition, newest: readonly Observation[], label: Labels): Bars {
  const keys = telling(dataset, newest);
  const valued = newest.filter((one) => one.value !== null);
  const ranked = valued.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 24);
  const name = (one: Observation) => keys.map((key) => label(key, one.dims[key] ?? "")).join(" · ");
  const points = ranked.map((one) => ({ ...observedPoint(one), x: name(one) }));
  const series: ChartSeries = { key: dataset.slug, name: "Latest value", shape: "bar", points };
  const categories = points.map((one) => one.x);
  const parts: Partial<ChartSpec> = { x: "category", categories, horizontal: true, fromZero: true, series: [series] };
  return { parts, drawn: points.length, of: newest.length };
}

/** What a chart is made of: the newest value of each series, how much stands of each, and a way to read whole ones. */
export type Charted = {
  newest: readonly Observation[];
  lengths: readonly SeriesLength[];
  readSeries: (codes: readonly string[]) => Promise<readonly Observation[]>;
};

export type Drawing = { chart: ChartSpec; drawn: number; of: number };

/** A dataset's own chart: its most observed series as lines, which alone are read whole, or their newest values as bars. */
export async function datasetChart(
  dataset: DatasetDefinition,
  measureKey: string,
  { newest, lengths, readSeries }: Charted,
  label: Labels,
): Promise<Drawing | null> {
  const measure = dataset.measures[measureKey];
  if (!measure || newest.length === 0) return null;
  const unit = newest[0]?.unit ?? measure.unit;
  const same = newest.filter((one) => one.unit === unit);
  const own = new Set(same.map((one) => one.series));
  const all = lengths.filter((one) => own.has(one.series)).toSorted(longest);
  const drawn = all.slice(0, DRAWN_MOST).map((one) => one.series);
  const lines = linesOf(dataset, telling(dataset, same), await readSeries(drawn), label);
  const series = drawn.flatMap((code) => lines.get(code) ?? []);
  const kinds = statusesInWords(all.flatMap((one) => one.statuses));
  const summary = `${dataset.title}: ${measure.label} in ${unit}, ${kinds}: ${series.map((one) => one.name).join(", ")}.`;
  const base: ChartSpec = { x: "time", unit, decimals: measure.decimals, series, summary };
  if (dataset.view.chart.shape === "bars") {
    const { parts, drawn: bars, of } = barsOf(dataset, same, label);
    const spoken = `${dataset.title}: ${measure.label} in ${unit}, ${kinds}, newest of ${bars} series.`;
    return { chart: { ...base, ...parts, summary: spoken }, drawn: bars, of };
  }
  return { chart: base, drawn: series.length, of: all.length };
}
