import { z } from "zod";
import type { Reading } from "../connector";
import { perMillion, type PriceTag, type TokenKind } from "./price-tag";

const usd = z.number().nullish();
const COSTS = {
  input_cost_per_token: usd,
  output_cost_per_token: usd,
  cache_read_input_token_cost: usd,
  cache_creation_input_token_cost: usd,
  input_cost_per_token_batches: usd,
  output_cost_per_token_batches: usd,
};
const KINDS: readonly (readonly [keyof typeof COSTS, TokenKind])[] = [
  ["input_cost_per_token", "input"],
  ["output_cost_per_token", "output"],
  ["cache_read_input_token_cost", "cached-input"],
  ["cache_creation_input_token_cost", "cache-write"],
  ["input_cost_per_token_batches", "input-batch"],
  ["output_cost_per_token_batches", "output-batch"],
];

/** What LiteLLM knows of a model; the prices are in USD per token. */
export const LitellmEntry = z.looseObject({
  ...COSTS,
  mode: z.string().optional(),
  deprecation_date: z.string().optional(),
  tiered_pricing: z.array(z.looseObject({ ...COSTS, range: z.array(z.number()) })).optional(),
});
export type LitellmEntry = z.infer<typeof LitellmEntry>;

// A price for much context comes first: it is that whatever else it is.
const OTHER_PRICES: readonly { field: RegExp; passed: string }[] = [
  { field: /_above_\d+k_tokens/, passed: "a price of a longer context" },
  { field: /_(flex|priority)$/, passed: "a price of another service tier" },
  { field: /_above_1hr$|_cache_hit$/, passed: "a price of a cache by another count" },
  {
    field: /_(audio|image|video|pixel|second|character|reasoning|page|query|session|calls|day)(_|$)/,
    passed: "a price of another good than text tokens",
  },
];
const NO_PRICE =
  /^(litellm_provider|mode|source|deprecation_date|tiered_pricing|rpm|tpm|metadata|output_vector_size|prompt_cache_min_tokens|provider_specific_entry|web_search_billing_unit)$|^(max|supports|supported|gemini|regional_processing)_/;

/** The fields of an entry that LiteLLM did not use to send. */
export function unknownFields(entry: object): string[] {
  return Object.keys(entry).filter(
    (field) => !(field in COSTS || NO_PRICE.test(field) || OTHER_PRICES.some((one) => one.field.test(field))),
  );
}

/** The prices of an entry's first tokens; they stand in the entry itself, or in the tier that begins at nothing. */
export function litellmTags(name: string, entry: LitellmEntry): PriceTag[] {
  const first = entry.tiered_pricing?.find(({ range }) => range[0] === 0) ?? entry;
  const tiers = (entry.tiered_pricing ?? []).filter((tier) => tier !== first);
  return KINDS.flatMap(([field, kind]) => {
    const price = first[field];
    if (price === undefined || price === null) return [];
    const above = [
      ...tiers.flatMap((tier) => (tier[field] ? [`above ${tier.range[0]} tokens ${tier[field]}`] : [])),
      ...Object.entries(entry).flatMap(([other, more]) =>
        other.startsWith(`${field}_above_`) && other.endsWith("k_tokens") ? [`${other} ${String(more)}`] : [],
      ),
    ];
    const raw = [`${name} ${field}: ${price} USD per token`, ...above].join(", ");
    return [{ kind, usdPerMillion: perMillion(price), raw }];
  });
}

/** What of an entry's prices is none of its first tokens in the usual service, by reason. */
export function* litellmLeftOut(entry: LitellmEntry): Generator<Reading> {
  for (const tier of entry.tiered_pricing ?? [])
    if (tier.range[0] !== 0) yield { passed: "a price of a longer context" };
  for (const field of Object.keys(entry)) {
    if (field in COSTS || NO_PRICE.test(field)) continue;
    const other = OTHER_PRICES.find((one) => one.field.test(field));
    if (other) yield { passed: other.passed };
  }
}
