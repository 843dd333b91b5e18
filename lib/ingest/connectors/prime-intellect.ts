import { z } from "zod";
import { defineConnector } from "../connector";
import { type Offer, priceReading } from "../gpu/offer";
import { offerSeries } from "../gpu/offer-series";
import { PrimeItem, primeOffer } from "../gpu/prime-items";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "api.primeintellect.ai";
const PAGE_SIZE = 100;
const MOST_PAGES = 200;

const Page = z.looseObject({ items: z.array(z.unknown()), totalCount: z.number() });

const FIELDS = new Set(
  "cloudId gpuType socket provider region dataCenter country gpuCount gpuMemory disk sharedDisk vcpu memory internetSpeed interconnect interconnectType provisioningTime stockStatus security prices images isSpot prepaidTime".split(
    " ",
  ),
);

/** What can be had through Prime Intellect, a broker: the provider is whose machine it is, whatever the route. */
export const connector = defineConnector({
  slug: "prime-intellect",
  title: "Prime Intellect availability",
  datasets: ["gpu-prices"],
  cadence: { cron: "30 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  rewrittenWithinDays: 14,
  licence: "Interface for customers of Prime Intellect; derived figures, cited.",
  attribution: "Prime Intellect availability API",
  publishes: "itself",
  role: "primary",
  keyedBy: "PRIME_INTELLECT_API_KEY",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 10_000_000,
  publisher: { slug: "prime-intellect", name: "Prime Intellect" },
  source: {
    key: "prime-intellect-availability",
    title: "Prime Intellect API, availability of GPUs",
    publisher: "Prime Intellect",
    url: `https://${HOST}/api/v1/availability/gpus`,
    kind: "broker",
    reliability: "medium",
  },
  fetch: async (ask, { key }) => {
    const headers = { authorization: `Bearer ${key}` };
    let met = 0;
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const url = `https://${HOST}/api/v1/availability/gpus?page=${page}&page_size=${PAGE_SIZE}`;
      const payload = await ask({ name: `page ${page}`, url, headers, expects: "json" });
      const found = Page.safeParse(payload ? await payload.json() : null);
      met += found.data?.items.length ?? 0;
      if (!found.data || met >= found.data.totalCount) return;
      if (found.data.items.length === 0)
        throw new SourceError("truncated", `Prime Intellect's pages end at ${met} of ${found.data.totalCount} items.`);
    }
    throw new SourceError("truncated", `Prime Intellect has more than ${MOST_PAGES} pages.`);
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    const offers: Offer[] = [];
    for await (const payload of payloads) {
      const page = Page.safeParse(await payload.json());
      if (!page.success) throw new SourceError("shape", `Prime Intellect's ${payload.name} has no list of items.`);
      for (const raw of page.data.items) {
        yield* met(raw);
        const item = PrimeItem.safeParse(raw);
        const sample = JSON.stringify(raw);
        if (!item.success) {
          yield { rejected: `not the shape of an item: ${shapeFault(item.error)}`, sample };
          continue;
        }
        const read = primeOffer(item.data);
        if ("offer" in read) offers.push(read.offer);
        else yield "passed" in read ? read : { ...read, sample };
      }
    }
    const from = { publisher: "prime-intellect", source: "prime-intellect-availability" };
    for (const offer of offerSeries(offers)) yield priceReading(offer, day, from);
  },
});
