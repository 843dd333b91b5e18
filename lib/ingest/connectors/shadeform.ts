import { z } from "zod";
import { slugOf } from "@/lib/kernel/slug";
import { defineConnector } from "../connector";
import { isSlice, SLICE } from "../gpu/gpu-memory";
import { gpuNamed, untracked } from "../gpu/gpu-names";
import { countsOtherwise } from "../gpu/machine-count";
import { type Offer, offerCode, priceReading } from "../gpu/offer";
import { offerSeries } from "../gpu/offer-series";
import { providerNamed } from "../gpu/third-party-providers";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "api.shadeform.ai";
const ADDRESS = `https://${HOST}/v1/instances/types?sort=price`;

const Type = z.looseObject({
  cloud: z.string(),
  shade_instance_type: z.string(),
  cloud_instance_type: z.string().nullish(),
  configuration: z.looseObject({
    gpu_type: z.string(),
    interconnect: z.string().nullish(),
    num_gpus: z.number().positive(),
    vram_per_gpu_in_gb: z.number().nullish(),
  }),
  /** Cents. */
  hourly_price: z.number(),
  deployment_type: z.string().nullish(),
  availability: z.array(
    z.looseObject({ region: z.string(), available: z.boolean(), rental_type: z.string().nullish() }),
  ),
});
type Type = z.infer<typeof Type>;
const Answer = z.looseObject({ instance_types: z.array(z.unknown()) });

const FIELDS = new Set(
  "cloud region shade_instance_type cloud_instance_type configuration memory_in_gb storage_in_gb vcpus num_gpus gpu_type interconnect nvlink hourly_price deployment_type availability boot_time".split(
    " ",
  ),
);

type Read = { offer: Offer } | { passed: string } | { rejected: string };

function offerOf(type: Type): Read {
  const { gpu_type, interconnect, num_gpus: gpus, vram_per_gpu_in_gb: memory } = type.configuration;
  const label = [gpu_type, memory ? `${memory}GB` : "", interconnect ?? ""].filter(Boolean).join(" ");
  const gpu = gpuNamed(label);
  if (!gpu) return untracked(label);
  if (gpus < 1 || isSlice(gpu, memory ?? null)) return { passed: SLICE };
  if (!Number.isInteger(gpus)) return { rejected: "no whole number of GPUs" };
  if (countsOtherwise(type.shade_instance_type, gpus))
    return { rejected: "another number of GPUs than the type's name says" };
  const open = type.availability.filter((one) => one.available);
  if (open.length === 0) return { passed: "unavailable" };
  const regions = open.filter((one) => (one.rental_type ?? "on_demand") === "on_demand").map((one) => one.region);
  // The one price of a type is for renting on demand.
  if (regions.length === 0) return { passed: "available as spot only" };
  if (type.hourly_price <= 0) return { rejected: "a price of nothing" };
  const provider = providerNamed(type.cloud);
  if (!provider) return { rejected: "no provider" };
  const deployment = slugOf(type.deployment_type ?? "vm");
  return {
    offer: {
      gpu,
      segment: "broker",
      provider,
      tenor: "on-demand",
      kind: "quote",
      offer: offerCode(gpus, [type.shade_instance_type, deployment === "vm" ? "" : deployment].join(" ")),
      usdPerGpuHour: type.hourly_price / 100 / gpus,
      raw: `${type.cloud} ${type.cloud_instance_type ?? type.shade_instance_type}, ${label}: ${type.hourly_price} cents an hour ÷ ${gpus} GPUs; available in ${regions.join(", ")}`,
    },
  };
}

/** What can be had through Shadeform, a broker: the provider is whose machine it is, whatever the route. */
export const connector = defineConnector({
  slug: "shadeform",
  title: "Shadeform instance types",
  datasets: ["gpu-prices"],
  cadence: { cron: "35 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  rewrittenWithinDays: 14,
  licence: "Interface for customers of Shadeform; derived figures, cited.",
  attribution: "Shadeform API",
  publishes: "itself",
  role: "primary",
  keyedBy: "SHADEFORM_API_KEY",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 20_000_000,
  publisher: { slug: "shadeform", name: "Shadeform" },
  source: {
    key: "shadeform-instance-types",
    title: "Shadeform API, instance types",
    publisher: "Shadeform",
    url: "https://docs.shadeform.ai/api-reference/instances/instances-types",
    kind: "broker",
    reliability: "medium",
  },
  fetch: async (ask, { key }) => {
    await ask({ name: "instance types", url: ADDRESS, headers: { "x-api-key": key }, expects: "json" });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    const offers: Offer[] = [];
    for await (const payload of payloads) {
      const answer = Answer.safeParse(await payload.json());
      if (!answer.success) throw new SourceError("shape", "Shadeform's answer has no list of instance_types.");
      for (const raw of answer.data.instance_types) {
        yield* met(raw);
        const type = Type.safeParse(raw);
        const sample = JSON.stringify(raw);
        if (!type.success) {
          yield { rejected: `not the shape of an instance type: ${shapeFault(type.error)}`, sample };
          continue;
        }
        const read = offerOf(type.data);
        if ("offer" in read) offers.push(read.offer);
        else yield "passed" in read ? read : { ...read, sample };
      }
    }
    for (const offer of offerSeries(offers))
      yield priceReading(offer, day, { publisher: "shadeform", source: "shadeform-instance-types" });
  },
});
