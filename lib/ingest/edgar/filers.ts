import type { Renamed } from "./facts";

/** A line of the statements that is followed: in which measure it comes and by which tags, the preferred first. */
export type Line = { line: string; tags: readonly string[] };

/** What reports of some time show under a line's own tag by another definition, and so as another line. */
export type Shown = { line: string; as: string; from: string; until: string; because: string };

/** A company that files with the SEC. `yearly` for those who file once a year, in their own currency. */
export type Filer = {
  cik: string;
  company: string;
  name: string;
  ticker: string;
  currency: "USD" | "TWD" | "EUR" | "CNY";
  taxonomy: "us-gaap" | "ifrs-full";
  capex: readonly string[];
  /** Depreciation and amortization by another tag than the usual ones. */
  da?: readonly string[];
  renamed?: readonly Renamed[];
  shown?: readonly Shown[];
  yearly?: true;
};

const PRODUCTIVE = ["PaymentsToAcquireProductiveAssets", "PaymentsToAcquirePropertyPlantAndEquipment"] as const;
const EITHER = ["PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"] as const;

const usd = (ticker: string, cik: string, company: string, name: string, capex: readonly string[] = EITHER): Filer => ({
  cik: cik.padStart(10, "0"),
  company,
  name,
  ticker,
  currency: "USD",
  taxonomy: "us-gaap",
  capex,
});

/** Who is followed, with each filer's own tags for capex. */
export const filers: readonly Filer[] = [
  usd("MSFT", "789019", "microsoft", "Microsoft"),
  // Alphabet's statement has depreciation of property and equipment alone; for others that tag is a part of the line.
  { ...usd("GOOGL", "1652044", "alphabet", "Alphabet"), da: ["Depreciation"] },
  usd("AMZN", "1018724", "amazon", "Amazon", PRODUCTIVE),
  {
    ...usd("META", "1326801", "meta", "Meta Platforms"),
    shown: [
      {
        line: "capex",
        as: "capex-gross",
        from: "2022-04-01",
        until: "2024-04-01",
        because:
          "reports filed from April 2022 to February 2024 show purchases and proceeds as two lines, those before and since the net of both: 6,842m and 6,823m for the first quarter of 2023",
      },
    ],
  },
  usd("ORCL", "1341439", "oracle", "Oracle"),
  usd("AAPL", "320193", "apple", "Apple"),
  usd("TSLA", "1318605", "tesla", "Tesla"),
  {
    ...usd("NVDA", "1045810", "nvidia", "NVIDIA", PRODUCTIVE),
    renamed: [
      {
        from: "PaymentsToAcquirePropertyPlantAndEquipment",
        to: "PaymentsToAcquireProductiveAssets",
        before: "2020-11-18",
        because:
          "the filing of that day gives the year before, 344m for nine months, under the new tag as under the old",
      },
    ],
  },
  usd("MRVL", "1835632", "marvell", "Marvell"),
  usd("AMD", "2488", "amd", "AMD"),
  usd("AVGO", "1730168", "broadcom", "Broadcom"),
  usd("MU", "723125", "micron", "Micron"),
  usd("AMAT", "6951", "applied-materials", "Applied Materials"),
  usd("LRCX", "707549", "lam-research", "Lam Research"),
  usd("VRT", "1674101", "vertiv", "Vertiv"),
  usd("ETN", "1551182", "eaton", "Eaton"),
  usd("ANET", "1596532", "arista", "Arista Networks"),
  usd("CRWV", "1769628", "coreweave", "CoreWeave"),
  usd("CSCO", "858877", "cisco", "Cisco"),
  usd("IREN", "1878848", "iren", "IREN"),
  { ...usd("NBIS", "1513845", "nebius", "Nebius Group"), yearly: true },
  {
    ...usd("TSM", "1046179", "tsmc", "TSMC"),
    currency: "TWD",
    taxonomy: "ifrs-full",
    yearly: true,
    capex: ["PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities"],
  },
  { ...usd("ASML", "937966", "asml", "ASML"), currency: "EUR", yearly: true },
  { ...usd("BABA", "1577552", "alibaba", "Alibaba"), currency: "CNY", yearly: true },
  { ...usd("BIDU", "1329099", "baidu", "Baidu"), currency: "CNY", yearly: true },
];

/** Under which line a filer's report of a day shows what it tags as `line`. */
export const lineShown = ({ shown = [] }: Filer, line: string, filed: string): string =>
  shown.find((one) => one.line === line && filed >= one.from && filed < one.until)?.as ?? line;

/** The lines of a filer. Of several tags the newest filed counts, not the first that exists: filers change tags. */
export function linesOf({ capex, da = [], taxonomy }: Filer): readonly Line[] {
  if (taxonomy === "ifrs-full")
    return [
      { line: "capex", tags: capex },
      { line: "revenue", tags: ["Revenue", "RevenueFromContractsWithCustomers"] },
    ];
  return [
    { line: "capex", tags: capex },
    {
      line: "revenue",
      // Totals before revenue from contracts, which may be a part of them.
      tags: [
        "Revenues",
        "SalesRevenueNet",
        "RevenueFromContractWithCustomerExcludingAssessedTax",
        "RevenueFromContractWithCustomerIncludingAssessedTax",
      ],
    },
    { line: "operating-cash-flow", tags: ["NetCashProvidedByUsedInOperatingActivities"] },
    { line: "net-income", tags: ["NetIncomeLoss"] },
    {
      line: "da",
      tags: [
        "DepreciationDepletionAndAmortization",
        "DepreciationAmortizationAndAccretionNet",
        "DepreciationAndAmortization",
        ...da,
      ],
    },
    { line: "finance-lease-principal", tags: ["FinanceLeasePrincipalPayments"] },
    { line: "finance-lease-assets", tags: ["RightOfUseAssetObtainedInExchangeForFinanceLeaseLiability"] },
  ];
}
