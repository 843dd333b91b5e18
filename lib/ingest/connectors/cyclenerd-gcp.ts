import { parse } from "yaml";
import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { gcpMachines } from "../gpu/gcp-machines";
import { offerCode, priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "raw.githubusercontent.com";
const ADDRESS = `https://${HOST}/Cyclenerd/google-cloud-pricing-cost-calculator/master/pricing.yml`;
const HOURS_A_MONTH = 730;

const Cost = z.looseObject({
  hour: z.number().optional(),
  hour_spot: z.number().optional(),
  month: z.number().optional(),
  month_1y: z.number().optional(),
  month_3y: z.number().optional(),
});
type Cost = z.infer<typeof Cost>;
const FIELDS = new Set([...Object.keys(Cost.shape), "month_spot"]);
const Machine = z.looseObject({ cost: z.record(z.string(), z.unknown()) });
const File = z.looseObject({
  compute: z.looseObject({ instance: z.record(z.string(), z.unknown()) }),
});

const FROM = { publisher: "cyclenerd", source: "cyclenerd-gcp-pricing" };

function* pricesOf(type: string, region: string, cost: Cost, day: string): Generator<Reading> {
  const machine = gcpMachines[type];
  if (!machine) return;
  const { gpu, gpus } = machine;
  const base = {
    gpu,
    segment: "hyperscaler",
    provider: "google-cloud",
    kind: "list",
    region,
    offer: offerCode(gpus, type),
  } as const;
  const name = `${type} ${region}`;
  const hourly = [
    ["on-demand", cost.hour],
    ["spot", cost.hour_spot],
  ] as const;
  for (const [tenor, price] of hourly) {
    if (price === undefined || price <= 0) yield { passed: `no ${tenor} price` };
    else
      yield priceReading(
        { ...base, tenor, usdPerGpuHour: price / gpus, raw: `${name}: ${price} USD an hour ÷ ${gpus} GPUs` },
        day,
        FROM,
      );
  }
  const committed = [
    ["m12", cost.month_1y],
    ["m36", cost.month_3y],
  ] as const;
  for (const [tenor, price] of committed) {
    // The file repeats the price by the month where it knows of no committed use.
    if (price === undefined || price <= 0 || price === cost.month) yield { passed: "no committed-use price known" };
    else
      yield priceReading(
        {
          ...base,
          tenor,
          usdPerGpuHour: price / HOURS_A_MONTH / gpus,
          raw: `${name}: ${price} USD a month ÷ ${HOURS_A_MONTH} h ÷ ${gpus} GPUs`,
        },
        day,
        FROM,
      );
  }
}

function* readMachine(type: string, raw: unknown, day: string, met: ReturnType<typeof newFields>): Generator<Reading> {
  if (!gcpMachines[type]) return yield { passed: "machine not tracked" };
  const machine = Machine.safeParse(raw);
  if (!machine.success)
    return yield { rejected: `not the shape of a machine: ${shapeFault(machine.error)}`, sample: type };
  for (const [region, given] of Object.entries(machine.data.cost)) {
    yield* met(given);
    const cost = Cost.safeParse(given);
    if (cost.success) yield* pricesOf(type, region, cost.data, day);
    else yield { rejected: `not the shape of a cost: ${shapeFault(cost.error)}`, sample: `${type} ${region}` };
  }
}

/** Whole machines of Google Cloud at list, from the open file of a cost calculator: Google's own catalogue needs a key. */
export const connector = defineConnector({
  slug: "cyclenerd-gcp",
  title: "GCP machine prices (Cyclenerd)",
  datasets: ["gpu-prices"],
  cadence: { cron: "50 5 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Apache-2.0; prices are Google's list.",
  attribution: "Cyclenerd, google-cloud-pricing-cost-calculator",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 60_000_000,
  publisher: { slug: "cyclenerd", name: "Cyclenerd" },
  source: {
    key: "cyclenerd-gcp-pricing",
    title: "google-cloud-pricing-cost-calculator, pricing.yml",
    publisher: "Cyclenerd",
    url: "https://github.com/Cyclenerd/google-cloud-pricing-cost-calculator",
    kind: "repository",
    licence: "Apache-2.0",
    reliability: "medium",
  },
  fetch: async (ask) => {
    await ask({ name: "pricing.yml", url: ADDRESS, expects: "yaml" });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    for await (const payload of payloads) {
      let written: unknown;
      try {
        written = parse(await payload.text());
      } catch (error) {
        throw new SourceError("not-what-was-asked", "pricing.yml is no YAML.", { cause: error });
      }
      const file = File.safeParse(written);
      if (!file.success) throw new SourceError("shape", "pricing.yml has no compute.instance.");
      for (const [type, raw] of Object.entries(file.data.compute.instance)) yield* readMachine(type, raw, day, met);
    }
  },
});
