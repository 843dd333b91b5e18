import { capexDefinitions } from "../codes/capex-definitions";
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
    definition: { label: "Definition", codes: capexDefinitions },
    words: {
      label: "Whose words",
      codes: { own: "The company's own words", relayed: "Relayed by others", inferred: "Inferred by others" },
    },
    publisher: { label: "Said by", entity: "publisher" },
  },
  measures: {
    year: { ...guided, label: "Guidance, year", frequency: "year" },
    half: { ...guided, label: "Guidance, half-year", frequency: "half" },
    quarter: { ...guided, label: "Guidance, quarter", frequency: "quarter" },
  },
  checks: [{ rule: "own-words", over: "words", own: "own" }],
  view: {
    chart: { shape: "points", measure: "year", by: ["company"], where: { words: "own" } },
    filters: ["company", "definition", "words", "publisher"],
  },
  staleAfterDays: 120,
  licence: "Single facts, cited from the press that reported them.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
What a company said it would spend on capex in a fiscal year or quarter, in nominal USD.

## Definitions
Guidance is a range, a point, or a floor. A range keeps its two ends and no midpoint is made; a floor has a low end and nothing else. *Definition* says what is counted; where neither the company nor the source says, it is not stated and is not compared with reported capex of another definition.

## Whose words
Only what the company itself said, in a filing, a release or a call of which the text was read, is guidance. What press, analysts or notes say that it guided is *relayed*, and what they worked out from its remarks is *inferred*: both are forecasts of low confidence under the name of who says it, drawn apart from guidance and never the headline.

## Vintages
All guidance for one company, definition, speaker and period is one series and one period. Each revision is a later vintage, so that any past reading shows the guidance that stood then.

## When guidance is known
On the day on which the source cited was published; where its page bears no date, on the day of the announcement. The note names the day of the announcement wherever it is known. Where one source published later reports two successive announcements, the later one stands.

## Sources
Filings, releases and call transcripts of the company; for what is relayed, press reports and notes.

## Known gaps
Of CoreWeave, Nebius, Oracle, Micron and TSMC, and of early dates, no words of the company were read: all of it is relayed. Plans over several years and plans in currencies other than USD are left out: they name no single fiscal period or would need a conversion.

## Revisions
A wrong reading of a call is corrected by a new vintage.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: whose words they are is a dimension; relayed and inferred figures are forecasts.`,
});
