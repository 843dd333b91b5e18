import type { Confidence } from "@/lib/kernel/status";
import { defineConnector, type Reading } from "../connector";
import { type ClusterSite, clusterSites, supersededWords } from "../epoch/cluster-site";
import { epochCard, epochSource } from "../epoch/epoch-card";
import { dayIn, type EpochRow, numberIn, tableOf } from "../epoch/table";

const SOURCE = "epoch-gpu-clusters";
const NEEDED = ["Name", "Status", "Certainty", "H100 equivalents", "First Operational Date", "Power Capacity (MW)"];
const COLUMNS = [
  { column: "Total number of AI chips", measure: "chips" },
  { column: "H100 equivalents", measure: "h100e" },
  { column: "Power Capacity (MW)", measure: "power" },
] as const;
const CERTAINTY: Readonly<Record<string, Confidence>> = { Confirmed: "high", Likely: "medium", Unlikely: "low" };

/** Why a row counts for nothing; null where it counts. */
function outside(row: EpochRow): string | null {
  if (row["Exclude"] === "True") return "excluded by Epoch";
  if (row["Possible Duplicate"] === "True") return "possibly the same as another";
  if (row["Decommissioned Date (if applicable)"]) return "decommissioned";
  return null;
}

function* readRow(row: EpochRow, found: ClusterSite, today: string): Generator<Reading> {
  if ("rejected" in found) return yield { ...found, sample: JSON.stringify(row).slice(0, 300) };
  const reason = outside(row);
  if (reason) return yield { passed: reason };
  if ("passed" in found) return yield found;
  const { site, name } = found;
  const on = dayIn(row, "First Operational Date");
  if (!on)
    return yield { passed: row["Status"] === "Planned" ? "planned without a day" : "no full date of first operation" };
  const confidence = CERTAINTY[row["Certainty"] ?? ""];
  const source = (row["Source 1"] ?? "").slice(0, 300);
  const chip = (row["Chip type (primary)"] ?? "").slice(0, 100);
  yield { entity: { kind: "site", slug: site, name, aliases: [], attributes: {}, verified: false, source: SOURCE } };
  for (const { column, measure } of COLUMNS) {
    const cell = numberIn(row, column);
    if ("fault" in cell) yield { rejected: cell.fault, sample: name };
    else if (cell.value !== null)
      yield {
        observation: {
          dataset: "gpu-clusters",
          measure,
          dims: { site, publisher: "epoch-ai" },
          period: on,
          value: Number(cell.value.toFixed(3)),
          status: on > today || row["Status"] === "Planned" ? "F" : "E",
          ...(confidence ? { confidence } : {}),
          source: SOURCE,
          note: `${supersededWords(row)}${row["Status"]}, ${row["Certainty"]}; ${chip ? `${chip}; ` : ""}owner ${row["Owner"] || "not stated"}; ${source}`.slice(
            0,
            1000,
          ),
        },
      };
  }
}

/** Clusters of AI chips by the day on which they began to run: chips, H100 equivalents, power. */
export const connector = defineConnector({
  ...epochCard,
  slug: "epoch-gpu-clusters",
  title: "Epoch AI, GPU clusters",
  datasets: ["gpu-clusters"],
  cadence: { cron: "25 7 * * 1", timeZone: "UTC" },
  attribution: "Epoch AI, GPU Clusters, CC BY 4.0",
  source: epochSource(SOURCE, "GPU Clusters", "https://epoch.ai/data/gpu-clusters"),
  fetch: async (ask) => {
    await ask({ name: "gpu_clusters", url: "https://epoch.ai/data/gpu_clusters.csv", expects: "csv" });
  },
  read: async function* (payloads, { day }) {
    for await (const payload of payloads) {
      const { rows } = await tableOf(payload, NEEDED);
      const siteOf = clusterSites(rows);
      for (const row of rows) yield* readRow(row, siteOf(row), day);
    }
  },
});
