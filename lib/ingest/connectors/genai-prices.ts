import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import { defineConnector, type Reading } from "../connector";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";
import { modelNamed } from "../tokens/model-name";
import { type PricesOfDay, pricesOfDay, TIME_OF_DAY } from "../tokens/price-of-day";
import { type PricedModel, priceReadings, type PriceTag, type TokenKind } from "../tokens/price-tag";
import { missingProviders, providerNamed, type TokenProvider } from "../tokens/providers";

const HOST = "raw.githubusercontent.com";
// The older prices/data.json beside it is frozen and gets no new prices.
const ADDRESS = `https://${HOST}/pydantic/genai-prices/main/prices/new_data/v2/data.json`;

const KINDS: Readonly<Record<string, TokenKind>> = {
  input_mtok: "input",
  output_mtok: "output",
  cache_read_mtok: "cached-input",
  cache_write_mtok: "cache-write",
};
/** Prices of other goods, and of a cache that is kept for longer. */
const OTHER_PRICE =
  /_(audio|image|video|text|tool|reasoning|citation)_|_(5m|1h)_mtok$|_(mchars|kcount|gpixels|kpages)$|audio_hours$/;
const PROVIDER_FIELDS = new Set(
  "id name pricing_urls api_pattern description price_comments model_match provider_match extractors fallback_model_providers tiers models".split(
    " ",
  ),
);
const MODEL_FIELDS = new Set("id match name description context_window price_comments prices deprecated".split(" "));

const Amount = z.union([
  z.number(),
  z.looseObject({ base: z.number(), tiers: z.array(z.looseObject({ start: z.number(), price: z.number() })) }),
]);
type Amount = z.infer<typeof Amount>;
const Prices = z.record(z.string(), Amount);
const Time = z.string().regex(TIME_OF_DAY, "a time of day with its zone is written 00:30:00Z");
const Validity = z.union([z.looseObject({ start_date: Day }), z.looseObject({ start_time: Time, end_time: Time })]);
const Model = z.looseObject({
  id: z.string(),
  prices: z.union([Prices, z.array(z.looseObject({ constraint: Validity.optional(), prices: Prices })).min(1)]),
  deprecated: z.boolean().optional(),
  price_comments: z.string().optional(),
});
type Model = z.infer<typeof Model>;
const Provider = z.looseObject({ id: z.string(), models: z.array(z.unknown()) });

const inWords = (amount: Amount): string =>
  typeof amount === "number"
    ? `${amount} USD per million tokens`
    : [
        `${amount.base} USD per million tokens`,
        ...amount.tiers.map((tier) => `above ${tier.start} input tokens ${tier.price}`),
      ].join(", ");

function tagsOf({ id }: Model, { prices, minutes }: PricesOfDay<z.infer<typeof Prices>>): PriceTag[] {
  const when = minutes === 1440 ? "" : `, for ${minutes} of the day's 1440 minutes`;
  return Object.entries(prices).flatMap(([field, amount]) => {
    const kind = KINDS[field];
    if (!kind) return [];
    const usdPerMillion = typeof amount === "number" ? amount : amount.base;
    return [{ kind, usdPerMillion, raw: `${id} ${field}: ${inWords(amount)}${when}` }];
  });
}

/** What of a model's price list is no price of the day for its first tokens, by reason. */
function* leftOut(list: readonly unknown[], { prices }: PricesOfDay<z.infer<typeof Prices>>): Generator<Reading> {
  for (let others = list.length - 1; others > 0; others -= 1)
    yield { passed: "a price of another day or of a smaller part of the day" };
  for (const [field, amount] of Object.entries(prices)) {
    if (OTHER_PRICE.test(field)) yield { passed: "a price of another good than text tokens" };
    else if (typeof amount !== "number" && field in KINDS) yield { passed: "a price of a longer context" };
  }
}

/** Reads the models of one provider: what passes at once, and then the prices of the others. */
function* readProvider(provider: TokenProvider, models: readonly unknown[], day: string): Generator<Reading> {
  const [metModel, metPrice] = [newFields(MODEL_FIELDS), newFields(new Set(Object.keys(KINDS)))];
  const priced: PricedModel[] = [];
  for (const raw of models) {
    yield* metModel(raw);
    const model = Model.safeParse(raw);
    if (!model.success) {
      yield { rejected: `not the shape of a model: ${shapeFault(model.error)}`, sample: JSON.stringify(raw) };
      continue;
    }
    const { id, prices, deprecated, price_comments: comments } = model.data;
    const named = modelNamed(provider, id);
    const list = Array.isArray(prices) ? prices : [{ prices }];
    const today = pricesOfDay(list, day);
    if ("passed" in named) yield named;
    else if (deprecated) yield { passed: "a deprecated model" };
    else if (/open ?router|can't find/i.test(comments ?? ""))
      yield { passed: "a price that the source calls unverified" };
    else if (today) {
      const strange = Object.entries(today.prices).filter(([field]) => !OTHER_PRICE.test(field));
      yield* metPrice(Object.fromEntries(strange));
      yield* leftOut(list, today);
      priced.push({ provider: provider.slug, model: named.model, tags: tagsOf(model.data, today) });
    }
  }
  yield* priceReadings(priced, day, { publisher: "pydantic", source: "genai-prices" });
}

/** Pydantic's price list of language models, kept by hand in a public repository. */
export const connector = defineConnector({
  slug: "genai-prices",
  title: "genai-prices",
  datasets: ["token-prices"],
  cadence: { cron: "20 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "MIT; prices are the providers' lists.",
  attribution: "Pydantic, genai-prices",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 20_000_000,
  publisher: { slug: "pydantic", name: "Pydantic" },
  source: {
    key: "genai-prices",
    title: "genai-prices, prices/new_data/v2/data.json",
    publisher: "Pydantic",
    url: "https://github.com/pydantic/genai-prices",
    kind: "repository",
    licence: "MIT",
    reliability: "medium",
  },
  fetch: async (ask) => {
    await ask({ name: "data.json", url: ADDRESS, expects: "json" });
  },
  read: async function* (payloads, { day }) {
    const metProvider = newFields(PROVIDER_FIELDS);
    for await (const payload of payloads) {
      const written = z
        .array(z.unknown())
        .min(1)
        .safeParse(await payload.json());
      if (!written.success) throw new SourceError("shape", "genai-prices has no list of providers.");
      const found = new Set<string>();
      for (const raw of written.data) {
        yield* metProvider(raw);
        const listed = Provider.safeParse(raw);
        if (!listed.success) {
          yield { rejected: `not the shape of a provider: ${shapeFault(listed.error)}`, sample: JSON.stringify(raw) };
          continue;
        }
        found.add(listed.data.id);
        const provider = providerNamed("genai-prices", listed.data.id);
        if (provider) yield* readProvider(provider, listed.data.models, day);
        else for (const _ of listed.data.models) yield { passed: "provider not tracked" };
      }
      for (const name of missingProviders("genai-prices", found))
        yield { rejected: "a tracked provider is not listed any more", sample: name };
    }
  },
});
