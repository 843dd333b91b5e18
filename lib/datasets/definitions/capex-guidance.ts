import { defineDataset } from "../define";

const guided = { label: "Guidance", unit: "USD", nature: "flow", aggregate: "sum", decimals: 0, min: 0 } as const;

/** What companies said they would spend, as it stood on each date. */
export const dataset = defineDataset({
  slug: "capex-guidance",
  code: "CAPEX_GUIDANCE",
  title: "Capex guidance",
  description: "Companies' own guidance on capex by fiscal year and quarter, every revision kept.",
  page: "/capex",
  dimensions: {
    company: { label: "Company", entity: "company" },
    definition: {
      label: "Definition",
      codes: {
        cash: "Cash capex",
        "incl-finance-leases": "Including finance leases",
        "not-stated": "Definition not stated",
      },
    },
  },
  measures: {
    year: { ...guided, label: "Guidance, year", frequency: "year" },
    quarter: { ...guided, label: "Guidance, quarter", frequency: "quarter" },
  },
  view: { chart: { shape: "points", measure: "year", by: ["company"] }, filters: ["company", "definition"] },
  staleAfterDays: 120,
  licence: "Single facts, cited from the press that reported them.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
What a company said it would spend on capex in a fiscal year or quarter, in nominal USD.

## Definitions
Guidance is a range, a point, or a floor. A range keeps its two ends and no midpoint is made; a floor has a low end and nothing else. *Definition* says what is counted; where neither the company nor the source says, it is not stated and is not compared with reported capex of another definition.

## Vintages
All guidance for one company, definition and fiscal year is one series and one period. Each revision is a later vintage, so that any past reading shows the guidance that stood then.

## When guidance is known
On the day on which the source cited was published; where its page bears no date, on the day of the announcement. The note names the day of the announcement wherever it is known. Where one source published later reports two successive announcements, the later one stands.

## Sources
Press reports of earnings calls and company remarks. Figures that press or analysts computed or inferred say so in their note and have low confidence.

## Known gaps
Plans over several years and plans in currencies other than USD are left out: they name no single fiscal period or would need a conversion.

## Revisions
A wrong reading of a call is corrected by a new vintage.

## Changes
1.0.0, November 2026: first version.`,
});
