import { isCompared } from "@/lib/ingest/gpu/places";

const FAR =
  /(^|-)(ap|me|sa|af|il|cn)-|elsewhere|asia|australia|japan|korea|brazil|india(?!na)|africa|uae|qatar|israel|singapore/;
const BOTH = new Set(["eu", "na"]);

/** Whether a region is outside of Europe and North America, by the country or the part of the world that its code names. */
const isFar = (region: string): boolean =>
  /^[a-z]{2}$/.test(region) && !BOTH.has(region) ? !isCompared(region.toUpperCase()) : FAR.test(region);

/** The region in which a hyperscaler's list is read: its largest, in the United States. */
const REFERENCE: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  azure: "eastus",
  "google-cloud": "us-central1",
};

const AMERICAN = /^us-|^(east|west|central|northcentral|southcentral|westcentral)us\d?$/;

/** Where a price is asked, as it counts: as the reference, beside it in the same country, or not at all and why. */
export function regionOf(owner: string, region: string): "reference" | "beside" | { why: string } {
  if (isFar(region)) return { why: `${region} is outside of Europe and North America` };
  const reference = REFERENCE[owner];
  if (!reference || region === "not-stated" || region === reference) return "reference";
  return AMERICAN.test(region) ? "beside" : { why: `${region} is far from ${reference}, where this list is read` };
}
