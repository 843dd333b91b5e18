import { defineDataset } from "../define";

const share = { unit: "%", nature: "share", aggregate: "none", decimals: 1, min: 0, max: 100 } as const;
const parts = { rule: "parts", over: "supplier", total: 100, tolerance: 1.5, onlyAbove: true } as const;

/** Share of HBM by supplier, as each publisher puts it; rival claims stand side by side. */
export const dataset = defineDataset({
  slug: "hbm-share",
  code: "HBM_SHARE",
  title: "HBM share by supplier",
  description: "Share of high-bandwidth memory by supplier, publisher, basis and generation, 2022 to 2027.",
  page: "/hbm",
  dimensions: {
    supplier: { label: "Supplier", entity: "company" },
    publisher: { label: "Publisher", entity: "publisher" },
    basis: {
      label: "Basis",
      codes: {
        revenue: "Revenue",
        bits: "Bits",
        shipments: "Shipments",
        capacity: "Capacity",
        "not-stated": "Basis not stated",
        "revenue-computed": "Revenue, computed",
        "bits-computed": "Bits, computed",
        "shipments-computed": "Shipments, computed",
        "capacity-computed": "Capacity, computed",
        "not-stated-computed": "Basis not stated, computed",
      },
    },
    generation: {
      label: "Generation",
      codes: { all: "All", hbm2e: "HBM2E", hbm3: "HBM3", hbm3e: "HBM3E", hbm4: "HBM4", hbm4e: "HBM4E" },
    },
    customer: { label: "Customer", codes: { all: "All", nvidia: "NVIDIA", google: "Google" } },
  },
  measures: {
    quarter: { label: "Share, quarterly", frequency: "quarter", ...share },
    year: { label: "Share, yearly", frequency: "year", ...share },
  },
  checks: [
    { ...parts, measure: "quarter" },
    { ...parts, measure: "year" },
  ],
  view: {
    chart: { shape: "lines", measure: "quarter", by: ["supplier"], where: { basis: "revenue" } },
    filters: ["basis", "generation", "customer", "publisher", "supplier"],
  },
  staleAfterDays: 150,
  licence: "Single figures cited from their publishers.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
The part of high-bandwidth memory that each supplier sold, shipped or could make, in percent, as research houses, brokers and the press put it.

## Definitions
*Basis* is what is counted: revenue, bits, shipments or capacity. Many publishers do not say; their figures stand under *basis not stated* and are not compared with the others. Where a share was not stated but worked out from other figures, as what the others leave, or from capacities, its basis says *computed*, and it stands apart from what was stated. *Generation* and *customer* narrow the market: a share of HBM4 bought by NVIDIA is not a share of HBM. A supplier without a figure is unknown and not zero.

## Rival claims
Publisher is a dimension. Where several publishers speak of one supplier and period, a range from the lowest to the highest stands for them. Nothing is averaged. A publisher that changes its mind leaves both figures, the later one as a new vintage.

## Sources in order of trust
Research houses that publish a series (TrendForce, Counterpoint); brokers; trade press that names its source; press and posts that do not.

## Checks
Shares of one publisher, basis, generation, customer, period and source may not exceed 100 % by more than rounding. A set of shares that its own source calls misquoted is left out. They may fall short, since not every supplier is always named.

## Known gaps
No publisher covers every quarter since 2022 on one basis. Shares that were worked out from capacity or from other published shares have a basis of their own.

## Revisions
A correction is a new vintage. Forecasts stay after the year has passed, so that a forecast can be held against what followed.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: computed shares have bases of their own; a range or a floor is stored as one, without a value.`,
});
