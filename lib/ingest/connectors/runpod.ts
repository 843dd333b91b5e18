import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { a100Board } from "../gpu/a100-board";
import { isSlice, SLICE } from "../gpu/gpu-memory";
import { gpuNamed, untracked } from "../gpu/gpu-names";
import { type Offer, priceReading } from "../gpu/offer";
import { isListAgain, SPOT_AT_LIST } from "../gpu/spot-price";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "api.runpod.io";
const PRICES = [
  { field: "securePrice", cloud: "secure", tenor: "on-demand" },
  { field: "secureSpotPrice", cloud: "secure", tenor: "spot" },
  { field: "oneMonthPrice", cloud: "secure", tenor: "m1" },
  { field: "threeMonthPrice", cloud: "secure", tenor: "m3" },
  { field: "sixMonthPrice", cloud: "secure", tenor: "m6" },
  { field: "clusterPrice", cloud: "cluster", tenor: "on-demand" },
  { field: "communityPrice", cloud: "community", tenor: "on-demand" },
  { field: "communitySpotPrice", cloud: "community", tenor: "spot" },
] as const;

const FIELDS = ["id", "displayName", "memoryInGb", "secureCloud", "communityCloud", ...PRICES.map((one) => one.field)];
const QUERY = `query { gpuTypes { ${FIELDS.join(" ")} maxGpuCount nodeGroupDatacenters { id } lowestPrice(input: { gpuCount: 1 }) { stockStatus } } }`;
/** Asked for to know what a price stands for, and seen to come beside it. */
const OTHER_FIELDS = ["lowestPrice", "maxGpuCount", "nodeGroupDatacenters", "oneWeekPrice"];
/** Written where there is no price; beside 0, which is written for what is not offered. */
const PLACEHOLDERS = [0.5, 9999];

const Price = z.number().nullish();
const GpuType = z.looseObject({
  id: z.string(),
  displayName: z.string(),
  memoryInGb: z.number().nullish(),
  secureCloud: z.boolean().nullish(),
  communityCloud: z.boolean().nullish(),
  securePrice: Price,
  secureSpotPrice: Price,
  oneMonthPrice: Price,
  threeMonthPrice: Price,
  sixMonthPrice: Price,
  clusterPrice: Price,
  communityPrice: Price,
  communitySpotPrice: Price,
  nodeGroupDatacenters: z.array(z.unknown()).nullish(),
  lowestPrice: z.looseObject({ stockStatus: z.string().nullish() }).nullish(),
});
type GpuType = z.infer<typeof GpuType>;
const Answer = z.looseObject({ data: z.looseObject({ gpuTypes: z.array(z.unknown()) }) });
const Refusal = z.looseObject({ errors: z.array(z.looseObject({ message: z.string() })).min(1) });

/** The price on demand beside which a cloud's spot price stands. */
const LIST = { secure: "securePrice", cluster: "clusterPrice", community: "communityPrice" } as const;
const SELLERS = {
  secure: { provider: "runpod", segment: "neocloud" },
  cluster: { provider: "runpod", segment: "neocloud" },
  community: { provider: "runpod-community", segment: "marketplace" },
} as const;

function* readType(type: GpuType, day: string): Generator<Reading> {
  const label = `${type.id} (${type.displayName})`;
  const gpu = gpuNamed(label);
  if (!gpu) return yield untracked(label);
  if (isSlice(gpu, type.memoryInGb ?? null)) return yield { passed: SLICE };
  const stock = type.lowestPrice?.stockStatus ?? "not stated";
  for (const { field, cloud, tenor } of PRICES) {
    const price = type[field];
    const closed = cloud === "community" ? type.communityCloud === false : type.secureCloud === false;
    if (price === null || price === undefined || price === 0 || closed) {
      yield { passed: `not offered: ${field}` };
      continue;
    }
    // A factor on the list, unless there are places where clusters of this GPU stand.
    if (cloud === "cluster" && !type.nodeGroupDatacenters?.length) {
      yield { passed: "a cluster price of a GPU that is not sold in clusters" };
      continue;
    }
    if (tenor === "spot" && isListAgain(price, type[LIST[cloud]])) {
      yield { passed: SPOT_AT_LIST };
      continue;
    }
    if (PLACEHOLDERS.includes(price)) {
      yield { rejected: `a placeholder for no price: ${price}`, sample: `${label} ${field}` };
      continue;
    }
    const offer = [cloud === "cluster" ? cloud : "", a100Board(gpu, label)].filter(Boolean).join("-");
    const found: Offer = {
      gpu,
      ...SELLERS[cloud],
      tenor,
      kind: "list",
      ...(offer ? { offer } : {}),
      usdPerGpuHour: price,
      raw: `${label} ${field}: ${price} USD an hour for one GPU, without disk; stock ${stock}`,
    };
    yield priceReading(found, day, { publisher: "runpod", source: "runpod-gpu-types" });
  }
}

/** RunPod's GPU types: secure and community cloud, clusters, and terms of 1, 3 and 6 months. */
export const connector = defineConnector({
  slug: "runpod",
  title: "RunPod GPU types",
  datasets: ["gpu-prices"],
  cadence: { cron: "20 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Terms unresolved: prices are facts, cited, and nothing is fetched before RunPod agreed or counsel did.",
  attribution: "RunPod",
  publishes: "itself",
  role: "primary",
  offBecause:
    "RunPod's terms can be read as closing its interface to programs, though others treat it as public. Get its written permission, or have the terms read, before turning this on.",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 5_000_000,
  publisher: { slug: "runpod", name: "RunPod" },
  source: {
    key: "runpod-gpu-types",
    title: "RunPod GraphQL API, gpuTypes",
    publisher: "RunPod",
    url: `https://${HOST}/graphql`,
    kind: "price list",
    reliability: "medium",
  },
  fetch: async (ask) => {
    await ask({
      name: "GPU types",
      url: `https://${HOST}/graphql`,
      method: "POST",
      body: { query: QUERY },
      expects: "json",
    });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(new Set([...FIELDS, ...OTHER_FIELDS]));
    for await (const payload of payloads) {
      const written = await payload.json();
      const refusal = Refusal.safeParse(written);
      if (refusal.success)
        throw new SourceError("shape", `RunPod refuses the query: ${refusal.data.errors[0]?.message ?? "no reason"}`);
      const answer = Answer.safeParse(written);
      if (!answer.success) throw new SourceError("shape", "RunPod's answer has no list of gpuTypes.");
      for (const raw of answer.data.data.gpuTypes) {
        yield* met(raw);
        const type = GpuType.safeParse(raw);
        if (type.success) yield* readType(type.data, day);
        else yield { rejected: `not the shape of a GPU type: ${shapeFault(type.error)}`, sample: JSON.stringify(raw) };
      }
    }
  },
});
