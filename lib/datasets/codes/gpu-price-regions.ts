/** Where the GPU stands, as the provider names it. */
export const gpuPriceRegions: Record<string, string> = {
  cn: "CN",
  eastus: "eastus",
  india: "India",
  "not-stated": "Not stated",
  "us-central1": "us-central1",
  "us-east-1": "us-east-1",
  "us-east1": "us-east1",
  "us-east4": "us-east4",
  "us-east5": "us-east5",
  "us-west-1": "us-west-1",
};
