import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "apexapps.oracle.com";
const FIELDS = new Set(["partNumber", "displayName", "metricName", "serviceCategory", "currencyCodeLocalizations"]);

/** Oracle has rival part numbers for one GPU at other prices: only these are its list. */
const PARTS: Readonly<Record<string, string>> = {
  B95907: "a100-80gb",
  B98415: "h100-sxm",
  B110519: "h200-sxm",
  B110978: "b200-sxm",
  B112237: "b300-sxm",
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
const Answer = z.looseObject({ items: z.array(z.unknown()) });

function readingOf(product: Product, day: string): Reading {
  const { partNumber, displayName, metricName } = product;
  const gpu = PARTS[partNumber];
  if (!gpu)
    return { passed: /gpu/i.test(metricName) ? `part number not on the list: ${partNumber} ${displayName}` : "no GPU" };
  const name = `${partNumber} ${displayName}, ${metricName}`;
  if (!/^gpu per hour$/i.test(metricName)) return { rejected: `metric “${metricName}”`, sample: name };
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
      for (const raw of answer.data.items) {
        yield* met(raw);
        const product = Product.safeParse(raw);
        if (product.success) yield readingOf(product.data, day);
        else
          yield { rejected: `not the shape of a product: ${shapeFault(product.error)}`, sample: JSON.stringify(raw) };
      }
    }
  },
});
