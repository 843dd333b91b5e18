// Written by scripts/list-datasets.mjs from the folder `connectors`.
import type { Connector } from "./connector";
import { connector as awsPriceList } from "./connectors/aws-price-list";
import { connector as azureRetailPrices } from "./connectors/azure-retail-prices";
import { connector as cyclenerdGcp } from "./connectors/cyclenerd-gcp";
import { connector as ociPriceList } from "./connectors/oci-price-list";
import { connector as vastAi } from "./connectors/vast-ai";
import { connector as vultr } from "./connectors/vultr";

/** Every connector that there is. */
export const connectors: readonly Connector[] = [
  awsPriceList,
  azureRetailPrices,
  cyclenerdGcp,
  ociPriceList,
  vastAi,
  vultr,
];
