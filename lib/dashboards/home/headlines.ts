import { capexHeadline, priceHeadline } from "./computed-headlines";
import type { HeadlineSource } from "./headline";
import { storedHeadline } from "./stored-headline";

/** The numbers of the strip on the home page, in order. */
export const headlineSources: readonly HeadlineSource[] = [
  priceHeadline("neocloud", "neoclouds"),
  priceHeadline("hyperscaler", "hyperscalers"),
  capexHeadline,
  storedHeadline({
    key: "sk-hynix-hbm",
    label: "SK hynix, share of HBM revenue",
    href: "/hbm?basis=revenue",
    dataset: "hbm-share",
    measure: "quarter",
    where: { supplier: "sk-hynix", publisher: "counterpoint", basis: "revenue", generation: "all", customer: "all" },
    decimals: 1,
  }),
  storedHeadline({
    key: "coreweave-power",
    label: "CoreWeave, installed power",
    href: "/neoclouds/coreweave",
    dataset: "neocloud-fleets",
    measure: "power",
    where: { cloud: "coreweave", state: "installed", site: "all-sites", gpu: "all-models", basis: "reported" },
    decimals: 0,
  }),
];
