import { defineDataset } from "../define";

/** What providers of language models ask for a million tokens, by model and kind of token. */
export const dataset = defineDataset({
  slug: "token-prices",
  code: "TOKEN_PRICE",
  title: "Token prices",
  description:
    "List prices of language models in USD for a million text tokens, by provider, model and kind of token; the history before November 2026 is dated by when a price was first seen.",
  dimensions: {
    provider: {
      label: "Provider",
      codes: {
        anthropic: "Anthropic",
        openai: "OpenAI",
        google: "Google",
        deepseek: "DeepSeek",
        mistral: "Mistral AI",
        xai: "xAI",
        moonshotai: "Moonshot AI",
        alibaba: "Alibaba Cloud",
        zai: "Z.ai (Zhipu)",
        groq: "Groq",
        togetherai: "Together AI",
      },
      open: true,
    },
    model: { label: "Model", codes: {}, open: true },
    kind: {
      label: "Kind of token",
      codes: {
        input: "Input",
        output: "Output",
        "cached-input": "Input read from a cache",
        "cache-write": "Input written to a cache",
        "input-batch": "Input, in batches",
        "output-batch": "Output, in batches",
      },
    },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    price: {
      label: "Token price",
      unit: "USD/Mtoken",
      frequency: "day",
      nature: "price",
      aggregate: "none",
      decimals: 3,
      min: 0.0001,
      max: 2000,
    },
  },
  actuals: "observed",
  checks: [{ rule: "no-future-actuals" }],
  gate: {
    unitSwitch: { factors: [1000, 1_000_000], share: 0.5, least: 5 },
    move: { most: 0.5, withinDays: 60 },
    contributors: { over: "provider", leastShare: 0.7, withinDays: 14 },
    sentinels: [0],
    bounds: [
      { where: { kind: "input" }, min: 0.005, max: 300 },
      { where: { kind: "output" }, min: 0.005, max: 1200 },
      { where: { kind: "cached-input" }, min: 0.0005, max: 100 },
      { where: { kind: "cache-write" }, min: 0.005, max: 300 },
      { where: { kind: "input-batch" }, min: 0.0025, max: 150 },
      { where: { kind: "output-batch" }, min: 0.0025, max: 600 },
    ],
  },
  view: {
    chart: {
      shape: "points",
      measure: "price",
      by: ["model"],
      where: { provider: "anthropic", kind: "output", publisher: "rocry-llm-api-price-litellm-mit" },
    },
    filters: ["provider", "kind", "model", "publisher"],
  },
  staleAfterDays: 14,
  licence:
    "Providers' list prices, cited through genai-prices, models.dev and LiteLLM (its history by way of RoCry/llm-api-price), all MIT and attributed.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
What providers of language models ask for a million text tokens, in nominal USD, on the day on which a public price list was fetched. Each provider stands for its own models. Meta sells none itself: its models stand under Groq and Together AI.

## Definitions
*Kind of token* keeps apart what is billed apart: input, output, input read from a cache, input written to a cache, and input and output of jobs that may wait (batches). Where a price depends on the length of the context, the value is that of the shortest; the others are in the note. Where it depends on the time of day, the value is the one that holds for most of the day in UTC. Prices of other service tiers and faster modes, of caches kept for longer than usual, and of audio, images, embeddings and fine-tuned models are other goods and left out. Each *publisher* of a price list is a series of its own, so that lists can be held against each other.

## Units
genai-prices and models.dev write USD per million tokens. LiteLLM writes USD per token: its values are multiplied by a million and not rounded otherwise.

## Names
A model has the name under which its provider sells it. A name that stands for whichever model is newest (*-latest*) is left out: its price would move without any price having moved. A dated version at the very prices of its undated name counts once. Versions at other prices are models of their own.

## Sources in order of trust
genai-prices is the primary list. models.dev and LiteLLM are cross-checks, which feed no index alone. All three are kept by hand from the providers' price pages by volunteers and may be wrong or late. A price that genai-prices itself calls unverified, or took from a reseller, is left out.

## When a value is known
On the day of the fetch, when it is published here. What a list says about earlier or later days is not used. The history of LiteLLM's map that RoCry keeps by commit, 2025-02 to 2026-07, is a publisher of its own: its day is that of the commit in which a price was first seen, not the day of the change, and it has a value only where a price was new or another; between two of its values nothing was checked daily.

## What is held
A change by 1,000 or 1,000,000 of most prices at once, a change of one price by more than half, an implausible level, and the loss of three providers in ten wait for an analyst.

## Licence
genai-prices, models.dev and LiteLLM's price map are published under the MIT licence. Prices are facts of the providers.

## Known gaps
A price of zero is a free tier or an unknown price and is left out. The lists go on naming models that nobody can buy any more; they are left out where the list says so, by a mark or a date. Platforms in China bill in yuan: what the lists give for them in USD is a conversion and is left out. Discounts and contracts are not public.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: the history of LiteLLM's map, dated by when a price was first seen.`,
});
