import { slugOf } from "@/lib/kernel/slug";
import { defineConnector, type Reading } from "../connector";
import { epochCard, epochSource } from "../epoch/epoch-card";
import { dayIn, type EpochRow, numberIn, tableOf } from "../epoch/table";

const SOURCE = "epoch-data-centers";
const NAME = "Data center";
const NEEDED = ["Date", NAME, "Construction status", "Power (MW)", "H100 equivalents"];

type Column = { column: string; measure: string; basis: string; factor: number };
const COLUMNS: readonly Column[] = [
  { column: "IT power (MW)", measure: "power", basis: "it", factor: 1 },
  { column: "Power (MW)", measure: "power", basis: "facility", factor: 1 },
  { column: "H100 equivalents", measure: "h100e", basis: "none", factor: 1 },
  { column: "Total capital cost (2025 USD billions)", measure: "capital_cost", basis: "none", factor: 1e9 },
];

function* readRow(row: EpochRow, today: string, known: Set<string>): Generator<Reading> {
  const name = (row[NAME] ?? "").trim();
  const site = slugOf(name);
  const on = dayIn(row, "Date");
  if (!site) return yield { rejected: "no data center is named", sample: JSON.stringify(row) };
  if (!on) return yield { rejected: "no full date", sample: `${name}: ${row["Date"]}` };
  if (!known.has(site)) {
    known.add(site);
    yield { entity: { kind: "site", slug: site, name, aliases: [], attributes: {}, verified: false, source: SOURCE } };
  }
  for (const { column, measure, basis, factor } of COLUMNS) {
    const found = numberIn(row, column);
    if ("fault" in found) yield { rejected: found.fault, sample: `${name} ${on}` };
    else if (found.value !== null)
      yield {
        observation: {
          dataset: "campus-power",
          measure,
          dims: { site, basis, publisher: "epoch-ai" },
          period: on,
          value: Number((found.value * factor).toFixed(3)),
          // Epoch reads satellite images and permits: what is past is an estimate, what is to come a forecast.
          status: on > today ? "F" : "E",
          confidence: "medium",
          source: SOURCE,
          note: `${column}; ${(row["Construction status"] ?? "").slice(0, 700)}`,
        },
      };
  }
}

/** Power, compute and cost of frontier data centres over time, built and planned. */
export const connector = defineConnector({
  ...epochCard,
  slug: "epoch-data-centers",
  title: "Epoch AI, data centers",
  datasets: ["campus-power"],
  cadence: { cron: "20 7 * * 1", timeZone: "UTC" },
  attribution: "Epoch AI, AI Data Centers, CC BY 4.0",
  source: epochSource(SOURCE, "AI Data Centers, timelines", "https://epoch.ai/data/ai-data-centers"),
  fetch: async (ask) => {
    const url = "https://epoch.ai/data/data_centers/data_center_timelines.csv";
    await ask({ name: "timelines", url, expects: "csv" });
  },
  read: async function* (payloads, { day }) {
    const known = new Set<string>();
    for await (const payload of payloads) {
      const { rows, columns } = await tableOf(payload, NEEDED);
      for (const { column } of COLUMNS) if (!columns.includes(column)) yield { passed: `no column “${column}”` };
      for (const row of rows) yield* readRow(row, day, known);
    }
  },
});
