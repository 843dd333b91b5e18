// Written by scripts/list-datasets.mjs from the folder `definitions`.
import type { DatasetDefinition } from "./define";
import { dataset as acceleratorCost } from "./definitions/accelerator-cost";
import { dataset as acceleratorSpecs } from "./definitions/accelerator-specs";
import { dataset as campusPower } from "./definitions/campus-power";
import { dataset as capexConsensus } from "./definitions/capex-consensus";
import { dataset as capexEstimates } from "./definitions/capex-estimates";
import { dataset as capexGuidance } from "./definitions/capex-guidance";
import { dataset as companyFinancials } from "./definitions/company-financials";
import { dataset as exchangeRates } from "./definitions/exchange-rates";
import { dataset as gpuClusters } from "./definitions/gpu-clusters";
import { dataset as gpuPriceIndex } from "./definitions/gpu-price-index";
import { dataset as gpuPrices } from "./definitions/gpu-prices";
import { dataset as hbmMarket } from "./definitions/hbm-market";
import { dataset as hbmShare } from "./definitions/hbm-share";
import { dataset as neocloudClaims } from "./definitions/neocloud-claims";
import { dataset as neocloudContracts } from "./definitions/neocloud-contracts";
import { dataset as neocloudFinancials } from "./definitions/neocloud-financials";
import { dataset as neocloudFleets } from "./definitions/neocloud-fleets";
import { dataset as neocloudRatings } from "./definitions/neocloud-ratings";
import { dataset as tokenPrices } from "./definitions/token-prices";

export const listedDatasets: readonly DatasetDefinition[] = [
  acceleratorCost,
  acceleratorSpecs,
  campusPower,
  capexConsensus,
  capexEstimates,
  capexGuidance,
  companyFinancials,
  exchangeRates,
  gpuClusters,
  gpuPriceIndex,
  gpuPrices,
  hbmMarket,
  hbmShare,
  neocloudClaims,
  neocloudContracts,
  neocloudFinancials,
  neocloudFleets,
  neocloudRatings,
  tokenPrices,
];
