import { capexDefinitions } from "../codes/capex-definitions";
import { capexScopes } from "../codes/capex-scopes";
import { defineDataset } from "../define";

const estimated = { unit: "USD", nature: "flow", aggregate: "none", decimals: 0, min: 0 } as const;

/** What single houses estimated or forecast, and independent tallies of what was spent. */
export const dataset = defineDataset({
  slug: "capex-estimates",
  code: "CAPEX_ESTIMATE",
  title: "Capex estimates",
  description: "Estimates and forecasts of capex by single houses, and independent tallies.",
  page: "/capex",
  dimensions: {
    scope: { label: "Scope", codes: capexScopes },
    line: { label: "Line", codes: { capex: "Capex" } },
    definition: { label: "Definition", codes: capexDefinitions },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    year: { label: "Estimate, year", frequency: "year", ...estimated },
    quarter: { label: "Estimate, quarter", frequency: "quarter", ...estimated },
  },
  view: {
    chart: { shape: "points", measure: "year", by: ["scope", "publisher"] },
    filters: ["scope", "definition", "publisher"],
  },
  staleAfterDays: 150,
  licence: "Single facts, cited from the press that quoted them.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
What single banks, research houses and independent writers estimated or forecast that a company or group spends on capex, and their tallies of what was reported.

## Definitions
*Scope* is one company or a group with its members where they are named; "hyperscalers" without members is a scope of its own, because houses count different ones. *Definition* is what the figure counts, where its source says so; else it is not stated, and the figure is compared with nothing.

## Status
An estimate whose period had not ended when it became known is a forecast; a tally of past quarters is an estimate, since it adds up what others reported.

## Vintages
One publisher's figure for one scope and period is one series and one period; a later figure is a new vintage.

## When an estimate is known
On the day on which the source cited was published; where its page bears no date, on the day as of which it was given.

## Known gaps
Cumulative figures over several years, trailing sums and run-rates name no single period and are left out, as are optimistic and pessimistic cases beside a base.

## Revisions
A misquotation is corrected by a new vintage.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: the definition is a dimension; "over" is a floor without a value; a publisher's tally of one company stands here and not among what companies report.`,
});
