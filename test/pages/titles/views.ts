/** A page as a reader may ask for it: the loader's name, its query, and the past day on which it stands. */
export type AskedView = { page: string; query: string; asOf?: string };

const view = (page: string, query = "", asOf?: string): AskedView => ({ page, query, ...(asOf ? { asOf } : {}) });

/** Past days on which every page is read: before most is known, in the middle of it, and shortly before the present. */
export const PAST_DAYS = ["2023-09-01", "2024-12-31", "2025-08-15", "2026-03-01", "2026-08-01", "2026-10-31"] as const;

/** Datasets that the starter data fill, as they open and under other settings. */
const DATA = [
  "accelerator-cost",
  "accelerator-cost&component=hbm&scope=all&rows=all",
  "capex-consensus",
  "capex-consensus&measure=quarter&rows=all",
  "capex-estimates",
  "capex-guidance",
  "capex-guidance&measure=quarter",
  "company-financials",
  "company-financials&measure=year&line=revenue",
  "company-financials&line=all&company=microsoft",
  "gpu-price-index",
  "gpu-prices",
  "gpu-prices&tenor=all&kind=list",
  "gpu-prices&gpu=a100-80gb&segment=neocloud",
  "hbm-market",
  "hbm-market&measure=bits_year&rows=all",
  "hbm-market&measure=dram_revenue_share_year",
  "hbm-market&measure=tsv_capacity_quarter",
  "hbm-share",
  "hbm-share&measure=year&basis=not-stated",
  "hbm-share&basis=all",
  "neocloud-claims",
  "neocloud-claims&measure=share",
  "neocloud-contracts",
  "neocloud-contracts&measure=term&rows=all",
  "neocloud-financials",
  "neocloud-financials&metric=total-debt&span=all&scope=all",
  "neocloud-fleets",
  "neocloud-fleets&measure=gpus&site=all&gpu=all&state=all",
  "neocloud-ratings",
] as const;

const settings: readonly AskedView[] = [
  ...["segment=neocloud", "segment=hyperscaler", "segment=marketplace", "tenor=all", "tenor=m12", "tenor=spot"].map(
    (query) => view("prices", query),
  ),
  ...["kind=quote", "kind=index", "kind=commentary", "show=change", "show=index", "gpu=a100-80gb-sxm", "gpu=b200"].map(
    (query) => view("prices", query),
  ),
  ...["companies=big-5", "companies=amazon,microsoft", "companies=apple,oracle", "definition=incl-finance-leases"].map(
    (query) => view("capex", query),
  ),
  ...["unit=yoy", "quarters=fiscal", "company=meta", "company=amazon", "company=alphabet", "period=2025Q4"].map(
    (query) => view("capex", query),
  ),
  ...["measure=gpus", "kind=neocloud", "kind=hyperscaler", "status=active", "sovereign=yes", "tier=Gold"].map((query) =>
    view("neoclouds", query),
  ),
  ...["measure=gpus&kind=neocloud", "country=US", "country=NL&measure=gpus", "status=acquired"].map((query) =>
    view("neoclouds", query),
  ),
  ...["coreweave", "nebius", "lambda", "crusoe", "google-cloud", "nscale", "andromeda", "spacexai"].flatMap((cloud) => [
    view("cloud", `cloud=${cloud}`),
    view("cloud", `cloud=${cloud}&measure=gpus`),
  ]),
  ...["basis=revenue", "basis=bits", "basis=not-stated", "generation=hbm4", "customer=nvidia"].map((query) =>
    view("hbm", query),
  ),
];

/** Every page in its default view, settings of each, and each default view as of past days. */
export function askedViews(): AskedView[] {
  const defaults = ["home", "prices", "neoclouds", "capex", "hbm"].map((page) => view(page));
  const data = DATA.map((query) => view("data", `dataset=${query}`));
  const past = PAST_DAYS.flatMap((day) =>
    [...defaults, view("cloud", "cloud=coreweave")].map((one) => ({ ...one, asOf: day })),
  );
  return [...defaults, ...data, ...settings, ...past];
}
