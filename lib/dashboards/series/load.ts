import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { groupBy } from "@/lib/kernel/group-by";
import { statusWord } from "@/lib/kernel/status";
import type { Observation, SeriesInfo } from "@/lib/store/rows";
import { isBand } from "../bands";
import { observedCell, observedPoint } from "../cells";
import { observedPeriod } from "../dataset/table";
import { pinEvents } from "../event-pins";
import { counted } from "../telling/counted";
import { countedStatements, statusesInWords } from "../telling/status-words";
import type { ChartSpec, Figure, Row, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";

export type SeriesModel = { series: SeriesInfo; dataset: DatasetDefinition; figures: SourcedFigure[] };

function chartOf(series: SeriesInfo, decimals: number, observations: readonly Observation[]): ChartSpec {
  const points = observations.map(observedPoint);
  const ranged = observations.every((one) => one.value === null);
  const shape = ranged ? "range" : points.length > 2 ? "line" : "points";
  const kinds = countedStatements(observations.map((one) => one.status));
  const summary = `${series.title}, ${series.unit}, ${kinds}.`;
  return {
    x: "time",
    unit: series.unit,
    decimals,
    series: [
      {
        key: series.code,
        name: series.title,
        shape,
        rhythm: series.frequency,
        points,
        ...(shape === "line" && isBand(points) ? { band: true } : {}),
      },
    ],
    summary,
  };
}

function valuesFigure(
  series: SeriesInfo,
  decimals: number,
  observations: readonly Observation[],
  asOfDay: string | null,
): Figure {
  const rows = observations.toReversed().map((one): Row => ({
    period: { value: one.period, text: observedPeriod(one) },
    value: observedCell(one),
    status: { value: statusWord[one.status] },
    known: { value: one.knownAt.slice(0, 10) },
  }));
  return {
    id: "values",
    title: series.title,
    subtitle: `${series.unit}; ${series.frequency === "day" ? "by day" : `by ${series.frequency}`}; ${statusesInWords(observations.map((one) => one.status))}; ${series.code}`,
    chart: observations.length > 0 ? chartOf(series, decimals, observations) : null,
    table: {
      columns: [
        { key: "period", label: "Period", kind: "period" },
        { key: "value", label: "Value", kind: "number", unit: series.unit, decimals },
        { key: "status", label: "Status", kind: "text" },
        { key: "known", label: "Known since", kind: "day" },
      ],
      rows,
    },
    ...(observations.length === 0
      ? { empty: `Nothing of this series was known${asOfDay ? ` on ${asOfDay}` : " yet"}.` }
      : {}),
  };
}

/** How many different statements a period has had: a status that changed is none, a withdrawal is one. */
function statementsOf(vintages: readonly Observation[]): number {
  const said = vintages.map(({ value, low, high, status }) => JSON.stringify([value, low, high, status === "W"]));
  return said.filter((one, at) => one !== said[at - 1]).length;
}

/** `2 of 10 periods were revised`; of one chosen period, how many values it has had. */
function revisionsFinding(vintages: readonly Observation[], chosen: boolean): string {
  const first = vintages[0];
  if (chosen) return first ? `${observedPeriod(first)}: ${counted(vintages.length, "row")} published` : "Revisions";
  const periods = [...groupBy(vintages, (one) => one.period).values()];
  const revised = periods.filter((one) => statementsOf(one) > 1).length;
  if (revised === 0)
    return periods.length === 1
      ? "Its one period was never revised"
      : `None of ${counted(periods.length, "period")} was revised`;
  return `${revised} of ${counted(periods.length, "period")} ${revised === 1 ? "was" : "were"} revised`;
}

function revisionsFigure(
  series: SeriesInfo,
  decimals: number,
  vintages: readonly Observation[],
  period: string | null,
): Figure {
  const inPeriod = period ? vintages.filter((one) => one.period === period) : vintages;
  const rows = inPeriod
    .toSorted((a, b) => b.knownAt.localeCompare(a.knownAt) || b.period.localeCompare(a.period))
    .map((one): Row => ({
      known: { value: one.knownAt.slice(0, 10) },
      period: { value: one.period, text: observedPeriod(one) },
      value: one.status === "W" ? { value: null, text: "withdrawn", source: one.source } : observedCell(one),
      status: { value: statusWord[one.status] },
      note: { value: one.note },
    }));
  return {
    id: "revisions",
    title: revisionsFinding(inPeriod, period !== null),
    subtitle: period
      ? "Every value that the chosen period has had, newest first"
      : "Every value that was ever published, newest first",
    chart: null,
    table: {
      columns: [
        { key: "known", label: "Known since", kind: "day" },
        { key: "period", label: "Period", kind: "period" },
        { key: "value", label: "Value", kind: "number", unit: series.unit, decimals },
        { key: "status", label: "Status", kind: "text" },
        { key: "note", label: "Note", kind: "text" },
      ],
      rows,
    },
    ...(rows.length === 0 ? { empty: "Nothing was published for this period by then." } : {}),
  };
}

/** The page of one series by its code or alias: values as of the reader's day, and every revision. */
export async function loadSeries(reader: Reader, code: string, period: string | null): Promise<SeriesModel> {
  const series = await reader.seriesByCode(code);
  const dataset = datasetOf(series.dataset);
  const query = { dataset: series.dataset, where: series.dims, measure: series.measure };
  const [observations, vintages] = await Promise.all([reader.observations(query), reader.vintages(query)]);
  const decimals = dataset.measures[series.measure]?.decimals ?? 2;
  const figures = [
    await pinEvents(reader, dataset, valuesFigure(series, decimals, observations, reader.asOfDay), [series.dims]),
    revisionsFigure(series, decimals, vintages, period),
  ];
  return { series, dataset, figures: figures.map(withSources) };
}
