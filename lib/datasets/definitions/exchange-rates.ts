import { defineDataset } from "../define";

/** What one euro is worth in the currencies of the companies that are tracked, day by day. */
export const dataset = defineDataset({
  slug: "exchange-rates",
  code: "FX",
  title: "Exchange rates",
  description: "Daily reference rates of the euro in US dollar, yuan, won, yen and pound.",
  dimensions: {
    currency: {
      label: "Currency",
      codes: { usd: "US dollar", cny: "Chinese yuan", krw: "Korean won", jpy: "Japanese yen", gbp: "Pound sterling" },
    },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    rate: {
      label: "Reference rate",
      unit: "units per EUR",
      frequency: "day",
      nature: "price",
      aggregate: "last",
      decimals: 4,
      min: 0.01,
      max: 100_000,
    },
  },
  checks: [{ rule: "no-future-actuals" }],
  gate: {
    unitSwitch: { factors: [10, 100, 1000], share: 0.5, least: 3 },
    move: { most: 0.08, withinDays: 15 },
    contributors: { over: "currency", leastShare: 0.6, withinDays: 14 },
    sentinels: [0],
    bounds: [
      { where: { currency: "usd" }, min: 0.5, max: 2.5 },
      { where: { currency: "cny" }, min: 4, max: 16 },
      { where: { currency: "krw" }, min: 700, max: 4000 },
      { where: { currency: "jpy" }, min: 60, max: 400 },
      { where: { currency: "gbp" }, min: 0.4, max: 1.6 },
    ],
  },
  view: {
    chart: { shape: "lines", measure: "rate", by: ["currency"], where: { currency: "usd" } },
    filters: ["currency"],
  },
  staleAfterDays: 7,
  licence: "Statistics of the European Central Bank, free to use with the source named.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
The euro foreign exchange reference rates of the European Central Bank for the currencies in which tracked companies report: US dollar, yuan, won, yen and pound.

## Definitions
A rate is how many units of the currency one euro is worth: 1.17 for the US dollar is 1.17 USD for 1 EUR. It is a reference rate, found once a day at about 14:15 in Frankfurt, and no rate at which anybody traded. Amounts in another currency are turned into USD through the euro: a flow at the mean of its period's daily rates, a stock at the last rate up to its last day. Where no rate was published for longer than the longest holidays, an amount is not converted.

## Days without a rate
On weekends and on the holidays of the euro's payment system there is no rate, and no row: nothing is carried forward in the store.

## When a value is known
At 15:00 UTC of its day. The rates come out at about 16:00 in Frankfurt, which is 14:00 UTC in summer and 15:00 UTC in winter.

## What is held
A change of more than 8 % against the newest rate of the last 15 days, a level outside of what the currency has been worth, and the loss of two currencies at once wait for an analyst.

## Licence
Statistics of the European Central Bank may be used free of charge with the source named.

## Known gaps
The European Central Bank publishes no reference rate for the Taiwan dollar. A rate that it corrects later has the instant of its first publication: the correction is told apart by when it was recorded here.

## Changes
1.0.0, November 2026: first version.`,
});
