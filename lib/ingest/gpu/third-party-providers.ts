import { slugOf } from "@/lib/kernel/slug";
import type { Offer } from "./offer";

/** What brokers and third parties call a provider, as a key, and the provider's own code. */
const CODES: Readonly<Record<string, string>> = {
  "amazon-web-services": "aws",
  "cloud-oracle": "oracle-oci",
  crusoecloud: "crusoe",
  cudo: "cudo-compute",
  cudocompute: "cudo-compute",
  datacrunch: "verda",
  denvr: "denvr-dataworks",
  "digital-ocean": "digitalocean",
  do: "digitalocean",
  gcp: "google-cloud",
  gmicloud: "gmi-cloud",
  google: "google-cloud",
  hotaisle: "hot-aisle",
  hydra: "hydra-host",
  "jarvis-labs": "jarvislabs",
  "lambda-labs": "lambda",
  lambdalabs: "lambda",
  latitude: "latitude-sh",
  massedcompute: "massed-compute",
  nexgen: "hyperstack",
  oci: "oracle-oci",
  oracle: "oracle-oci",
  ovh: "ovhcloud",
  primecompute: "primecompute",
  primeintellect: "prime-intellect",
  sfcompute: "sf-compute",
  thundercompute: "thunder-compute",
  together: "together-ai",
  vast: "vast-ai",
  vastai: "vast-ai",
  voltagepark: "voltage-park",
};

type Segment = Offer["segment"];

const SEGMENTS: Readonly<Record<string, Segment>> = {
  akash: "marketplace",
  aws: "hyperscaler",
  azure: "hyperscaler",
  "google-cloud": "hyperscaler",
  oblivus: "broker",
  "oracle-oci": "hyperscaler",
  "prime-intellect": "broker",
  "runpod-community": "marketplace",
  salad: "marketplace",
  "sf-compute": "marketplace",
  shadeform: "broker",
  spheron: "marketplace",
  tensordock: "marketplace",
  "vast-ai": "marketplace",
};

/**
 * The code of the provider that a third party names, one whatever the route: `lambdalabs` and `Lambda Labs` are
 * `lambda`. A name that is not known is its own code. Null for a name without a letter or a digit.
 */
export function providerNamed(name: string): string | null {
  const key = slugOf(name);
  // Prime Intellect's unnamed partners: each is a data centre of its own.
  if (key.startsWith("dc-")) return `pi-partner-${key}`;
  return CODES[key] ?? (key || null);
}

/** The kind of provider that a code stands for; a provider that is in no table sells its own machines. */
export const segmentOf = (provider: string): Segment => SEGMENTS[provider] ?? "neocloud";
