import { neocloudContracts } from "../codes/neocloud-contracts";
import { defineDataset } from "../define";

const announced = { frequency: "day", nature: "stock", aggregate: "none", min: 0 } as const;

/** Announced contracts of clouds: value, power, GPUs and term, as announced. */
export const dataset = defineDataset({
  slug: "neocloud-contracts",
  code: "NEOCLOUD_CONTRACT",
  title: "Neocloud contracts",
  description: "Announced contracts between clouds and their customers: value, power, GPUs and term.",
  page: "/neoclouds",
  dimensions: {
    cloud: { label: "Cloud", entity: "cloud" },
    contract: { label: "Contract", codes: neocloudContracts },
    extent: {
      label: "Extent",
      codes: {
        announced: "As announced",
        additional: "Additional to an earlier one",
        cumulative: "Together with earlier ones",
        computed: "Computed from announced totals",
      },
    },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    value: { label: "Value", unit: "USD", decimals: 0, ...announced },
    power: { label: "Power", unit: "MW", decimals: 0, ...announced },
    gpus: { label: "GPUs", unit: "GPUs", decimals: 0, ...announced },
    term: { label: "Term", unit: "years", decimals: 1, ...announced },
  },
  actuals: "reported",
  checks: [{ rule: "no-future-actuals" }],
  view: { chart: { shape: "bars", measure: "value", by: ["cloud", "contract"] }, filters: ["cloud"] },
  staleAfterDays: 120,
  licence: "Single facts cited from their publishers.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
Contracts for compute, hosting or capacity that a cloud or its customer announced, with the figures that were announced.

## Definitions
*Value* is nominal USD over the whole term, as announced; "up to" is a ceiling and "more than" a floor, each without a value; "about" stays in the note. *Extent* tells a contract from an addition to one, from a total that includes earlier ones, and from a difference that was computed from two totals. *Publisher* is who says it: the cloud itself where a filing or release was read. *Power* is as announced, mostly without saying whether it is IT or facility power. *Term* is in years. The period of an observation is the day of the announcement.

## What is not done
Contracts are not added up. They overlap, are expanded, amended and cancelled; an expansion is often announced as a new total, and a chip vendor's backstop counts capacity that others also rent.

## Sources in order of trust
Filings (8-K exhibits above all), company releases, press that names its source, compilations.

## When a contract is known
On the day on which the source cited was published. A compilation published later than the announcement makes the contract known here only from then on.

## Known gaps
Contracts whose day of announcement is not known are left out, as are those that disclose neither value, power, GPUs nor term.

## Revisions
A later figure for the same contract is a new vintage. A cancelled contract is withdrawn, with its reason.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: extent and publisher are dimensions; assumed terms and doubtful units went out.`,
});
