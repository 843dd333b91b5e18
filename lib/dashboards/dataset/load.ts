import type { Reader } from "@/lib/access/reader";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Observation } from "@/lib/store/rows";
import { drawnDims, pinEvents } from "../event-pins";
import type { Figure, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { datasetChart, type Drawing } from "./chart";
import { type Labels, labelsOf } from "./names";
import { ageLimit } from "../telling/age";
import { leadsOf } from "../telling/leading";
import { datasetFinding, leadPeriodOf } from "./finding";
import { datasetTable } from "./table";
import type { DatasetView } from "./view";

export type FilterChoice = { key: string; label: string; value: string; options: { value: string; label: string }[] };
export type DatasetModel = { figures: SourcedFigure[]; filters: FilterChoice[] };

const newestFirst = (a: Observation, b: Observation) =>
  b.period.localeCompare(a.period) || a.series.localeCompare(b.series);

/** The units of what is shown; a measure in several currencies has several. */
function unitsOf(observations: readonly Observation[], otherwise: string): string {
  const units = [...new Set(observations.map((one) => one.unit))].toSorted();
  return units.length === 0 ? otherwise : units.join(", ");
}

/** What the chart leaves to the table, in a sentence; undefined where it draws all. */
function leftOut(drawing: Drawing | null): string | undefined {
  if (!drawing || drawing.drawn >= drawing.of) return undefined;
  const { drawn, of, chart } = drawing;
  const which = chart.x === "category" ? "those with most" : "those with most observations";
  return `The chart draws ${drawn} of ${of} series in ${chart.unit}, ${which}; the table has all.`;
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
  const query = { dataset: dataset.slug, measure: view.measure, where };
  // However much there is of a dataset, its page reads the newest of each series, what leads, and the few that it draws.
  const [newest, lengths] = await Promise.all([reader.latest(query), reader.lengths(query)]);
  const shown = view.rows === "latest" ? newest : await reader.observations(query);
  const readSeries = (codes: readonly string[]) => reader.observations({ ...query, codes });
  const drawing = await datasetChart(dataset, view.measure, { newest, lengths, readSeries }, label);
  const measure = dataset.measures[view.measure];
  const unit = unitsOf(newest, measure?.unit ?? "");
  const part = leftOut(drawing);
  const limit = { ...ageLimit(reader, dataset), leads: await leadsOf(reader, shown) };
  const leading = leadPeriodOf(shown, limit);
  const ofPeriod = leading === null ? [] : await reader.observations({ ...query, from: leading, to: leading });
  const figure: Figure = {
    id: "series",
    title: datasetFinding(shown, ofPeriod, { dataset, view, label, limit }),
    subtitle: `${measure?.label ?? view.measure}, ${unit}; ${view.rows === "latest" ? "newest value of each series" : "every period"} in the table`,
    chart: drawing?.chart ?? null,
    table: datasetTable(dataset, shown.toSorted(newestFirst), label),
    ...(part ? { note: part } : {}),
    ...(newest.length === 0 ? { empty: emptyReason(reader, dataset) } : {}),
  };
  const pinned = await pinEvents(reader, dataset, figure, drawnDims(figure.chart, newest));
  return { figures: [withSources(pinned)], filters: await filterChoices(reader, dataset, view, label) };
}

function emptyReason(reader: Reader, dataset: DatasetDefinition): string {
  return reader.asOfDay
    ? `Nothing that matches was known in ${dataset.title} on ${reader.asOfDay}.`
    : `No series of ${dataset.title} matches these filters.`;
}
