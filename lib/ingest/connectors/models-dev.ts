import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";
import { modelNamed } from "../tokens/model-name";
import { type PricedModel, priceReadings, type PriceTag, type TokenKind } from "../tokens/price-tag";
import { missingProviders, providerNamed, type TokenProvider } from "../tokens/providers";

const HOST = "models.dev";

const KINDS: readonly (readonly ["input" | "output" | "cache_read" | "cache_write", TokenKind])[] = [
  ["input", "input"],
  ["output", "output"],
  ["cache_read", "cached-input"],
  ["cache_write", "cache-write"],
];
const OTHER_PRICES = ["reasoning", "input_audio", "output_audio"] as const;
const PROVIDER_FIELDS = new Set("id env npm api name doc models".split(" "));
const MODEL_FIELDS = new Set(
  "id name family attachment reasoning reasoning_options tool_call interleaved structured_output temperature knowledge release_date last_updated modalities open_weights limit status experimental provider cost".split(
    " ",
  ),
);
const COST_FIELDS = new Set([...KINDS.map(([field]) => field), ...OTHER_PRICES, "context_over_200k", "tiers"]);

const Cost = z.looseObject({
  input: z.number().optional(),
  output: z.number().optional(),
  cache_read: z.number().optional(),
  cache_write: z.number().optional(),
  reasoning: z.number().optional(),
  input_audio: z.number().optional(),
  output_audio: z.number().optional(),
});
const Tier = Cost.extend({ tier: z.looseObject({ size: z.number() }) });
const ListCost = Cost.extend({ tiers: z.array(Tier).optional() });
type ListCost = z.infer<typeof ListCost>;
const Model = z.looseObject({
  id: z.string(),
  cost: ListCost.optional(),
  status: z.string().optional(),
  release_date: z.string().optional(),
  modalities: z.looseObject({ output: z.array(z.string()) }),
  experimental: z.looseObject({ modes: z.record(z.string(), z.unknown()).optional() }).optional(),
});
type Model = z.infer<typeof Model>;
const Provider = z.looseObject({ id: z.string(), models: z.record(z.string(), z.unknown()) });

function tagsOf(id: string, cost: ListCost): PriceTag[] {
  return KINDS.flatMap(([field, kind]) => {
    const usdPerMillion = cost[field];
    if (usdPerMillion === undefined) return [];
    const tiers = (cost.tiers ?? []).flatMap((one) =>
      one[field] === undefined ? [] : [`, above ${one.tier.size} tokens of context ${one[field]}`],
    );
    return [{ kind, usdPerMillion, raw: `${id} ${field}: ${usdPerMillion} USD per million tokens${tiers.join("")}` }];
  });
}

/** What of a model's costs is no price of its first text tokens in the usual mode, by reason. */
function* leftOut({ cost, experimental }: Model): Generator<Reading> {
  for (const _ of Object.keys(experimental?.modes ?? {})) yield { passed: "a price of another mode" };
  for (const _ of cost?.tiers ?? []) yield { passed: "a price of a longer context" };
  for (const field of OTHER_PRICES)
    if (cost?.[field] !== undefined) yield { passed: "a price of another good than text tokens" };
}

function whyOutside({ status, modalities, release_date: released }: Model, day: string): string | null {
  if (status === "deprecated") return "a deprecated model";
  // Some dates are a month or a year alone.
  if (released && released > day.slice(0, released.length)) return "a model that is not out yet";
  return modalities.output.every((good) => good === "text") ? null : "another good than text tokens";
}

function* readProvider(
  provider: TokenProvider,
  models: Readonly<Record<string, unknown>>,
  day: string,
): Generator<Reading> {
  const [metModel, metCost] = [newFields(MODEL_FIELDS), newFields(COST_FIELDS)];
  const priced: PricedModel[] = [];
  for (const raw of Object.values(models)) {
    yield* metModel(raw);
    const model = Model.safeParse(raw);
    if (!model.success) {
      yield { rejected: `not the shape of a model: ${shapeFault(model.error)}`, sample: JSON.stringify(raw) };
      continue;
    }
    const { id, cost = {} } = model.data;
    const named = modelNamed(provider, id);
    const reason = whyOutside(model.data, day);
    if ("passed" in named) yield named;
    else if (reason) yield { passed: reason };
    else {
      yield* metCost(cost);
      yield* leftOut(model.data);
      priced.push({ provider: provider.slug, model: named.model, tags: tagsOf(id, cost) });
    }
  }
  yield* priceReadings(priced, day, { publisher: "models-dev", source: "models-dev" });
}

/** The open database of models behind opencode; checks the primary list and feeds no index alone. */
export const connector = defineConnector({
  slug: "models-dev",
  title: "models.dev",
  datasets: ["token-prices"],
  cadence: { cron: "30 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  rewrittenWithinDays: 30,
  licence: "MIT; prices are the providers' lists.",
  attribution: "models.dev",
  publishes: "itself",
  role: "cross-check",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 50_000_000,
  publisher: { slug: "models-dev", name: "models.dev" },
  source: {
    key: "models-dev",
    title: "models.dev, api.json",
    publisher: "models.dev",
    url: `https://${HOST}/api.json`,
    kind: "repository",
    licence: "MIT",
    reliability: "medium",
  },
  fetch: async (ask) => {
    await ask({ name: "api.json", url: `https://${HOST}/api.json`, expects: "json" });
  },
  read: async function* (payloads, { day }) {
    const metProvider = newFields(PROVIDER_FIELDS);
    for await (const payload of payloads) {
      const written = z.record(z.string(), z.unknown()).safeParse(await payload.json());
      if (!written.success || Object.keys(written.data).length === 0)
        throw new SourceError("shape", "models.dev's answer has no providers by their name.");
      for (const [name, raw] of Object.entries(written.data)) {
        yield* metProvider(raw);
        const listed = Provider.safeParse(raw);
        const provider = providerNamed("models-dev", name);
        if (!listed.success)
          yield { rejected: `not the shape of a provider: ${shapeFault(listed.error)}`, sample: JSON.stringify(raw) };
        else if (provider) yield* readProvider(provider, listed.data.models, day);
        else for (const _ of Object.keys(listed.data.models)) yield { passed: "provider not tracked" };
      }
      for (const name of missingProviders("models-dev", new Set(Object.keys(written.data))))
        yield { rejected: "a tracked provider is not listed any more", sample: name };
    }
  },
});
