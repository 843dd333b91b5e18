import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import type { Reading } from "../connector";
import { type PricesOfDay, TIME_OF_DAY } from "./price-of-day";
import type { PriceTag, TokenKind } from "./price-tag";

const KINDS: Readonly<Record<string, TokenKind>> = {
  input_mtok: "input",
  output_mtok: "output",
  cache_read_mtok: "cached-input",
  cache_write_mtok: "cache-write",
};
/** Prices of other goods, and of a cache that is kept for longer. */
const OTHER_PRICE =
  /_(audio|image|video|text|tool|reasoning|citation)_|_(5m|1h)_mtok$|_(mchars|kcount|gpixels|kpages)$|audio_hours$/;
const Amount = z.union([
  z.number(),
  z.looseObject({ base: z.number(), tiers: z.array(z.looseObject({ start: z.number(), price: z.number() })) }),
]);
type Amount = z.infer<typeof Amount>;
const Prices = z.record(z.string(), Amount);
const Time = z.string().regex(TIME_OF_DAY, "a time of day with its zone is written 00:30:00Z");
const Validity = z.union([z.looseObject({ start_date: Day }), z.looseObject({ start_time: Time, end_time: Time })]);
/** A model of genai-prices; its prices are in USD per million tokens, and may depend on the day and its hours. */
export const GenaiModel = z.looseObject({
  id: z.string(),
  prices: z.union([Prices, z.array(z.looseObject({ constraint: Validity.optional(), prices: Prices })).min(1)]),
  deprecated: z.boolean().optional(),
  price_comments: z.string().optional(),
});
export type GenaiModel = z.infer<typeof GenaiModel>;
type Today = PricesOfDay<z.infer<typeof Prices>>;

const inWords = (amount: Amount): string =>
  typeof amount === "number"
    ? `${amount} USD per million tokens`
    : [
        `${amount.base} USD per million tokens`,
        ...amount.tiers.map((tier) => `above ${tier.start} input tokens ${tier.price}`),
      ].join(", ");

/** The prices of a model's first text tokens, with those of a longer context in their words. */
export function genaiTags({ id }: GenaiModel, { prices, minutes }: Today): PriceTag[] {
  const when = minutes === 1440 ? "" : `, for ${minutes} of the day's 1440 minutes`;
  return Object.entries(prices).flatMap(([field, amount]) => {
    const kind = KINDS[field];
    if (!kind) return [];
    const usdPerMillion = typeof amount === "number" ? amount : amount.base;
    return [{ kind, usdPerMillion, raw: `${id} ${field}: ${inWords(amount)}${when}` }];
  });
}

/** The units of a price list that genai-prices did not use to know. */
export const unknownUnits = ({ prices }: Today): string[] =>
  Object.keys(prices).filter((field) => !(field in KINDS || OTHER_PRICE.test(field)));

/** What of a model's price list is no price of the day for its first tokens, by reason. */
export function* genaiLeftOut(list: readonly unknown[], { prices }: Today): Generator<Reading> {
  for (let others = list.length - 1; others > 0; others -= 1)
    yield { passed: "a price of another day or of a smaller part of the day" };
  for (const [field, amount] of Object.entries(prices)) {
    if (OTHER_PRICE.test(field)) yield { passed: "a price of another good than text tokens" };
    else if (typeof amount !== "number" && field in KINDS) yield { passed: "a price of a longer context" };
  }
}
