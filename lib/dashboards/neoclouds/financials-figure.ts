import { groupBy } from "@/lib/kernel/group-by";
import type { Observation } from "@/lib/store/rows";
import { observedPeriod } from "../dataset/table";
import type { ChartSeries, Figure, Row } from "../figure";
import { observedCell, observedPoint } from "../cells";
import type { CloudPart } from "./cloud-part";
import { countedStatements, statusesInWords } from "../telling/status-words";
import { slugsOf } from "./slugs-of";

function rowOf(one: Observation, { dataset, label }: CloudPart): Row {
  const dims = Object.keys(dataset.dimensions).filter((key) => key !== "cloud");
  return {
    period: { value: one.periodEnd ?? one.period, text: observedPeriod(one) },
    ...Object.fromEntries(dims.map((key) => [key, { value: label(key, one.dims[key] ?? "") }])),
    value: observedCell(one),
    unit: { value: one.unit },
  };
}

/**
 * Revenue of the whole cloud by span and publisher, since neither quarters and years nor rival figures can stand on one
 * line.
 */
function revenueLines(observations: readonly Observation[], { label }: CloudPart): ChartSeries[] {
  const revenue = observations.filter(
    (one) => one.dims["metric"] === "revenue" && one.dims["scope"] === "total" && one.unit === "USD",
  );
  const lines = groupBy(revenue, (one) => `${one.dims["span"]} ${one.dims["publisher"]}`);
  return [...lines].map(([key, own]) => {
    const { span = "", publisher = "" } = own[0]?.dims ?? {};
    return {
      key,
      name: `Revenue, ${label("span", span).toLowerCase()}, ${label("publisher", publisher)}`,
      shape: "points",
      points: own.map((one) => ({ ...observedPoint(one), x: one.periodEnd ?? one.period })),
    };
  });
}

/** A cloud's reported financials: every metric by period, revenue drawn. */
export async function financialsFigure(part: CloudPart): Promise<Figure> {
  const { reader, cloud, dataset } = part;
  const observations = await reader.observations({ dataset: dataset.slug, where: { cloud: slugsOf(cloud) } });
  const series = revenueLines(observations, part);
  const dims = Object.entries(dataset.dimensions).filter(([key]) => key !== "cloud");
  const kinds = statusesInWords(observations.map((one) => one.status));
  const title = `${cloud.name}: financials, ${countedStatements(observations.map((one) => one.status))}`;
  return {
    id: "financials",
    title,
    subtitle: "Nominal; quarters, years and instants are marked as such, and what was computed or estimated too",
    chart:
      series.length > 0
        ? {
            x: "time",
            unit: "USD",
            decimals: 0,
            fromZero: true,
            series,
            summary: `Revenue of ${cloud.name} in USD, ${kinds}.`,
          }
        : null,
    table: {
      columns: [
        { key: "period", label: "Period", kind: "period" },
        ...dims.map(([key, one]) => ({ key, label: one.label, kind: "text" as const })),
        { key: "value", label: "Value", kind: "number", decimals: 1 },
        { key: "unit", label: "Unit", kind: "text" },
      ],
      rows: observations
        .toSorted(
          (a, b) =>
            (b.periodEnd ?? b.period).localeCompare(a.periodEnd ?? a.period) || a.series.localeCompare(b.series),
        )
        .map((one) => rowOf(one, part)),
    },
    ...(observations.length === 0
      ? { empty: `No financials of ${cloud.name} are known${reader.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}
