import type { Reader } from "@/lib/access/reader";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { formatValue } from "@/lib/kernel/format";
import type { Observation } from "@/lib/store/rows";
import { drawnDims, pinEvents } from "../event-pins";
import type { Figure, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { datasetChart } from "./chart";
import { type Labels, labelsOf } from "./names";
import { datasetTable, observedPeriod } from "./table";
import type { DatasetView } from "./view";

export type FilterChoice = { key: string; label: string; value: string; options: { value: string; label: string }[] };
export type DatasetModel = { figures: SourcedFigure[]; filters: FilterChoice[] };

const newestFirst = (a: Observation, b: Observation) =>
  b.period.localeCompare(a.period) || a.series.localeCompare(b.series);

function finding(dataset: DatasetDefinition, view: DatasetView, newest: readonly Observation[], label: Labels): string {
  const measure = dataset.measures[view.measure];
  const period = newest.reduce((last, one) => (one.period > last ? one.period : last), "");
  const known = newest.filter((one) => one.value !== null && one.period === period);
  const top = known.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  if (!top || top.value === null || !measure) return dataset.title;
  const value = measure.ranks?.[String(top.value)] ?? formatValue(top.value, top.unit, measure.decimals);
  const by = dataset.view.chart.by.map((key) => label(key, top.dims[key] ?? "")).join(", ");
  return known.length > 1
    ? `${by} has the highest of ${known.length} values for ${observedPeriod(top)}: ${value}`
    : `${by}: ${value} in ${observedPeriod(top)}`;
}

async function filterChoices(
  reader: Reader,
  dataset: DatasetDefinition,
  view: DatasetView,
  label: Labels,
): Promise<FilterChoice[]> {
  const series = await reader.series({ dataset: dataset.slug });
  return Object.entries(view.filters).map(([key, value]) => {
    const values = [...new Set(series.map((one) => one.dims[key] ?? ""))].filter((one) => one !== "all");
    const options = values.map((one) => ({ value: one, label: label(key, one) }));
    options.sort((a, b) => a.label.localeCompare(b.label, "en"));
    return {
      key,
      label: dataset.dimensions[key]?.label ?? key,
      value,
      options: [{ value: "all", label: "All" }, ...options],
    };
  });
}

/** The page that any dataset has: one figure of the chosen measure and filters, from the definition alone. */
export async function loadDataset(
  reader: Reader,
  dataset: DatasetDefinition,
  view: DatasetView,
): Promise<DatasetModel> {
  const label = await labelsOf(reader, dataset);
  const where = Object.fromEntries(Object.entries(view.filters).filter(([, value]) => value !== "all"));
  const observations = await reader.observations({ dataset: dataset.slug, measure: view.measure, where });
  const newest = observations.filter((one, at) => observations[at + 1]?.series !== one.series);
  const shown = view.rows === "latest" ? newest : observations;
  const drawing = datasetChart(dataset, view.measure, observations, label);
  const measure = dataset.measures[view.measure];
  const unit = observations[0]?.unit ?? measure?.unit ?? "";
  const part =
    drawing && drawing.drawn < drawing.of
      ? `The chart draws ${drawing.drawn} of ${drawing.of} series, those with most observations; the table has all.`
      : undefined;
  const figure: Figure = {
    id: "series",
    title: finding(dataset, view, newest, label),
    subtitle: `${measure?.label ?? view.measure}, ${unit}; ${view.rows === "latest" ? "newest value of each series" : "every period"} in the table`,
    chart: drawing?.chart ?? null,
    table: datasetTable(dataset, shown.toSorted(newestFirst), label),
    ...(part ? { note: part } : {}),
    ...(observations.length === 0 ? { empty: emptyReason(reader, dataset) } : {}),
  };
  const pinned = await pinEvents(reader, dataset, figure, drawnDims(figure.chart, observations));
  return { figures: [withSources(pinned)], filters: await filterChoices(reader, dataset, view, label) };
}

function emptyReason(reader: Reader, dataset: DatasetDefinition): string {
  return reader.asOfDay
    ? `Nothing that matches was known in ${dataset.title} on ${reader.asOfDay}.`
    : `No series of ${dataset.title} matches these filters.`;
}
