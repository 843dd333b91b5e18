import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";
import { modelNamed } from "../tokens/model-name";
import { perMillion, type PricedModel, priceReadings, type PriceTag, type TokenKind } from "../tokens/price-tag";
import { missingProviders, providerNamed, type TokenProvider } from "../tokens/providers";

const HOST = "raw.githubusercontent.com";
const ADDRESS = `https://${HOST}/BerriAI/litellm/main/model_prices_and_context_window.json`;

const COSTS = {
  input_cost_per_token: z.number().nullish(),
  output_cost_per_token: z.number().nullish(),
  cache_read_input_token_cost: z.number().nullish(),
  cache_creation_input_token_cost: z.number().nullish(),
  input_cost_per_token_batches: z.number().nullish(),
  output_cost_per_token_batches: z.number().nullish(),
};
const KINDS: readonly (readonly [keyof typeof COSTS, TokenKind])[] = [
  ["input_cost_per_token", "input"],
  ["output_cost_per_token", "output"],
  ["cache_read_input_token_cost", "cached-input"],
  ["cache_creation_input_token_cost", "cache-write"],
  ["input_cost_per_token_batches", "input-batch"],
  ["output_cost_per_token_batches", "output-batch"],
];

/** The prices that are no other kind of token's: those for much context come first, whatever else they are. */
const OTHER_PRICES: readonly { field: RegExp; passed: string }[] = [
  { field: /_above_\d+k_tokens/, passed: "a price of a longer context" },
  { field: /_(flex|priority)$/, passed: "a price of another service tier" },
  { field: /_above_1hr$|_cache_hit$/, passed: "a price of a cache by another count" },
  {
    field: /_(audio|image|video|pixel|second|character|reasoning|page|query|session|calls|day)(_|$)/,
    passed: "a price of another good than text tokens",
  },
];
const USUAL_FIELD =
  /^(litellm_provider|mode|source|deprecation_date|tiered_pricing|max_\w+|supports_\w+|supported_\w+|rpm|tpm|metadata|output_vector_size|prompt_cache_min_tokens|provider_specific_entry|web_search_billing_unit|gemini_\w+|regional_processing_\w+)$/;
const TEXT_MODES = new Set(["chat", "responses", "completion"]);

const Listed = z.looseObject({ litellm_provider: z.string() });
const Entry = z.looseObject({
  ...COSTS,
  mode: z.string().optional(),
  deprecation_date: z.string().optional(),
  tiered_pricing: z.array(z.looseObject({ ...COSTS, range: z.array(z.number()) })).optional(),
});
type Entry = z.infer<typeof Entry>;

/** The prices of an entry's first tokens; they stand in the entry itself, or in the tier that begins at nothing. */
function tagsOf(name: string, entry: Entry): PriceTag[] {
  const first = entry.tiered_pricing?.find(({ range }) => range[0] === 0) ?? entry;
  const tiers = (entry.tiered_pricing ?? []).filter((tier) => tier !== first);
  return KINDS.flatMap(([field, kind]) => {
    const usd = first[field];
    if (usd === undefined || usd === null) return [];
    const above = [
      ...tiers.flatMap((tier) => (tier[field] ? [`, above ${tier.range[0]} tokens ${tier[field]}`] : [])),
      ...Object.entries(entry).flatMap(([other, price]) =>
        other.startsWith(`${field}_above_`) && other.endsWith("k_tokens") ? [`, ${other} ${String(price)}`] : [],
      ),
    ];
    return [{ kind, usdPerMillion: perMillion(usd), raw: `${name} ${field}: ${usd} USD per token${above.join("")}` }];
  });
}

function* leftOut(entry: Entry): Generator<Reading> {
  for (const tier of entry.tiered_pricing ?? [])
    if (tier.range[0] !== 0) yield { passed: "a price of a longer context" };
  for (const field of Object.keys(entry)) {
    const other = field in COSTS ? undefined : OTHER_PRICES.find((one) => one.field.test(field));
    if (other && !USUAL_FIELD.test(field)) yield { passed: other.passed };
  }
}

const isKnown = (field: string): boolean =>
  field in COSTS || USUAL_FIELD.test(field) || OTHER_PRICES.some((one) => one.field.test(field));

function whyOutside({ mode, deprecation_date: until }: Entry, day: string): string | null {
  if (mode === undefined || !TEXT_MODES.has(mode)) return "another good than text tokens";
  return until !== undefined && until <= day ? "a model that its provider has retired" : null;
}

/** The model that an entry prices, or the reading that it comes to instead. */
function readEntry(name: string, raw: unknown, provider: TokenProvider, day: string): PricedModel | Reading {
  if (!name.startsWith(provider.prefix)) return { passed: "another spelling of a name" };
  const entry = Entry.safeParse(raw);
  if (!entry.success)
    return {
      rejected: `not the shape of a price: ${shapeFault(entry.error)}`,
      sample: `${name} ${JSON.stringify(raw)}`,
    };
  const named = modelNamed(provider, name.slice(provider.prefix.length));
  if ("passed" in named) return named;
  const reason = whyOutside(entry.data, day);
  return reason ? { passed: reason } : { provider: provider.slug, model: named.model, tags: tagsOf(name, entry.data) };
}

function* readFile(file: Readonly<Record<string, unknown>>, day: string): Generator<Reading> {
  const met = newFields(new Set());
  const priced: PricedModel[] = [];
  const found = new Set<string>();
  for (const [name, raw] of Object.entries(file)) {
    const listed = Listed.safeParse(raw);
    const provider = listed.success ? providerNamed("litellm-prices", listed.data.litellm_provider) : undefined;
    if (!listed.success) yield { rejected: "an entry without a provider", sample: name };
    else if (!provider) yield { passed: "provider not tracked" };
    else {
      found.add(listed.data.litellm_provider);
      yield* met(Object.fromEntries(Object.entries(listed.data).filter(([field]) => !isKnown(field))));
      const one = readEntry(name, raw, provider, day);
      if (!("tags" in one)) yield one;
      else {
        yield* leftOut(Entry.parse(raw));
        priced.push(one);
      }
    }
  }
  yield* priceReadings(priced, day, { publisher: "berriai", source: "litellm-prices" });
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
