import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { SLICE } from "../gpu/gpu-memory";
import { gpuNamed, untracked } from "../gpu/gpu-names";
import { offerCode, priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "cloud.lambdalabs.com";

const Type = z.looseObject({
  instance_type: z.looseObject({
    name: z.string(),
    description: z.string(),
    gpu_description: z.string().nullish(),
    price_cents_per_hour: z.number(),
    specs: z.looseObject({ gpus: z.number().int().nonnegative() }),
  }),
  regions_with_capacity_available: z.array(z.looseObject({ name: z.string() })),
});
type Type = z.infer<typeof Type>;
const Answer = z.looseObject({ data: z.record(z.string(), z.unknown()) });

/** How many GPUs the words of a type say: `gpu_2x_h100_sxm5` and `2x H100 (80 GB SXM5)`; null where they say nothing. */
const counted = (words: string): number | null => {
  const count = /(?:^|_)(\d+)x(?:_|\s)/i.exec(words)?.[1];
  return count === undefined ? null : Number(count);
};

function readingOf(type: Type, day: string): Reading {
  const { name, description, gpu_description, price_cents_per_hour: cents, specs } = type.instance_type;
  if (specs.gpus === 0) return { passed: "no GPU" };
  const gpu = gpuNamed(gpu_description ?? description) ?? gpuNamed(description);
  const label = gpu_description ?? description;
  if (!gpu) return untracked(label).passed === SLICE ? { passed: SLICE } : { passed: `GPU not tracked: ${label}` };
  // The price is the machine's: with another number of GPUs than it says, it would be another price altogether.
  const said = [counted(name), counted(description)].filter((count) => count !== null);
  if (said.some((count) => count !== specs.gpus))
    return {
      rejected: "the name, the description and the specs count the GPUs differently",
      sample: `${name}, ${description}, ${specs.gpus} GPUs`,
    };
  if (cents <= 0) return { rejected: "a price of nothing", sample: `${name}: ${cents} cents an hour` };
  const regions = type.regions_with_capacity_available.map((one) => one.name);
  const capacity = regions.length > 0 ? `capacity in ${regions.join(", ")}` : "capacity nowhere at the moment";
  return priceReading(
    {
      gpu,
      segment: "neocloud",
      provider: "lambda",
      tenor: "on-demand",
      kind: "list",
      offer: offerCode(specs.gpus, name.replace(/^gpu_\d+x_/, "")),
      usdPerGpuHour: cents / 100 / specs.gpus,
      // A price at which nothing can be had is nominal.
      confidence: regions.length > 0 ? "high" : "low",
      raw: `${name}, ${description}: ${cents} cents an hour ÷ ${specs.gpus} GPUs; ${capacity}`,
    },
    day,
    { publisher: "lambda", source: "lambda-instance-types" },
  );
}

/** Lambda's machines on demand. A small machine costs more for one GPU than a large one, so its size is the offer. */
export const connector = defineConnector({
  slug: "lambda",
  title: "Lambda instance types",
  datasets: ["gpu-prices"],
  cadence: { cron: "25 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Interface for customers of Lambda; prices are facts, cited.",
  attribution: "Lambda Cloud API",
  publishes: "itself",
  role: "primary",
  keyedBy: "LAMBDA_API_KEY",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 5_000_000,
  publisher: { slug: "lambda", name: "Lambda" },
  source: {
    key: "lambda-instance-types",
    title: "Lambda Cloud API, instance types",
    publisher: "Lambda",
    url: `https://${HOST}/api/v1/instance-types`,
    kind: "price list",
    reliability: "high",
  },
  fetch: async (ask, { key }) => {
    await ask({
      name: "instance types",
      url: `https://${HOST}/api/v1/instance-types`,
      headers: { authorization: `Bearer ${key}` },
      expects: "json",
    });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(new Set(["instance_type", "regions_with_capacity_available"]));
    const metInType = newFields(new Set(["name", "description", "gpu_description", "price_cents_per_hour", "specs"]));
    for await (const payload of payloads) {
      const answer = Answer.safeParse(await payload.json());
      if (!answer.success) throw new SourceError("shape", "Lambda's answer has no data by instance type.");
      for (const raw of Object.values(answer.data.data)) {
        yield* met(raw);
        const type = Type.safeParse(raw);
        if (type.success) {
          yield* metInType(type.data.instance_type);
          yield readingOf(type.data, day);
        } else
          yield {
            rejected: `not the shape of an instance type: ${shapeFault(type.error)}`,
            sample: JSON.stringify(raw),
          };
      }
    }
  },
});
