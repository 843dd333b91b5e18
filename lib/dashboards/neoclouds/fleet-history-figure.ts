import { addTo } from "@/lib/kernel/group-by";
import type { Observation } from "@/lib/store/rows";
import type { ChartSeries, Figure, Row } from "../figure";
import { observedCell, observedPoint } from "../cells";
import type { CloudPart } from "./cloud-part";
import { slugsOf } from "./slugs-of";
import { ageLimit } from "../telling/age";
import { leadsOf } from "../telling/leading";
import { tell } from "../telling/tell";
import { fleetStatement, hasRival, isWhole, STATES } from "./fleet-statements";

function rowOf(one: Observation, { label }: CloudPart): Row {
  const dim = (key: string) => ({ value: label(key, one.dims[key] ?? "") });
  return {
    on: { value: one.period },
    state: dim("state"),
    site: dim("site"),
    gpu: dim("gpu"),
    value: observedCell(one),
    unit: { value: one.unit },
    basis: dim("basis"),
    publisher: dim("publisher"),
  };
}

/** Whole-cloud statements by state as lines; where there are none, the sites with most statements. */
function linesOf(observations: readonly Observation[], { label }: CloudPart): ChartSeries[] {
  const whole = observations.filter(isWhole);
  const drawn = whole.length > 0 ? whole : observations;
  const groups = new Map<string, Observation[]>();
  for (const one of drawn) {
    const name =
      whole.length > 0
        ? label("state", one.dims["state"] ?? "")
        : [
            label("site", one.dims["site"] ?? ""),
            label("gpu", one.dims["gpu"] ?? ""),
            label("state", one.dims["state"] ?? ""),
          ].join(", ");
    addTo(groups, name, one);
  }
  return [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 6)
    .map(([name, group]) => ({
      key: whole.length > 0 ? (group[0]?.dims["state"] ?? name) : name,
      name,
      shape: "points",
      points: group.toSorted((a, b) => a.period.localeCompare(b.period)).map(observedPoint),
    }));
}

/** How a cloud's fleet was stated over time, with installed, contracted and announced kept apart. */
export async function fleetHistoryFigure(part: CloudPart): Promise<Figure> {
  const { reader, cloud, dataset, measure } = part;
  const all = await reader.observations({ dataset: dataset.slug, where: { cloud: slugsOf(cloud) } });
  const observations = all.filter((one) => one.measure === measure);
  const { unit = "", decimals = 0, label = "" } = dataset.measures[measure] ?? {};
  const series = linesOf(observations, part);
  const limit = ageLimit(reader, dataset);
  const leads = await leadsOf(reader, observations);
  const words = STATES.flatMap((state) => {
    const found = fleetStatement(observations.filter(leads), state);
    return found?.whole && !hasRival(found.statement, observations)
      ? [`${state} ${tell(found.statement, { decimals, limit })}`]
      : [];
  });
  const title = words.length > 0 ? `${cloud.name}: ${words.join("; ")}` : `${cloud.name}: fleet statements by site`;
  return {
    id: "fleet",
    title,
    subtitle: `${label}, ${unit}; every statement by the date that it is about`,
    chart: series.length > 0 ? { x: "time", unit, decimals, fromZero: true, series, summary: `${title}.` } : null,
    table: {
      columns: [
        { key: "on", label: "About", kind: "day" },
        { key: "state", label: "State", kind: "text" },
        { key: "site", label: "Site", kind: "text" },
        { key: "gpu", label: "GPU", kind: "text" },
        { key: "value", label: label, kind: "number", decimals },
        { key: "unit", label: "Unit", kind: "text" },
        { key: "basis", label: "Basis", kind: "text" },
        { key: "publisher", label: "Publisher", kind: "text" },
      ],
      rows: all
        .toSorted((a, b) => b.period.localeCompare(a.period) || a.series.localeCompare(b.series))
        .map((one) => rowOf(one, part)),
    },
    note: "Statements overlap: a site is part of the whole, and H100 equivalents restate the same machines. Nothing here is added up.",
    ...(all.length === 0
      ? { empty: `No statement about the fleet of ${cloud.name} is known${reader.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}
