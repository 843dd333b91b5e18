import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { NOT_YET } from "../in-force";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";
import { GenaiModel, genaiLeftOut, genaiTags, unknownUnits } from "../tokens/genai-model";
import { modelNamed } from "../tokens/model-name";
import { noneYet, pricesOfDay } from "../tokens/price-of-day";
import { type PricedModel, priceReadings } from "../tokens/price-tag";
import { missingProviders, providerNamed, type TokenProvider } from "../tokens/providers";

const HOST = "raw.githubusercontent.com";
// The older prices/data.json beside it is frozen and gets no new prices.
const ADDRESS = `https://${HOST}/pydantic/genai-prices/main/prices/new_data/v2/data.json`;

const PROVIDER_FIELDS = new Set(
  "id name pricing_urls api_pattern description price_comments model_match provider_match extractors fallback_model_providers models".split(
    " ",
  ),
);
const MODEL_FIELDS = new Set("id match name description context_window price_comments prices deprecated".split(" "));
const Provider = z.looseObject({ id: z.string(), models: z.array(z.unknown()) });

/** Reads the models of one provider: what passes at once, and then the prices of the others. */
function* readProvider(provider: TokenProvider, models: readonly unknown[], day: string): Generator<Reading> {
  const met = newFields(MODEL_FIELDS);
  const priced: PricedModel[] = [];
  for (const raw of models) {
    yield* met(raw);
    const model = GenaiModel.safeParse(raw);
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
    else if (!today || noneYet(list, day)) yield { passed: NOT_YET };
    else {
      for (const unknownField of unknownUnits(today)) yield { unknownField };
      yield* genaiLeftOut(list, today);
      priced.push({ provider: provider.slug, model: named.model, tags: genaiTags(model.data, today) });
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
  rewrittenWithinDays: 45,
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
