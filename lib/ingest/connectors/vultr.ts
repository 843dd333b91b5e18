import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { gpuNamed } from "../gpu/gpu-names";
import { offerCode, priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "api.vultr.com";
const LISTS = ["plans-metal?per_page=500", "plans?type=vcg&per_page=500"];

const Plan = z.looseObject({
  id: z.string(),
  hourly_cost: z.number(),
  hourly_cost_preemptible: z.number().nullish(),
  gpu_type: z.string().nullish(),
  gpu_vram_gb: z.number().nullish(),
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

/** What a whole GPU has: a plan with less is a slice of one. GB. */
const WHOLE: Readonly<Record<string, number>> = {
  h100: 80,
  h200: 141,
  b200: 180,
  a100: 40,
  l40s: 48,
  mi300x: 192,
  mi325x: 256,
  mi355x: 288,
};

/** How many GPUs a plan has stands only in its id, before the GPU's name: `vbm-112c-2048gb-8-h100-gpu`. */
const gpusOf = (id: string): number => Number(/-(\d{1,2})-(?:hgx-)?(?:h|b|a|l|mi)\d+/i.exec(id)?.[1] ?? "1");

function* readPlan(plan: Plan, day: string): Generator<Reading> {
  const label = `${plan.id.replaceAll("-", " ")} ${plan.gpu_type ?? ""}`;
  const gpu = gpuNamed(label);
  if (!gpu) return yield { passed: "no tracked GPU" };
  const gpus = gpusOf(plan.id);
  const family = Object.keys(WHOLE).find((name) => gpu.startsWith(name));
  const whole = family ? (WHOLE[family] ?? 0) : 0;
  const memory = plan.gpu_vram_gb ?? null;
  if (memory !== null && memory < whole * 0.95) return yield { passed: "a slice of a GPU" };
  if (plan.hourly_cost <= 0) return yield { passed: "free tier" };
  const base = {
    gpu,
    segment: "neocloud",
    provider: "vultr",
    kind: "list",
    offer: offerCode(gpus, plan.id.startsWith("vbm") ? "bare-metal" : "cloud"),
  } as const;
  const from = { publisher: "vultr", source: "vultr-plans" };
  const words = (price: number) => `${plan.id}: ${price} USD an hour ÷ ${gpus} GPUs`;
  const { hourly_cost: list, hourly_cost_preemptible: preemptible } = plan;
  yield priceReading({ ...base, tenor: "on-demand", usdPerGpuHour: list / gpus, raw: words(list) }, day, from);
  if (preemptible)
    yield priceReading(
      { ...base, tenor: "spot", usdPerGpuHour: preemptible / gpus, raw: `${words(preemptible)}, preemptible` },
      day,
      from,
    );
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
      for (let page = 1; page <= 20; page += 1) {
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
    for await (const payload of payloads) {
      const answer = Answer.safeParse(await payload.json());
      const plans = answer.data?.plans_metal ?? answer.data?.plans;
      if (!plans) throw new SourceError("shape", `${payload.name} has no list of plans.`);
      for (const raw of plans) {
        yield* met(raw);
        const plan = Plan.safeParse(raw);
        if (plan.success) yield* readPlan(plan.data, day);
        else yield { rejected: `not the shape of a plan: ${shapeFault(plan.error)}`, sample: JSON.stringify(raw) };
      }
    }
  },
});
