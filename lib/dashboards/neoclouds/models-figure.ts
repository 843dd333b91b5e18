import type { Figure, Row } from "../figure";
import { observedCell } from "../cells";
import type { CloudsData } from "./clouds-figure";
import { matching } from "./clouds-figure";
import { ALL_MODELS, ALL_SITES } from "./fleet-statements";
import { slugsOf } from "./slugs-of";
import { capitalised, counted } from "../telling/counted";
import type { CloudsView } from "./view";

const BASIS: Record<string, string> = { reported: "reported", estimate: "estimated" };

/** The newest statement of each cloud, model, site and state in GPUs, reported and estimated side by side. */
export function modelsFigure(data: CloudsData, view: CloudsView): Figure {
  const clouds = new Map(matching(data, view).flatMap((one) => slugsOf(one).map((slug) => [slug, one] as const)));
  const statements = data.fleets
    .filter((one) => one.measure === "gpus" && one.dims["gpu"] !== ALL_MODELS && clouds.has(one.dims["cloud"] ?? ""))
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.series.localeCompare(b.series));
  const rows = statements.map((one): Row => {
    const { cloud = "", gpu = "", site = "", state = "", basis = "" } = one.dims;
    return {
      cloud: { value: clouds.get(cloud)?.name ?? cloud, href: `/neoclouds/${clouds.get(cloud)?.slug ?? cloud}` },
      gpu: { value: data.names.gpu.get(gpu) ?? gpu },
      gpus: observedCell(one),
      state: { value: state },
      basis: { value: BASIS[basis] ?? basis },
      site: { value: site === ALL_SITES ? "all sites" : (data.names.site.get(site) ?? site) },
      on: { value: one.period },
    };
  });
  return {
    id: "models",
    title: capitalised(
      `${counted(rows.length, "statement")} about GPUs by model, the newest of each cloud, model, site and state`,
    ),
    subtitle:
      "GPUs by cloud, model, site and state; reported and estimated side by side; overlapping, so never added up",
    chart: null,
    table: {
      columns: [
        { key: "cloud", label: "Cloud", kind: "text" },
        { key: "gpu", label: "GPU", kind: "text" },
        { key: "gpus", label: "GPUs", kind: "number", decimals: 0 },
        { key: "state", label: "State", kind: "text" },
        { key: "basis", label: "Basis", kind: "text" },
        { key: "site", label: "Site", kind: "text" },
        { key: "on", label: "About", kind: "day" },
      ],
      rows,
    },
    note: "H100 equivalents restate other machines by their speed.",
    ...(rows.length === 0 ? { empty: "No statement by model matches these filters." } : {}),
  };
}
