import type { Nearness } from "@/lib/models/price-index/posting";

/** Publishers that are the seller itself, by the provider whose prices they state. */
const OWN_WORD: Readonly<Record<string, string>> = {
  azure: "azure",
  "microsoft-via-mrmonroe90-compute-price-tracker": "azure",
  aws: "aws",
  oracle: "oracle-oci",
  "vast-ai": "vast-ai",
  vultr: "vultr",
  lambda: "lambda",
  runpod: "runpod",
  "nebius-business-wire": "nebius",
  "packet-ai": "packet-ai",
};

/** Publishers that read sellers' own pages or interfaces, or keep archived copies of them. */
const ARCHIVES = new Set([
  "cyclenerd",
  "henryzhangpku-gpu-price-index",
  "ewyluda-gpu-price-index",
  "independent-tracker-of-aws-prices",
  "dstackai-gpuhunt",
  "full-stack-deep-learning",
  "aws-mirror",
  "google-cloud",
]);

/** Publishers that repeat other comparison sites, so that a row is a copy of a copy, or that tell what a reseller asks. */
const COPIES = new Set([
  "getdeploying-via-cherielilili-gpu-pricing-tracker",
  "getdeploying",
  "tugot17",
  "prime-intellect",
  "shadeform",
]);

export const isOwnWord = (publisher: string, provider: string): boolean => OWN_WORD[publisher] === provider;

/** How near a publisher's word on a provider is to the provider: its own, an archive of it, a survey, a copy. */
export function nearnessOf(publisher: string, provider: string): Nearness {
  if (isOwnWord(publisher, provider)) return 0;
  if (ARCHIVES.has(publisher)) return 1;
  return COPIES.has(publisher) ? 3 : 2;
}
