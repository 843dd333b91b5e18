import { defineDataset } from "../define";

const reported = { unit: "{currency}", nature: "flow", aggregate: "sum", decimals: 0 } as const;

/** Lines of which no value is below zero, and whose level changes by less than times three from quarter to quarter. */
const STEADY = [
  "capex",
  "capex-gross",
  "revenue",
  "da",
  "cloud-revenue",
  "ai-revenue",
  "datacenter-revenue",
  "datacenter-revenue-compute",
  "datacenter-revenue-networking",
  "datacenter-revenue-acie",
  "datacenter-revenue-hyperscale",
];
const NEVER_NEGATIVE = [
  ...STEADY,
  "capex-company-measure",
  "capex-incl-finance-leases",
  "capex-incl-new-lease-assets",
  "finance-lease-principal",
  "finance-lease-assets",
];
const margin = { unit: "%", nature: "ratio", aggregate: "none", decimals: 1, min: -100, max: 100 } as const;

/** Capex, cash flows and revenue of companies by fiscal quarter and year, each definition a line of its own. */
export const dataset = defineDataset({
  slug: "company-financials",
  code: "FINANCIALS",
  title: "Company financials",
  description: "Quarterly and yearly capex, cash flow, revenue and segment revenue of hyperscalers and suppliers.",
  page: "/capex",
  dimensions: {
    company: { label: "Company", entity: "company" },
    line: {
      label: "Line",
      codes: {
        capex: "Capex, cash",
        "capex-gross": "Capex, cash, before proceeds of sales",
        "capex-company-measure": "Capex by the company's own measure",
        "capex-incl-finance-leases": "Capex including principal payments on finance leases",
        "capex-incl-new-lease-assets": "Capex including assets under new finance leases",
        "finance-lease-principal": "Principal payments on finance leases",
        "finance-lease-assets": "Assets obtained under finance leases",
        "operating-cash-flow": "Operating cash flow",
        "free-cash-flow": "Free cash flow",
        "free-cash-flow-after-leases": "Free cash flow after principal payments on finance leases",
        revenue: "Revenue",
        "net-income": "Net income",
        da: "Depreciation and amortization",
        "gross-margin-pct": "Gross margin",
        "cloud-revenue": "Cloud revenue",
        "ai-revenue": "AI revenue",
        "datacenter-revenue": "Data-center revenue",
        "datacenter-revenue-compute": "Data-center revenue, compute",
        "datacenter-revenue-networking": "Data-center revenue, networking",
        "datacenter-revenue-acie": "Data-center revenue, AI clouds, industrial and enterprise",
        "datacenter-revenue-hyperscale": "Data-center revenue, hyperscale",
      },
    },
    basis: {
      label: "Basis",
      codes: { reported: "Reported", derived: "Derived", "company-statement": "Company statement" },
    },
    currency: { label: "Unit", codes: { usd: "USD", cny: "CNY", eur: "EUR", twd: "TWD", krw: "KRW", percent: "%" } },
  },
  measures: {
    quarter: { label: "Quarter", frequency: "quarter", ...reported },
    year: { label: "Year", frequency: "year", ...reported },
    margin_quarter: { label: "Margin, quarter", frequency: "quarter", ...margin },
    margin_year: { label: "Margin, year", frequency: "year", ...margin },
  },
  actuals: "reported",
  lessSure: [{ where: { basis: "derived" }, why: "computed from what was filed" }],
  checks: [{ rule: "no-future-actuals" }],
  gate: {
    bounds: NEVER_NEGATIVE.map((line) => ({ where: { line }, min: 0, max: 1e14 })),
    statement: {
      over: "basis",
      filed: ["reported", "derived"],
      derived: "derived",
      quarter: "quarter",
      year: "year",
      steady: { key: "line", values: STEADY },
      far: 3,
      order: 100,
      signFlipAfter: 4,
      sumWithin: { share: 0.005, amount: 2_000_000 },
    },
  },
  view: {
    chart: { shape: "lines", measure: "quarter", by: ["company"], where: { line: "capex", currency: "usd" } },
    filters: ["line", "company", "basis", "currency"],
  },
  staleAfterDays: 120,
  licence: "Filings are public; figures from data sites are single facts, cited.",
  methodologyVersion: "1.4.0",
  methodology: `## Scope
Capex, cash flows, revenue, segment revenue and margins of the companies that buy or supply AI compute, by fiscal quarter and year, in nominal amounts of the currency that was reported.

## Definitions
*Capex, cash* is purchases of property and equipment as the cash-flow statement has them, by each filer's own tag; companies differ in whether proceeds of sales are deducted, and the note says so. Meta's reports of 2022 and 2023 show purchases before proceeds, those before and since show them net: what was filed before proceeds is a line of its own, and the net of those years is the difference of the two lines of each report. *Capex by the company's own measure* counts something else again: CoreWeave counts what it has accrued and leased, Micron deducts government grants; neither stands with cash. Companies count finance leases in two ways, and each has a line of its own: cash purchases with *principal payments* on finance leases, which Meta quotes, and cash purchases with the *assets under new* finance leases, which Microsoft quotes. No two of these lines stand on one, in one sum or in one comparison.

*Free cash flow* is operating cash flow less cash capex. Meta deducts principal payments on finance leases as well: its figure is a line of its own.

*Reported* is a filing's own figure. *Derived* was computed: a quarter as the difference of two year-to-date figures, or free cash flow from its parts. *Company statement* is what a company said on a call or in a deck.

## Periods
A fiscal period keeps its own label, first day and exact end. Calendar views put a fiscal quarter into the calendar quarter that holds its middle day.

## Other currencies
Values are stored in the currency that was reported. Pages that compare or add up convert a flow through the euro at the mean of its period's daily ECB reference rates, and say from what; where rates of all of its days are not stored, it stays as reported. The Taiwan dollar has no reference rate.

## When a figure is known
On the first day on which the filer's statements of the period were public: the day of the 8-K with the results where that came before the 10-Q or 10-K, else the day of the report. What stands only in a report's notes, as Microsoft's and Alphabet's payments on finance leases, is known from the report. A derived value is known once its last part is; a figure that a later report gave first, as a comparison, is known from that one. A later report's different figure is a new vintage. Where no filing is known, the day on which the source cited was published counts; where its page bears no date, the end of October 2026, when it was read.

## From filings by themselves
Several times a day the filings of each filer followed are looked up at EDGAR, and after a report its facts are read: quarters as filed, else differences of year-to-date values, each from the day of its filing on. Of rival tags the one filed last counts, and of one filing the total before what the filing itself shows to be a part of it, as revenue from contracts. A difference is taken within one tag, or tags that a filer's reports have shown to be one, and only of values from one year's reports; starts and ends a few days apart are one period. A restated part moves what is derived from it, from the filing that restates or confirms the other part; where none does, the quarter stands as it was. What cannot be derived is named by the run, with its parts and the reason. A span is called by the fiscal year end of its time; transition periods, sums of four quarters that are no fiscal year and amounts in another currency are named and not published. Alphabet files depreciation of property and equipment alone, and that is its line. Revenue of the segments followed (AWS, Google Cloud, NVIDIA's and AMD's data center) is read from the inline XBRL of the last five reports, each company's own names for them, in the filer's currency; a name that is gone or new is told by the run. AMD's 10-Qs of 2023Q1 to 2024Q3 are not read for it, as the member of that name holds Gaming there.

## What is held
Values from filings go out by themselves only where they pass the gate: no negative capex, revenue, depreciation or lease amount; no derived quarter of capex, revenue or depreciation at three times its neighbours or more, or a third or less; no value of another order of magnitude; no sign that the line has not had in four quarters or more; no fourth quarter with which the quarters miss their year by more than 0.5 %. What is derived from something held is held with it, until an analyst has looked.

## Revisions
A later filing's different figure is a new vintage. The same figure from a later source is not written again.

## Known gaps
Trailing sums are left out. Quarters of 2018 of Microsoft and Amazon have no filing here and are known from the day of a later copy. NVIDIA's capex of calendar 2022 is missing in part, as it was filed under a tag of its own; Oracle's payments on finance leases are missing. Figures of the newest quarters that a data vendor read from a filing have low confidence until the filing has been read.

## Changes
1.0.0, November 2026: first version. 1.1.0, November 2026: read from EDGAR every day, with lines for finance leases. 1.2.0, November 2026: revenue of segments from the filings themselves; pages convert other currencies. 1.3.0, November 2026: quarters derived within one definition and one state of the books; a gate; Alphabet's depreciation. 1.4.0, December 2026: values stand on the filings that gave them and are known from their day; lines for purchases before proceeds, for capex by a company's own measure for free cash flow after leases, and for the two ways of counting finance leases.`,
});
