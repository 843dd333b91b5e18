import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { dateOfFile } from "../file-date";
import { gpuNamed } from "../gpu/gpu-names";
import { priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "apexapps.oracle.com";
const FIELDS = new Set(["partNumber", "displayName", "metricName", "serviceCategory", "currencyCodeLocalizations"]);

/** Oracle has rival part numbers for one GPU at other prices: only these are its list. */
const PARTS: Readonly<Record<string, string>> = {
  B92740: "a100-40gb",
  B95907: "a100-80gb",
  B98415: "h100-sxm",
  B110519: "h200-sxm",
  B110978: "b200-sxm",
  B110979: "gb200",
  B112237: "b300-sxm",
  B112140: "gb300",
  B109479: "l40s",
  B109485: "mi300x",
  B111758: "mi355x",
};

const Product = z.looseObject({
  partNumber: z.string(),
  displayName: z.string(),
  metricName: z.string(),
  currencyCodeLocalizations: z.array(
    z.looseObject({
      currencyCode: z.string(),
      prices: z.array(z.looseObject({ model: z.string(), value: z.number() })),
    }),
  ),
});
type Product = z.infer<typeof Product>;
const Answer = z.looseObject({ items: z.array(z.unknown()), lastUpdated: z.string().nullish() });
const STALE_AFTER_DAYS = 120;

/** Whether a part's own words name another GPU than its number stands for: `H100` where it is a GB200. */
function otherWords(gpu: string, displayName: string): boolean {
  const named = gpuNamed(displayName);
  return named !== null && named.split("-")[0] !== gpu.split("-")[0];
}

function readingOf(product: Product, day: string): Reading {
  const { partNumber, displayName, metricName } = product;
  const gpu = PARTS[partNumber];
  if (!gpu)
    return { passed: /gpu/i.test(metricName) ? `part number not on the list: ${partNumber} ${displayName}` : "no GPU" };
  const name = `${partNumber} ${displayName}, ${metricName}`;
  if (!/^gpu per hour$/i.test(metricName)) return { rejected: `metric “${metricName}”`, sample: name };
  if (otherWords(gpu, displayName)) return { rejected: "a part whose words name another GPU", sample: name };
  const inDollars = product.currencyCodeLocalizations.find((one) => one.currencyCode === "USD");
  const prices = (inDollars?.prices ?? []).filter((one) => one.model === "PAY_AS_YOU_GO");
  const price = prices.at(-1)?.value;
  if (price === undefined || new Set(prices.map((one) => one.value).filter((value) => value > 0)).size > 1)
    return { rejected: "no single pay-as-you-go price in USD", sample: name };
  return priceReading(
    {
      gpu,
      segment: "hyperscaler",
      provider: "oracle-oci",
      tenor: "on-demand",
      kind: "list",
      usdPerGpuHour: price,
      raw: `${name}: ${price} USD`,
    },
    day,
    { publisher: "oracle", source: "oci-price-list" },
  );
}

/** Oracle's public list: one price for a GPU-hour. Preemptible capacity is half of it by rule, and is no market price. */
export const connector = defineConnector({
  slug: "oci-price-list",
  title: "OCI price list",
  datasets: ["gpu-prices"],
  cadence: { cron: "25 5 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Public price list of Oracle; prices are facts, cited.",
  attribution: "Oracle Cloud price list",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 20_000_000,
  publisher: { slug: "oracle", name: "Oracle" },
  source: {
    key: "oci-price-list",
    title: "Oracle Cloud Infrastructure price list API",
    publisher: "Oracle",
    url: `https://${HOST}/pls/apex/cetools/api/v1/products/`,
    kind: "price list",
    reliability: "high",
  },
  fetch: async (ask) => {
    const url = `https://${HOST}/pls/apex/cetools/api/v1/products/?currencyCode=USD`;
    await ask({ name: "products", url, expects: "json" });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    for await (const payload of payloads) {
      const answer = Answer.safeParse(await payload.json());
      if (!answer.success) throw new SourceError("shape", "Oracle's answer has no list of items.");
      const said = answer.data.lastUpdated ?? "";
      const written = Number.isNaN(Date.parse(said)) ? null : new Date(said).toISOString();
      const dated = dateOfFile({ file: "Oracle's price list", written, within: STALE_AFTER_DAYS, is: "list" }, day);
      if (dated.stale) yield { stale: dated.stale };
      for (const raw of answer.data.items) {
        yield* met(raw);
        const product = Product.safeParse(raw);
        if (product.success) yield readingOf(product.data, dated.period);
        else
          yield { rejected: `not the shape of a product: ${shapeFault(product.error)}`, sample: JSON.stringify(raw) };
      }
    }
  },
});
