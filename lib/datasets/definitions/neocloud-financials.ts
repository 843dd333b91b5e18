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
        "contract-value": "Disclosed contract value",
        ebitda: "EBITDA",
        capex: "Capex",
        "interest-expense": "Interest expense",
        "total-debt": "Total debt",
        "leases-not-begun": "Leases that have not begun",
        cash: "Cash",
        "active-power-mw": "Active power",
        "contracted-power-mw": "Contracted power",
        "connected-power-mw": "Connected power",
        "power-added-mw": "Power brought online",
        gpus: "GPUs",
        "gpus-added": "GPUs delivered",
        "short-contract-price": "Price of short contracts",
      },
    },
    scope: {
      label: "Scope",
      codes: {
        total: "Total",
        "whole-company": "Whole company",
        part: "One part",
        "one-contract": "One contract",
        "one-customer": "One customer",
        cash: "Cash",
        "company-definition": "The company's own definition",
        "debt-and-leases": "Debt, with leases as it seems",
        "non-current": "Non-current only",
        "with-restricted": "With restricted cash",
        "with-units-on-order": "With units on order",
        "ai-hpc-hosting": "AI and HPC hosting",
        "cloud-segment": "Cloud segment",
        "ai-cloud-derived": "AI cloud, derived",
        computed: "Computed from other figures",
        rpo: "Remaining performance obligations",
        contracted: "Contracted",
        trainium: "Trainium",
        inference: "Inference",
      },
    },
    span: {
      label: "Span",
      codes: {
        quarter: "Quarter",
        half: "Half-year",
        year: "Fiscal year",
        "trailing-year": "Trailing twelve months",
        instant: "Instant",
      },
    },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    usd: { label: "Amount", unit: "USD", decimals: 0, ...stated },
    power: { label: "Power", unit: "MW", decimals: 0, min: 0, ...stated },
    usd_per_mw_year: { label: "Price", unit: "USD/MW-year", decimals: 0, min: 0, ...stated },
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
    filters: ["metric", "span", "scope", "cloud", "publisher"],
  },
  staleAfterDays: 150,
  licence: "Single facts cited from filings, companies and press.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
What clouds report or disclose about their business: revenue, recurring revenue, backlog, EBITDA, capex, interest, debt, cash, power and GPUs.

## Definitions
*Span* says what a figure covers: a quarter, a half-year, a fiscal year, the trailing twelve months, or an instant. The period begins with the first day of the span and ends with its exact last day. *Scope* keeps a segment, one part, one contract, a computed figure or another definition apart from the company's total; capex says whether it is cash. *Publisher* is who says it: the cloud itself where a filing or release was read, else whoever relays, so that two that differ are two series and never a revision. EBITDA is as the company adjusts it. All amounts are nominal USD as published; nothing is converted.

## Sources in order of trust
Filings, company releases, press and data sites that repeat them.

## When a figure is known
On the day on which the source cited was published; where its page bears no date, the day of the statement that it reports; else the end of October 2026, when it was read.

## Known gaps
Private clouds disclose recurring revenue at best. Backlog counts remaining obligations for some and signed leases for others.

## Revisions
A restated figure is a new vintage of the same series.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: publisher is a dimension; trailing sums, parts, contract values and computed figures are told from reported ones.`,
});
