import type { Reading } from "../connector";
import { undatedModel } from "./model-name";

export type TokenKind = "input" | "output" | "cached-input" | "cache-write" | "input-batch" | "output-batch";

/** One price of one model in USD for a million tokens, with what the source itself wrote. */
export type PriceTag = { kind: TokenKind; usdPerMillion: number; raw: string };

/** A model as a provider sells it, by the keys of both. */
export type PricedModel = { provider: string; model: string; tags: readonly PriceTag[] };

/** USD for a million tokens from USD for one, without the dust of binary fractions. */
export const perMillion = (usdPerToken: number): number => Number((usdPerToken * 1e6).toPrecision(12));

function tagReading(
  { provider, model }: PricedModel,
  { kind, usdPerMillion, raw }: PriceTag,
  day: string,
  from: { publisher: string; source: string },
): Reading {
  if (usdPerMillion === 0) return { passed: "a price of nothing: free, or not known" };
  if (!(usdPerMillion > 0)) return { rejected: "a price below nothing", sample: raw };
  return {
    observation: {
      dataset: "token-prices",
      measure: "price",
      dims: { provider, model, kind, publisher: from.publisher },
      period: day,
      value: usdPerMillion,
      status: "A",
      source: from.source,
      note: raw.slice(0, 1000),
    },
  };
}

const nameOf = (provider: string, model: string): string => `${provider} ${model}`;
const pricesOf = ({ tags }: PricedModel): string =>
  tags
    .map(({ kind, usdPerMillion }) => `${kind} ${usdPerMillion}`)
    .toSorted()
    .join(", ");

/**
 * The prices of a source's models as observations of `token-prices` on the day of the fetch. A dated version at the
 * very prices of its undated name is the same offer twice and passes.
 */
export function* priceReadings(
  models: readonly PricedModel[],
  day: string,
  from: { publisher: string; source: string },
): Generator<Reading> {
  const listed = new Map(models.map((one) => [nameOf(one.provider, one.model), pricesOf(one)]));
  for (const one of models) {
    const undated = undatedModel(one.model);
    if (one.tags.length === 0) yield { passed: "a model without a price" };
    else if (undated !== null && listed.get(nameOf(one.provider, undated)) === pricesOf(one))
      yield { passed: "a dated version at the prices of its undated name" };
    else for (const tag of one.tags) yield tagReading(one, tag, day, from);
  }
}
