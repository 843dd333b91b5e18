import type { DatasetDefinition, Measure } from "@/lib/datasets/define";
import { formatDay } from "@/lib/kernel/format";
import { groupBy } from "@/lib/kernel/group-by";
import { periodLabel } from "@/lib/kernel/period";
import { isActual } from "@/lib/kernel/status";
import type { Observation } from "@/lib/store/rows";
import { observedCell, observedPoint } from "../cells";
import type { Labels } from "../dataset/names";
import type { ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { hasUnledRest, type Telling, UNLED } from "../telling/leading";
import { leadPeriod } from "../telling/lead-period";
import { openBeyond, spreadOf, spreadWords } from "../telling/spread";
import { comparableKey } from "../telling/statement";
import { countedStatements } from "../telling/status-words";
import { tell } from "../telling/tell";
import { sourcesIn } from "../figure-sources";

const SILENT = new Set(["all", "not-stated"]);

/** More lines than these cannot be told apart. */
const DRAWN_MOST = 8;

/** Whether a claim is about the market as a whole: all suppliers, all generations, nothing else said. */
const isWholeMarket = (one: Observation, { dimensions }: DatasetDefinition): boolean =>
  Object.keys(dimensions).every(
    (key) => key === "publisher" || SILENT.has(one.dims[key] ?? "") || one.dims[key] === "all-suppliers",
  );

/** What one claim is about, without the dimensions that say nothing: `SK hynix, HBM4`. */
function subject(one: Observation, label: Labels, dims: readonly string[]): string {
  const named = dims.filter((key) => key !== "publisher" && !SILENT.has(one.dims[key] ?? ""));
  return named.map((key) => label(key, one.dims[key] ?? "")).join(", ") || "Whole market";
}

const pointOf = (one: Observation): ChartPoint => ({
  ...observedPoint(one),
  x: periodLabel(one.period, one.frequency),
});

const inFull = (one: Observation): boolean => one.value !== null || (one.low !== null && one.high !== null);

/** Claims about the same thing for the same period as one mark: a point where there is one, a range where they differ. */
function marks(claims: readonly Observation[]): ChartPoint[] {
  const periods = [...groupBy(claims, (one) => one.period)].toSorted(([a], [b]) => a.localeCompare(b));
  return periods.flatMap(([, same]) => {
    const spread = spreadOf(same, ["publisher"]);
    const first = same.find(inFull) ?? same[0];
    if (!first) return [];
    if (!spread) return [pointOf(first)];
    const status = spread.statuses.find((one) => !isActual(one)) ?? first.status;
    return [
      {
        x: pointOf(first).x,
        y: null,
        low: spread.low,
        high: spread.high,
        status,
        sources: sourcesIn(same.filter(inFull)),
      },
    ];
  });
}

/** Whether claims are about the same but for who says it. */
const subjectKey = (one: Observation): string => comparableKey({ ...one, status: "A" }, ["publisher"]);

type Said = { label: Labels; limit: Telling };

/** `Revenue, yearly, whole market: $30B–58B in 2026 (3 forecasts)`; how many there are, where they are about several things. */
function titleOf(
  dataset: DatasetDefinition,
  measure: Measure,
  all: readonly Observation[],
  { label, limit }: Said,
): string {
  const period = leadPeriod(
    all.map((one) => one.period),
    formatDay(limit.asOf),
  );
  const newest = all.filter((one) => one.period === period);
  const when = periodLabel(period, measure.frequency);
  const groups = [...groupBy(newest, subjectKey).values()];
  // The whole market is the news where it is among several; else no subject is picked.
  const whole = groups.find((group) => group.some(limit.leads) && group.every((one) => isWholeMarket(one, dataset)));
  const chosen = whole ?? (groups.length === 1 && groups[0]?.some(limit.leads) ? groups[0] : undefined);
  const first = chosen?.[0];
  if (!chosen || !first) return `${measure.label}: ${countedStatements(newest.map((one) => one.status))} for ${when}`;
  const name = chosen === whole ? "whole market" : subject(first, label, Object.keys(dataset.dimensions));
  const about = `${measure.label}, ${name}`;
  // No end of a range, and no number, rests on what nobody can look up.
  const told = chosen.filter(limit.leads);
  const rest = hasUnledRest(chosen, limit.leads) ? UNLED : "";
  const spread = spreadOf(told, ["publisher"]);
  const beyond = (ends: { low: number; high: number }) => openBeyond(told, ends, first.unit, measure.decimals);
  if (spread)
    return `${about}: ${spreadWords(spread, first.unit, measure.decimals, limit)} for ${when}${beyond(spread)}${rest}`;
  const one = told.find(inFull) ?? told[0] ?? first;
  const [low, high] = [one.value ?? one.low, one.value ?? one.high];
  const others = low === null || high === null ? "" : beyond({ low, high });
  return `${about}: ${tell(one, { decimals: measure.decimals, limit })}${others}${rest}`;
}

/** One measure of the HBM market by what it is about; rival publishers are drawn as a range and listed each. */
export function marketFigure(
  dataset: DatasetDefinition,
  measureKey: string,
  observations: readonly Observation[],
  { label, limit }: Said,
): Figure | null {
  const measure = dataset.measures[measureKey];
  const dims = Object.keys(dataset.dimensions);
  if (!measure || observations.length === 0) return null;
  const groups = [...groupBy(observations, subjectKey).values()];
  const series = groups.slice(0, DRAWN_MOST).map((claims): ChartSeries => {
    const name = claims[0] ? subject(claims[0], label, dims) : "";
    return { key: claims[0]?.dims["supplier"] ?? name, name, shape: "range", points: marks(claims) };
  });
  const title = titleOf(dataset, measure, observations, { label, limit });
  const undrawn = groups.length - series.length;
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
    ...(undrawn > 0 ? { note: `${undrawn} of ${groups.length} subjects are in the table alone.` } : {}),
  };
}
