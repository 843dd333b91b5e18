import { z } from "zod";
import { defineConnector } from "../connector";
import { gcpMachineOffers } from "../gpu/gcp-assembly";
import { gcpComponent, type GcpPrice, GcpSku } from "../gpu/gcp-components";
import { priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "cloudbilling.googleapis.com";
const COMPUTE_ENGINE = "6F81-5844-456A";
const START = `https://${HOST}/v1/services/${COMPUTE_ENGINE}/skus?currencyCode=USD&pageSize=5000`;
const MOST_PAGES = 60;

const Page = z.looseObject({ skus: z.array(z.unknown()), nextPageToken: z.string().nullish() });
const FIELDS = new Set(
  "name skuId description category serviceRegions pricingInfo serviceProviderName geoTaxonomy".split(" "),
);

/** Google's billing catalogue lists parts, not machines: a price is told only where all parts of a machine have one. */
export const connector = defineConnector({
  slug: "gcp-billing",
  title: "GCP billing catalogue",
  datasets: ["gpu-prices"],
  cadence: { cron: "55 5 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Public price list of Google Cloud; prices are facts, cited.",
  attribution: "Google Cloud Billing Catalog API",
  publishes: "itself",
  role: "primary",
  keyedBy: "GCP_BILLING_API_KEY",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 60_000_000,
  publisher: { slug: "google-cloud", name: "Google Cloud" },
  source: {
    key: "gcp-billing-catalog",
    title: "Cloud Billing Catalog API, Compute Engine",
    publisher: "Google Cloud",
    url: `https://${HOST}/v1/services/${COMPUTE_ENGINE}/skus`,
    kind: "price list",
    reliability: "high",
  },
  fetch: async (ask, { key }) => {
    // In a header: the address of a payload is kept and shown.
    const headers = { "x-goog-api-key": key };
    let token = "";
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const url = token ? `${START}&pageToken=${encodeURIComponent(token)}` : START;
      const payload = await ask({ name: `page ${page}`, url, headers, expects: "json" });
      const found = Page.safeParse(payload ? await payload.json() : null);
      token = found.data?.nextPageToken ?? "";
      if (!token) return;
    }
    throw new SourceError("truncated", `Google's catalogue has more than ${MOST_PAGES} pages.`);
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    const prices: GcpPrice[] = [];
    for await (const payload of payloads) {
      const page = Page.safeParse(await payload.json());
      if (!page.success) throw new SourceError("shape", `${payload.name} of Google's catalogue has no list of skus.`);
      for (const raw of page.data.skus) {
        yield* met(raw);
        const sku = GcpSku.safeParse(raw);
        if (!sku.success) {
          yield { rejected: `not the shape of a price: ${shapeFault(sku.error)}`, sample: JSON.stringify(raw) };
          continue;
        }
        const read = gcpComponent(sku.data, day);
        if ("price" in read) prices.push(read.price);
        else yield "passed" in read ? read : { ...read, sample: sku.data.description };
      }
    }
    const from = { publisher: "google-cloud", source: "gcp-billing-catalog" };
    for (const built of gcpMachineOffers(prices)) yield "offer" in built ? priceReading(built.offer, day, from) : built;
  },
});
