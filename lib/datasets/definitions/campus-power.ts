import { defineDataset } from "../define";

const estimate = { frequency: "day", nature: "stock", aggregate: "sum", min: 0 } as const;

/** Power, compute and cost of AI campuses over time, built and planned. */
export const dataset = defineDataset({
  slug: "campus-power",
  code: "CAMPUS",
  title: "Campus power",
  description:
    "Power in operation at AI campuses by day, IT and facility apart, with compute and cost; built and planned.",
  dimensions: {
    site: { label: "Campus", entity: "site" },
    basis: { label: "MW basis", codes: { it: "Critical IT power", facility: "Facility power", none: "Not power" } },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    power: { label: "Power in operation", unit: "MW", decimals: 0, max: 20_000, ...estimate },
    h100e: { label: "Compute in operation", unit: "H100e", decimals: 0, ...estimate },
    capital_cost: { label: "Capital cost, 2025 USD", unit: "USD", decimals: 0, ...estimate },
  },
  checks: [{ rule: "no-future-actuals" }],
  view: {
    chart: { shape: "lines", measure: "power", by: ["site"], where: { basis: "facility" } },
    filters: ["basis", "site"],
  },
  staleAfterDays: 45,
  licence: "CC BY 4.0, Epoch AI, attributed.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
What is in operation at AI campuses from each day on, as Epoch AI estimates it from satellite images, permits, filings and company statements: power, compute in H100 equivalents, cost in USD of 2025.

## Definitions
*Critical IT power* is what the machines draw; *facility power* includes cooling and losses. The two are rival bases and never stand on one line. A row holds from its day until the next one of the campus.

## Status
A day that is past is an estimate, one that is to come a forecast. Epoch publishes the whole path anew each time; a changed one is a new vintage from the day on which it was read.

## Licence
CC BY 4.0: Epoch AI, AI Data Centers.

## Known gaps
Campuses that Epoch does not track. Uses and owners are not series. Water and building areas are left out.

## Changes
1.0.0, November 2026: first version.`,
});
