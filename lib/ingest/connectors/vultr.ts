import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { gpusIn, SLICE } from "../gpu/gpu-memory";
import { gpuNamed, untracked } from "../gpu/gpu-names";
import { type Offer, offerCode, priceReading } from "../gpu/offer";
import { SPOT_AT_LIST } from "../gpu/spot-price";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "api.vultr.com";
// Whole nodes (`vdm`) come with all types alone.
const LISTS = ["plans-metal?per_page=500", "plans?type=all&per_page=500"];
const MOST_PAGES = 20;

const Plan = z.looseObject({
  id: z.string(),
  hourly_cost: z.number(),
  hourly_cost_preemptible: z.number().nullish(),
  gpu_type: z.string().nullish(),
  gpu_vram_gb: z.number().nullish(),
  gpu_count: z.number().int().positive().nullish(),
  type: z.string().nullish(),
  locations: z.array(z.unknown()).nullish(),
  deploy_ondemand: z.boolean().nullish(),
  deploy_preemptible: z.boolean().nullish(),
});
const FIELDS = new Set(
  "id cpu_count cpu_cores cpu_threads cpu_manufacturer cpu_model cpu_mhz vcpu_count ram disk disk_count disk_type bandwidth monthly_cost monthly_cost_preemptible hourly_cost hourly_cost_preemptible invoice_type deploy_ondemand deploy_preemptible type locations storage_type gpu_type gpu_vram_gb gpu_count gpu_brand".split(
    " ",
  ),
);
type Plan = z.infer<typeof Plan>;
const Answer = z.looseObject({
  plans: z.array(z.unknown()).optional(),
  plans_metal: z.array(z.unknown()).optional(),
  meta: z.looseObject({ links: z.looseObject({ next: z.string().nullish() }).nullish() }).nullish(),
});

/** How many GPUs a bare-metal plan has, as its id says before the GPU's name: `vbm-112c-2048gb-8-h100-gpu`. */
const countInId = (id: string): number | null => {
  const count = /^vbm-.*-(\d{1,2})-(?:hgx-)?(?:gh|gb|h|b|a|l|mi)\d+/i.exec(id)?.[1];
  return count === undefined ? null : Number(count);
};

/**
 * How many GPUs a plan has. Its memory over one GPU's counts them; of a bare-metal plan the memory may be one GPU's, and
 * the id counts. Where both count and differ, neither is believed.
 */
function gpusOf({ id, gpu_vram_gb: memory, gpu_count: counted }: Plan, gpu: string): number | Reading {
  const named = countInId(id) ?? counted ?? null;
  if (memory === null || memory === undefined)
    return named ?? { rejected: "neither the memory of its GPUs nor their number", sample: id };
  const held = gpusIn(gpu, memory);
  if (held === "slice") return { passed: SLICE };
  if (held === null) return { rejected: `${memory} GB is not the memory of a whole number of GPUs`, sample: id };
  if (named === null || named === held) return held;
  if (held === 1) return named;
  return { rejected: `the plan counts ${named} GPUs, its memory ${held}`, sample: id };
}

/** Vultr's A100 has 80 GB: a plan with 40 has half of one. */
const ofVultr = (gpu: string): string => (gpu === "a100" ? "a100-80gb" : gpu);

function classOf({ id, type }: Plan): string {
  if (id.startsWith("vbm")) return "bare-metal";
  return type === "vdm" ? "dedicated" : "cloud";
}

/** What a plan is sold for on demand and as what can be taken away, by its own flags. */
function* pricesOf(plan: Plan): Generator<{ tenor: "on-demand" | "spot"; usd: number } | Reading> {
  const { hourly_cost: list, hourly_cost_preemptible: cheaper, deploy_ondemand, deploy_preemptible } = plan;
  const onDemand = deploy_ondemand !== false;
  const preemptible = deploy_preemptible !== false && (typeof cheaper === "number" || !onDemand);
  if (onDemand) yield { tenor: "on-demand", usd: list };
  else yield { passed: "not sold on demand" };
  if (!preemptible) return;
  // A plan that can be had as preemptible only may write that price in the place of its list.
  const usd = cheaper || (onDemand ? 0 : list);
  if (usd === 0) yield { passed: "no price as preemptible" };
  else if (onDemand && usd === list) yield { passed: SPOT_AT_LIST };
  else yield { tenor: "spot", usd };
}

type Priced = { plan: Plan; gpu: string; gpus: number };

function* readPlan(plan: Plan): Generator<Priced | Reading> {
  // Without what the id says of vCPUs and memory: `40g` is no A100 of 40 GB.
  const words = plan.id.replaceAll(/-\d+(c|gb?|vram)(?=-|$)/g, "").replaceAll("-", " ");
  const label = `${words} ${plan.gpu_type ?? ""}`;
  const named = gpuNamed(label);
  if (!named) return yield untracked(label);
  const gpu = ofVultr(named);
  const gpus = gpusOf(plan, gpu);
  if (typeof gpus !== "number") return yield gpus;
  if (plan.hourly_cost <= 0) return yield { passed: "free tier" };
  yield { plan, gpu, gpus };
}

/** The size of a plan as its own words say it: `12c-120g`. */
const sizeOf = ({ id }: Plan): string => [...id.matchAll(/-(\d+c|\d+gb?)(?=-|$)/g)].map((found) => found[1]).join("-");

/** A plan is called by its class; where several of a class have the same GPUs, the size tells them apart. */
function* offersOf(all: readonly Priced[], day: string): Generator<Reading> {
  const nameOf = ({ plan, gpu, gpus }: Priced): string => `${gpu} ${offerCode(gpus, classOf(plan))}`;
  const ids = new Map<string, Set<string>>();
  for (const one of all) ids.set(nameOf(one), (ids.get(nameOf(one)) ?? new Set()).add(one.plan.id));
  for (const one of all) {
    const { plan, gpu, gpus } = one;
    const alone = ids.get(nameOf(one))?.size === 1;
    for (const found of pricesOf(plan)) {
      if (!("tenor" in found)) {
        yield found;
        continue;
      }
      const offer: Offer = {
        gpu,
        segment: "neocloud",
        provider: "vultr",
        kind: "list",
        tenor: found.tenor,
        offer: offerCode(gpus, alone ? classOf(plan) : `${classOf(plan)}-${sizeOf(plan) || plan.id}`),
        usdPerGpuHour: found.usd / gpus,
        // A price at which nothing can be had is nominal.
        ...(plan.locations?.length === 0 ? { confidence: "low" as const } : {}),
        raw: `${plan.id}: ${found.usd} USD an hour ÷ ${gpus} GPUs${found.tenor === "spot" ? ", preemptible" : ""}`,
      };
      yield priceReading(offer, day, { publisher: "vultr", source: "vultr-plans" });
    }
  }
}

/** Vultr's plans with GPUs, bare metal and cloud. */
export const connector = defineConnector({
  slug: "vultr",
  title: "Vultr plans",
  datasets: ["gpu-prices"],
  cadence: { cron: "10 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Public interface of Vultr; prices are facts, cited.",
  attribution: "Vultr API",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 10_000_000,
  publisher: { slug: "vultr", name: "Vultr" },
  source: {
    key: "vultr-plans",
    title: "Vultr API, plans",
    publisher: "Vultr",
    url: `https://${HOST}/v2/plans-metal`,
    kind: "price list",
    reliability: "high",
  },
  fetch: async (ask) => {
    for (const list of LISTS) {
      let cursor = "";
      for (let page = 1; ; page += 1) {
        if (page > MOST_PAGES)
          throw new SourceError("truncated", `Vultr's ${list.split("?")[0]} have more than ${MOST_PAGES} pages.`);
        const url = `https://${HOST}/v2/${list}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
        const payload = await ask({ name: `${list.split("?")[0]}, page ${page}`, url, expects: "json" });
        const answer = Answer.safeParse(payload ? await payload.json() : null);
        cursor = answer.data?.meta?.links?.next ?? "";
        if (!cursor) break;
      }
    }
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    const priced: Priced[] = [];
    for await (const payload of payloads) {
      const answer = Answer.safeParse(await payload.json());
      const plans = answer.data?.plans_metal ?? answer.data?.plans;
      if (!plans) throw new SourceError("shape", `${payload.name} has no list of plans.`);
      for (const raw of plans) {
        yield* met(raw);
        const plan = Plan.safeParse(raw);
        if (!plan.success) {
          yield { rejected: `not the shape of a plan: ${shapeFault(plan.error)}`, sample: JSON.stringify(raw) };
          continue;
        }
        for (const one of readPlan(plan.data))
          if ("plan" in one) priced.push(one);
          else yield one;
      }
    }
    yield* offersOf(priced, day);
  },
});
