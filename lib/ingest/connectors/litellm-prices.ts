import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";
import { LitellmEntry, litellmLeftOut, litellmTags, unknownFields } from "../tokens/litellm-fields";
import { modelNamed } from "../tokens/model-name";
import { type PricedModel, priceReadings } from "../tokens/price-tag";
import { missingProviders, providerNamed, type TokenProvider } from "../tokens/providers";

const HOST = "raw.githubusercontent.com";
const ADDRESS = `https://${HOST}/BerriAI/litellm/main/model_prices_and_context_window.json`;

const TEXT_MODES = new Set(["chat", "responses", "completion"]);
/** Entries that are no models: one explains the file, one says how names are guessed. */
const NO_MODELS = new Set(["sample_spec", "fallback_generalizations"]);
const Listed = z.looseObject({ litellm_provider: z.string() });

function whyOutside({ mode, deprecation_date: until }: LitellmEntry, day: string): string | null {
  if (mode === undefined || !TEXT_MODES.has(mode)) return "another good than text tokens";
  return until !== undefined && until <= day ? "a model that its provider has retired" : null;
}

/** Reads one entry of a tracked provider; a model with prices is added to `priced`. */
function* readEntry(
  name: string,
  raw: unknown,
  provider: TokenProvider,
  day: string,
  priced: PricedModel[],
): Generator<Reading> {
  if (!name.startsWith(provider.prefix)) return yield { passed: "another spelling of a name" };
  const entry = LitellmEntry.safeParse(raw);
  if (!entry.success)
    return yield {
      rejected: `not the shape of a price: ${shapeFault(entry.error)}`,
      sample: `${name} ${JSON.stringify(raw)}`,
    };
  const named = modelNamed(provider, name.slice(provider.prefix.length));
  if ("passed" in named) return yield named;
  const reason = whyOutside(entry.data, day);
  if (reason) return yield { passed: reason };
  priced.push({ provider: provider.slug, model: named.model, tags: litellmTags(name, entry.data) });
  yield* litellmLeftOut(entry.data);
}

function* readFile(file: Readonly<Record<string, unknown>>, day: string): Generator<Reading> {
  const priced: PricedModel[] = [];
  const found = new Set<string>();
  const strange = new Set<string>();
  for (const [name, raw] of Object.entries(file)) {
    const listed = Listed.safeParse(raw);
    const provider = listed.success ? providerNamed("litellm-prices", listed.data.litellm_provider) : undefined;
    if (NO_MODELS.has(name)) yield { passed: "not a model" };
    else if (!listed.success)
      yield { rejected: "an entry without a provider", sample: `${name} ${JSON.stringify(raw)}` };
    else if (!provider) yield { passed: "provider not tracked" };
    else {
      found.add(listed.data.litellm_provider);
      for (const field of unknownFields(listed.data)) strange.add(field);
      yield* readEntry(name, raw, provider, day, priced);
    }
  }
  yield* priceReadings(priced, day, { publisher: "berriai", source: "litellm-prices" });
  for (const unknownField of strange) yield { unknownField };
  for (const name of missingProviders("litellm-prices", found))
    yield { rejected: "a tracked provider is not listed any more", sample: name };
}

/** The price map of the LiteLLM gateway, in USD per token; checks the primary list and feeds no index alone. */
export const connector = defineConnector({
  slug: "litellm-prices",
  title: "LiteLLM price map",
  datasets: ["token-prices"],
  cadence: { cron: "35 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  rewrittenWithinDays: 30,
  licence: "MIT; prices are the providers' lists.",
  attribution: "BerriAI, LiteLLM",
  publishes: "itself",
  role: "cross-check",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 20_000_000,
  publisher: { slug: "berriai", name: "BerriAI (LiteLLM)" },
  source: {
    key: "litellm-prices",
    title: "LiteLLM, model_prices_and_context_window.json",
    publisher: "BerriAI",
    url: "https://github.com/BerriAI/litellm",
    kind: "repository",
    licence: "MIT",
    reliability: "medium",
  },
  fetch: async (ask) => {
    await ask({ name: "model_prices_and_context_window.json", url: ADDRESS, expects: "json" });
  },
  read: async function* (payloads, { day }) {
    for await (const payload of payloads) {
      const file = z.record(z.string(), z.unknown()).safeParse(await payload.json());
      if (!file.success || Object.keys(file.data).length === 0)
        throw new SourceError("shape", "LiteLLM's price map has no models by their name.");
      yield* readFile(file.data, day);
    }
  },
});
