import { parse } from "yaml";
import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import { dateOfFile, daysFrom } from "../file-date";
import { datedReading } from "../gpu/dated-reading";
import { gcpMachines, notSoldSo } from "../gpu/gcp-machines";
import { type Offer, offerCode } from "../gpu/offer";
import { isListAgain, SPOT_AT_LIST } from "../gpu/spot-price";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "raw.githubusercontent.com";
const ADDRESS = `https://${HOST}/Cyclenerd/google-cloud-pricing-cost-calculator/master/pricing.yml`;
const HOURS_A_MONTH = 730;
/** It is written anew about every fortnight. */
const STALE_AFTER_DAYS = 30;

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
const About = z.looseObject({ timestamp: z.number().nullish(), generated: z.union([z.string(), z.date()]).nullish() });
const File = z.looseObject({
  about: About.optional(),
  compute: z.looseObject({ instance: z.record(z.string(), z.unknown()) }),
});

const FROM = { publisher: "cyclenerd", source: "cyclenerd-gcp-pricing" };

type Dates = { period: string; day: string };
const readingOf = (offer: Offer, { period, day }: Dates): Reading => datedReading(offer, period, day, FROM);

function* pricesOf(type: string, region: string, cost: Cost, dates: Dates): Generator<Reading> {
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
    const reason = notSoldSo(type, tenor);
    if (price === undefined || price <= 0) yield { passed: `no ${tenor} price` };
    else if (reason) yield { passed: reason };
    else if (tenor === "spot" && isListAgain(price, cost.hour)) yield { passed: SPOT_AT_LIST };
    else
      yield readingOf(
        { ...base, tenor, usdPerGpuHour: price / gpus, raw: `${name}: ${price} USD an hour ÷ ${gpus} GPUs` },
        dates,
      );
  }
  const committed = [
    ["m12", cost.month_1y],
    ["m36", cost.month_3y],
  ] as const;
  for (const [tenor, price] of committed) {
    const reason = notSoldSo(type, tenor);
    // The file repeats the price by the month where it knows of no committed use.
    if (price === undefined || price <= 0 || price === cost.month) yield { passed: "no committed-use price known" };
    else if (reason) yield { passed: reason };
    else
      yield readingOf(
        {
          ...base,
          tenor,
          usdPerGpuHour: price / HOURS_A_MONTH / gpus,
          raw: `${name}: ${price} USD a month ÷ ${HOURS_A_MONTH} h ÷ ${gpus} GPUs`,
        },
        dates,
      );
  }
}

/** How many GPUs the file itself gives a machine: `a100: 1` beside its costs; null where it does not say. */
function countOf(machine: Readonly<Record<string, unknown>>): number | null {
  const counted = ["a100", "h100", "h200", "b200", "gb200"]
    .map((name) => machine[name])
    .find((one) => one !== undefined);
  return typeof counted === "number" && counted > 0 ? counted : null;
}

function* readMachine(type: string, raw: unknown, dates: Dates, met: ReturnType<typeof newFields>): Generator<Reading> {
  const known = gcpMachines[type];
  if (!known) return yield { passed: "machine not tracked" };
  const machine = Machine.safeParse(raw);
  if (!machine.success)
    return yield { rejected: `not the shape of a machine: ${shapeFault(machine.error)}`, sample: type };
  const gpus = countOf(machine.data);
  if (gpus !== null && gpus !== known.gpus)
    return yield { rejected: "another number of GPUs than the machine has", sample: `${type}: ${gpus}` };
  for (const [region, given] of Object.entries(machine.data.cost)) {
    yield* met(given);
    const cost = Cost.safeParse(given);
    if (cost.success) yield* pricesOf(type, region, cost.data, dates);
    else yield { rejected: `not the shape of a cost: ${shapeFault(cost.error)}`, sample: `${type} ${region}` };
  }
}

type Dated = { written: string | null; doubt: Reading | null };

/** When the file says that it was made: by the clock's seconds, or in words of UTC. Of two that differ the older counts. */
function writtenOn(about: z.infer<typeof About> | undefined): Dated {
  const { timestamp, generated } = about ?? {};
  const instants = [
    typeof timestamp === "number" ? timestamp * 1000 : Number.NaN,
    generated instanceof Date ? generated.getTime() : instantIn(generated ?? ""),
  ].filter((one) => Number.isFinite(one) && Math.abs(one) < 8.64e15);
  const days = [...new Set(instants.map((one) => new Date(one).toISOString().slice(0, 10)))].toSorted();
  const [oldest = null] = days;
  const apart = oldest !== null && daysFrom(oldest, days.at(-1) ?? oldest) > 1;
  const doubt = apart ? { rejected: "the file says two dates; the older counts", sample: days.join(", ") } : null;
  return { written: oldest, doubt };
}

function instantIn(text: string): number {
  const inUtc = Date.parse(`${text} UTC`);
  return Number.isNaN(inUtc) ? Date.parse(text) : inUtc;
}

/** Whole machines of Google Cloud at list, from the open file of a cost calculator: Google's own catalogue needs a key. */
export const connector = defineConnector({
  slug: "cyclenerd-gcp",
  title: "GCP machine prices (Cyclenerd)",
  datasets: ["gpu-prices"],
  cadence: { cron: "50 5 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  rewrittenWithinDays: 45,
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
      let content: unknown;
      try {
        content = parse(await payload.text());
      } catch (error) {
        throw new SourceError("not-what-was-asked", "pricing.yml is no YAML.", { cause: error });
      }
      const file = File.safeParse(content);
      if (!file.success) throw new SourceError("shape", "pricing.yml has no compute.instance.");
      const { written, doubt } = writtenOn(file.data.about);
      const dated = dateOfFile({ file: "pricing.yml", written, within: STALE_AFTER_DAYS, is: "copy" }, day);
      if (doubt) yield doubt;
      if (dated.stale) yield { stale: dated.stale };
      const dates = { period: dated.period, day };
      for (const [type, raw] of Object.entries(file.data.compute.instance)) yield* readMachine(type, raw, dates, met);
    }
  },
});
