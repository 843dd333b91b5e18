import { defineDataset } from "../define";

const stated = { frequency: "day", nature: "flow", aggregate: "none" } as const;

/** Revenue, backlog, capex, debt and the like of clouds that report or disclose them. */
export const dataset = defineDataset({
  slug: "neocloud-financials",
  code: "NEOCLOUD_FIN",
  title: "Neocloud financials",
  description: "Revenue, recurring revenue, backlog, capex, debt, cash and power disclosed by clouds.",
  page: "/neoclouds",
  dimensions: {
    cloud: { label: "Cloud", entity: "cloud" },
    metric: {
      label: "Metric",
      codes: {
        revenue: "Revenue",
        arr: "Annual recurring revenue",
        "backlog-rpo": "Backlog",
        ebitda: "EBITDA",
        capex: "Capex",
        "interest-expense": "Interest expense",
        "total-debt": "Total debt",
        cash: "Cash",
        "active-power-mw": "Active power",
        "contracted-power-mw": "Contracted power",
        gpus: "GPUs",
      },
    },
    scope: {
      label: "Scope",
      codes: {
        total: "Total",
        "total-alt": "Total, second definition",
        "ai-hpc-hosting": "AI and HPC hosting",
        "cloud-segment": "Cloud segment",
        "ai-cloud-derived": "AI cloud, derived",
        derived: "Derived",
        rpo: "Remaining performance obligations",
        contracted: "Contracted",
        trainium: "Trainium",
        inference: "Inference",
      },
    },
    span: { label: "Span", codes: { quarter: "Quarter", half: "Half-year", year: "Year", instant: "Instant" } },
  },
  measures: {
    usd: { label: "Amount", unit: "USD", decimals: 0, ...stated },
    power: { label: "Power", unit: "MW", decimals: 0, min: 0, ...stated },
    gpus: { label: "GPUs", unit: "GPUs", decimals: 0, min: 0, ...stated },
  },
  actuals: "reported",
  checks: [{ rule: "no-future-actuals" }],
  view: {
    chart: {
      shape: "points",
      measure: "usd",
      by: ["cloud"],
      where: { metric: "revenue", span: "quarter", scope: "total" },
    },
    filters: ["metric", "span", "scope", "cloud"],
  },
  staleAfterDays: 150,
  licence: "Single facts cited from filings, companies and press.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
What clouds report or disclose about their business: revenue, recurring revenue, backlog, EBITDA, capex, interest, debt, cash, power and GPUs.

## Definitions
*Span* says what a figure covers: a quarter, a half-year, a year (fiscal, or the trailing twelve months where the note says so), or an instant. The period begins with the first day of the span and ends with its exact last day. *Scope* keeps a segment, a derived figure or a second definition of the same total apart from the company's total. EBITDA is as the company adjusts it. All amounts are nominal USD as published; nothing is converted.

## Sources in order of trust
Filings, company releases, press and data sites that repeat them.

## When a figure is known
On the day on which the source cited was published; where its page bears no date, the day of the statement that it reports; else the end of October 2026, when it was read.

## Conflicts
Where two sources give different figures for one period on one day and nothing tells them apart, the first is kept and the other left out and counted in the load's report.

## Known gaps
Private clouds disclose recurring revenue at best. Backlog counts remaining obligations for some and signed leases for others.

## Revisions
A restated figure is a new vintage of the same series.

## Changes
1.0.0, November 2026: first version.`,
});
