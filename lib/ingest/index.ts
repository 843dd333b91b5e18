// Written by scripts/list-datasets.mjs from the folder `connectors`.
import type { Connector } from "./connector";
import { connector as awsPriceList } from "./connectors/aws-price-list";
import { connector as azureRetailPrices } from "./connectors/azure-retail-prices";
import { connector as cyclenerdGcp } from "./connectors/cyclenerd-gcp";
import { connector as ecbRates } from "./connectors/ecb-rates";
import { connector as edgar } from "./connectors/edgar";
import { connector as epochDataCenters } from "./connectors/epoch-data-centers";
import { connector as epochGpuClusters } from "./connectors/epoch-gpu-clusters";
import { connector as epochMlHardware } from "./connectors/epoch-ml-hardware";
import { connector as gcpBilling } from "./connectors/gcp-billing";
import { connector as genaiPrices } from "./connectors/genai-prices";
import { connector as gpuhuntCatalog } from "./connectors/gpuhunt-catalog";
import { connector as gpurentalprices } from "./connectors/gpurentalprices";
import { connector as lambda } from "./connectors/lambda";
import { connector as litellmPrices } from "./connectors/litellm-prices";
import { connector as modelsDev } from "./connectors/models-dev";
import { connector as ociPriceList } from "./connectors/oci-price-list";
import { connector as primeIntellect } from "./connectors/prime-intellect";
import { connector as runpod } from "./connectors/runpod";
import { connector as shadeform } from "./connectors/shadeform";
import { connector as skypilotCatalog } from "./connectors/skypilot-catalog";
import { connector as vastAi } from "./connectors/vast-ai";
import { connector as vultr } from "./connectors/vultr";

/** Every connector that there is. */
export const connectors: readonly Connector[] = [
  awsPriceList,
  azureRetailPrices,
  cyclenerdGcp,
  ecbRates,
  edgar,
  epochDataCenters,
  epochGpuClusters,
  epochMlHardware,
  gcpBilling,
  genaiPrices,
  gpuhuntCatalog,
  gpurentalprices,
  lambda,
  litellmPrices,
  modelsDev,
  ociPriceList,
  primeIntellect,
  runpod,
  shadeform,
  skypilotCatalog,
  vastAi,
  vultr,
];
