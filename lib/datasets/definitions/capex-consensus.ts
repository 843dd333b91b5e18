import { capexDefinitions } from "../codes/capex-definitions";
import { capexScopes } from "../codes/capex-scopes";
import { defineDataset } from "../define";

const street = { unit: "USD", nature: "flow", aggregate: "none", decimals: 0, min: 0 } as const;

/** What the street expected, by who compiled it, as it stood on each date. */
export const dataset = defineDataset({
  slug: "capex-consensus",
  code: "CAPEX_CONSENSUS",
  title: "Capex consensus",
  description: "Street consensus on capex and a few revenue lines, by compiler, as it stood on each date.",
  page: "/capex",
  dimensions: {
    scope: { label: "Scope", codes: capexScopes },
    line: {
      label: "Line",
      codes: {
        capex: "Capex",
        revenue: "Revenue",
        "data-center-revenue": "Data-center revenue",
        "aws-revenue": "AWS revenue",
      },
    },
    definition: { label: "Definition", codes: { ...capexDefinitions, none: "Not capex" } },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    year: { label: "Consensus, year", frequency: "year", ...street },
    quarter: { label: "Consensus, quarter", frequency: "quarter", ...street },
  },
  view: {
    chart: { shape: "points", measure: "year", by: ["scope", "publisher"], where: { line: "capex" } },
    filters: ["scope", "line", "definition", "publisher"],
  },
  staleAfterDays: 120,
  licence: "Single facts, cited from the press that quoted them; no table of a vendor is repeated.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
What analysts on average expected a company or group to spend on capex, or to take in on a few revenue lines, as quoted at the time.

## Definitions
*Scope* is one company or a group; a group names its members where the source does. *Publisher* is who compiled the consensus, or who quoted it where the compiler is not named. *Definition* is what the consensus counts: cash, with principal payments on finance leases, with assets under new finance leases, the company's own measure. It is set only where the source says it or sets the consensus against an actual of that definition; else it is not stated, and the figure is compared with nothing. Calendar and fiscal years are told apart by the period's own days.

## Vintages
One compiler's consensus for one scope and period is one series and one period; each later reading is a vintage.

## When a consensus is known
On the day on which the source cited was published; where its page bears no date, on the day as of which the consensus was quoted.

## Ranges
Where a source quotes a low and a high end, the observation is a range without a point.

## Known gaps
Consensus is sold by vendors and rarely quoted in public: there are few readings per company, and many come from press. A reading computed from a surprise says so.

## Revisions
A misquotation is corrected by a new vintage.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: the definition is a dimension; "more than" is a floor without a value.`,
});
