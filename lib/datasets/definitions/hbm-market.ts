import { defineDataset } from "../define";

const flow = { nature: "flow", aggregate: "none" } as const;
const percent = { unit: "%", nature: "ratio", aggregate: "none", decimals: 1, min: -100, max: 1000 } as const;

/** Size, prices, capacity and margins of the HBM market, as each publisher puts them. */
export const dataset = defineDataset({
  slug: "hbm-market",
  code: "HBM_MARKET",
  title: "HBM market",
  description: "Revenue, bits, prices, capacity, mix and margins of high-bandwidth memory, by publisher.",
  page: "/hbm",
  dimensions: {
    supplier: { label: "Supplier", entity: "company" },
    generation: {
      label: "Generation",
      codes: { all: "All", hbm2e: "HBM2E", hbm3: "HBM3", hbm3e: "HBM3E", hbm4: "HBM4", hbm4e: "HBM4E" },
    },
    scope: {
      label: "Scope",
      codes: {
        "not-stated": "Not stated",
        "to-nvidia": "To NVIDIA",
        "to-amd": "To AMD",
        "into-china": "Into China",
        "12-high": "12-high stacks",
        "of-demand": "Of demand",
        "of-shipments": "Of shipments",
        "of-supplier": "Of the supplier's DRAM",
        company: "Whole company",
        consumption: "Consumption",
        computed: "Computed from other figures",
        "over-previous-generation": "Over the generation before",
        qoq: "On the quarter before",
        yoy: "On the year before",
        "yoy-first-20-days": "On the year before, first 20 days",
      },
    },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    revenue_year: { label: "Revenue, yearly", unit: "USD", frequency: "year", decimals: 0, min: 0, ...flow },
    revenue_half: { label: "Revenue, half-yearly", unit: "USD", frequency: "half", decimals: 0, min: 0, ...flow },
    price_year: {
      label: "Average price, yearly",
      unit: "USD/GB",
      frequency: "year",
      nature: "price",
      aggregate: "none",
      decimals: 2,
      min: 0,
    },
    price_half: {
      label: "Average price, half-yearly",
      unit: "USD/GB",
      frequency: "half",
      nature: "price",
      aggregate: "none",
      decimals: 2,
      min: 0,
    },
    price_quarter: {
      label: "Average price, quarterly",
      unit: "USD/GB",
      frequency: "quarter",
      nature: "price",
      aggregate: "none",
      decimals: 2,
      min: 0,
    },
    price_change_year: { label: "Contract price change, yearly", frequency: "year", ...percent },
    price_change_quarter: { label: "Contract price change, quarterly", frequency: "quarter", ...percent },
    bits_year: { label: "Bit shipments", unit: "Gbit", frequency: "year", decimals: 0, min: 0, ...flow },
    stacks_year: { label: "Stack shipments", unit: "stacks", frequency: "year", decimals: 0, min: 0, ...flow },
    tsv_capacity_quarter: {
      label: "TSV capacity",
      unit: "wafers/month",
      frequency: "quarter",
      nature: "stock",
      aggregate: "none",
      decimals: 0,
      min: 0,
    },
    generation_mix_year: { label: "Generation mix", frequency: "year", ...percent },
    dram_revenue_share_year: { label: "HBM part of DRAM revenue, yearly", frequency: "year", ...percent },
    dram_revenue_share_quarter: { label: "HBM part of DRAM revenue, quarterly", frequency: "quarter", ...percent },
    dram_bit_share_year: { label: "HBM part of DRAM bits", frequency: "year", ...percent },
    wafer_share_year: { label: "HBM part of DRAM wafers", frequency: "year", ...percent },
    gross_margin_year: { label: "Gross margin", frequency: "year", ...percent },
    operating_margin_year: { label: "Operating margin, yearly", frequency: "year", ...percent },
    operating_margin_quarter: { label: "Operating margin, quarterly", frequency: "quarter", ...percent },
    yield_year: { label: "Yield, yearly", frequency: "year", ...percent },
    yield_month: { label: "Yield, monthly", frequency: "month", actual: "within-period", ...percent },
    yield_quarter: { label: "Yield, quarterly", frequency: "quarter", ...percent },
    rack_cost_year: {
      label: "HBM cost of a rack",
      unit: "USD",
      frequency: "year",
      nature: "price",
      aggregate: "none",
      decimals: 0,
      min: 0,
    },
    export_change_month: { label: "Korean export change on the year", frequency: "month", ...percent },
  },
  view: {
    chart: { shape: "points", measure: "revenue_year", by: ["publisher"] },
    filters: ["supplier", "generation", "publisher"],
  },
  staleAfterDays: 150,
  licence: "Single figures cited from their publishers.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
Figures about the market for high-bandwidth memory beside share: revenue, bits, stacks, prices, capacity, mix of generations, margins and yields. Each is one publisher's statement.

## Definitions
Revenue is nominal USD of the calendar year unless a supplier's fiscal year is named. Price is USD for one gigabyte; a price worked out from that of a stack, like any figure that its publisher did not state, has the scope *computed*. Capacity is wafers a month with through-silicon vias at the end of the quarter. *Scope* says what a figure is a part of, or to whom it was sold.

## Sources in order of trust
Suppliers' own statements; research houses; brokers; trade press; posts. Qualifications, sold-out capacity and other statements without a number are events with their source and date, not observations.

## Status
A figure about a year that had not ended when it was published is a forecast; one about a past period is an estimate, since no supplier reports HBM alone under audit.

## Known gaps
Suppliers' fiscal quarters whose exact days a source does not give are left out, as are premiums "at launch" that name no period. Publishers seldom say whether they count packaged stacks or bits.

## Revisions
A correction is a new vintage of the same series.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: what was computed, consumed or compared with a generation before has a scope of its own; cumulative sums are left out; bits of DRAM and monthly yield are measured.`,
});
