import { z } from "zod";
import { defineConnector, type Doubt, type Reading } from "../connector";
import { azureMachines } from "../gpu/azure-machines";
import { chargedMeters, isSpot } from "../gpu/azure-meters";
import { offerCode, priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const Plan = z.looseObject({ term: z.string(), retailPrice: z.number() });
const Item = z.looseObject({
  currencyCode: z.literal("USD"),
  retailPrice: z.number(),
  armRegionName: z.string(),
  meterName: z.string(),
  productName: z.string(),
  skuName: z.string(),
  type: z.string(),
  armSkuName: z.string(),
  reservationTerm: z.string().nullish(),
  unitOfMeasure: z.string(),
  savingsPlan: z.array(Plan).nullish(),
  tierMinimumUnits: z.number().nullish(),
  meterId: z.string().nullish(),
  effectiveStartDate: z.string().nullish(),
  effectiveEndDate: z.string().nullish(),
  isPrimaryMeterRegion: z.boolean().nullish(),
});
type Item = z.infer<typeof Item>;
const Page = z.looseObject({ Items: z.array(z.unknown()), NextPageLink: z.string().nullish() });

const FIELDS = new Set(
  "currencyCode tierMinimumUnits reservationTerm retailPrice unitPrice armRegionName location effectiveStartDate effectiveEndDate meterId meterName productId skuId productName skuName serviceName serviceId serviceFamily unitOfMeasure type isPrimaryMeterRegion armSkuName savingsPlan availabilityId".split(
    " ",
  ),
);

const FAMILIES = ["H100", "H200", "A100", "ND96asr", "MI300X", "GB200", "GB300"];
const HOST = "prices.azure.com";
const START = `https://${HOST}/api/retail/prices?api-version=2023-01-01-preview&currencyCode=USD`;
const HOURS_A_YEAR = 8760;
const YEARS: Record<string, { years: number; tenor: "m12" | "m36" }> = {
  "1 Year": { years: 1, tenor: "m12" },
  "3 Years": { years: 3, tenor: "m36" },
};

const filterOf = (family: string): string =>
  encodeURIComponent(`serviceName eq 'Virtual Machines' and contains(armSkuName,'${family}')`);

/** Why a row is none of the prices that are tracked; null where it is one. */
function outside({ armSkuName, productName, meterName, type }: Item): string | null {
  if (!azureMachines[armSkuName]) return `machine not tracked: ${armSkuName}`;
  if (/windows/i.test(productName)) return "with Windows";
  if (/low priority/i.test(meterName)) return "Low Priority, which Azure retired";
  if (/dedicated/i.test(productName)) return "dedicated host";
  // Of visual studio subscribers alone, as DevTestConsumption is.
  return type === "Consumption" || type === "Reservation" ? null : `price type ${type}`;
}

function* offersOf(item: Item, day: string): Generator<Reading> {
  const machine = azureMachines[item.armSkuName];
  if (!machine) return;
  const { gpu, gpus } = machine;
  const offer = offerCode(gpus, item.armSkuName);
  const base = {
    gpu,
    segment: "hyperscaler",
    provider: "azure",
    kind: "list",
    region: item.armRegionName,
    offer,
  } as const;
  const from = { publisher: "azure", source: "azure-retail-prices" };
  const name = `${item.armSkuName} ${item.armRegionName}, ${item.meterName}`;
  if (item.type === "Reservation") {
    const term = YEARS[item.reservationTerm ?? ""];
    if (!term) return yield { rejected: `reservation of an unknown term: ${item.reservationTerm}`, sample: name };
    // The total of the whole term, whatever the unit beside it says.
    const usdPerGpuHour = item.retailPrice / (HOURS_A_YEAR * term.years) / gpus;
    const raw = `${name}: ${item.retailPrice} USD for ${item.reservationTerm} ÷ ${HOURS_A_YEAR * term.years} h ÷ ${gpus} GPUs`;
    return yield priceReading({ ...base, tenor: term.tenor, usdPerGpuHour, raw }, day, from);
  }
  if (item.unitOfMeasure !== "1 Hour")
    return yield { rejected: `unit of measure “${item.unitOfMeasure}”`, sample: name };
  const spot = isSpot(item);
  const raw = `${name}: ${item.retailPrice} USD an hour ÷ ${gpus} GPUs`;
  yield priceReading(
    { ...base, tenor: spot ? "spot" : "on-demand", usdPerGpuHour: item.retailPrice / gpus, raw },
    day,
    from,
  );
  for (const plan of spot ? [] : (item.savingsPlan ?? [])) {
    const term = YEARS[plan.term];
    if (!term) yield { rejected: `savings plan of an unknown term: ${plan.term}`, sample: name };
    else
      yield priceReading(
        {
          ...base,
          tenor: term.tenor,
          offer: `${offer}-savings-plan`,
          usdPerGpuHour: plan.retailPrice / gpus,
          raw: `${name}, savings plan ${plan.term}: ${plan.retailPrice} USD an hour ÷ ${gpus} GPUs`,
        },
        day,
        from,
      );
  }
}

/** A meter's offers; where there is a doubt about the meter, there is one about each of them. */
function* doubted(readings: Iterable<Reading>, doubt: Doubt | undefined): Generator<Reading> {
  for (const reading of readings) yield doubt && "observation" in reading ? { ...reading, doubt } : reading;
}

/** Azure's public list: on demand, spot, reservations and savings plans by region. */
export const connector = defineConnector({
  slug: "azure-retail-prices",
  title: "Azure Retail Prices",
  datasets: ["gpu-prices"],
  cadence: { cron: "15 5 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Public price list of Microsoft; prices are facts, cited.",
  attribution: "Microsoft Azure Retail Prices API",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 20_000_000,
  publisher: { slug: "azure", name: "Microsoft Azure" },
  source: {
    key: "azure-retail-prices",
    title: "Azure Retail Prices API",
    publisher: "Microsoft",
    url: "https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices",
    kind: "price list",
    reliability: "high",
  },
  fetch: async (ask) => {
    for (const family of FAMILIES) {
      let url: string | null = `${START}&$filter=${filterOf(family)}`;
      for (let page = 1; url !== null; page += 1) {
        const payload = await ask({ name: `${family}, page ${page}`, url, expects: "json" });
        const found = Page.safeParse(payload ? await payload.json() : null);
        const next: string = found.data?.NextPageLink ?? "";
        if (next && new URL(next).host !== HOST)
          throw new SourceError("shape", `The next page of ${family} is said to be at ${new URL(next).host}.`);
        url = next || null;
      }
    }
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    const items: Item[] = [];
    for await (const payload of payloads) {
      const page = Page.safeParse(await payload.json());
      if (!page.success) throw new SourceError("shape", `${payload.name} has no list of Items.`);
      for (const raw of page.data.Items) {
        yield* met(raw);
        const item = Item.safeParse(raw);
        const reason = item.success ? outside(item.data) : null;
        if (!item.success)
          yield { rejected: `not the shape of a price: ${shapeFault(item.error)}`, sample: JSON.stringify(raw) };
        else if (reason) yield { passed: reason };
        else items.push(item.data);
      }
    }
    for (const charged of chargedMeters(items, day))
      if ("item" in charged) yield* doubted(offersOf(charged.item, day), charged.doubt);
      else yield charged;
  },
});
