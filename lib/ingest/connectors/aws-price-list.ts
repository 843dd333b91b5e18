import { defineConnector, type Reading } from "../connector";
import { awsMachines } from "../gpu/aws-machines";
import { awsColumns, type PriceRow, rowsNaming } from "../gpu/aws-price-rows";
import { offerCode, priceReading } from "../gpu/offer";
import { newFields } from "../new-fields";

const HOST = "pricing.us-east-1.amazonaws.com";
const REGIONS = ["us-east-1", "us-east-2", "us-west-2"];
const TERMS: Record<string, { hours: number; tenor: "m12" | "m36" }> = {
  "1yr": { hours: 8760, tenor: "m12" },
  "3yr": { hours: 26_280, tenor: "m36" },
};
const FROM = { publisher: "aws", source: "aws-price-list" };

const cell = (row: PriceRow, name: string): string => row[name] ?? "";

/** Why a row is none of the prices that are tracked; null where it is one. */
function outside(row: PriceRow): string | null {
  if (cell(row, "Operating System") !== "Linux") return `operating system ${cell(row, "Operating System")}`;
  if (cell(row, "Tenancy") !== "Shared") return `tenancy ${cell(row, "Tenancy")}`;
  if (cell(row, "CapacityStatus") !== "Used") return `capacity status ${cell(row, "CapacityStatus")}`;
  if (cell(row, "Pre Installed S/W") !== "NA") return `with ${cell(row, "Pre Installed S/W")}`;
  if (cell(row, "TermType") === "OnDemand") return null;
  if (cell(row, "OfferingClass") !== "standard") return `offering class ${cell(row, "OfferingClass")}`;
  // What is paid before is a part of no code: neither nothing nor everything.
  return cell(row, "PurchaseOption") === "Partial Upfront" ? "partial upfront" : null;
}

type Reserved = { row: PriceRow; upfront: number; hourly: number };

function reservedReading({ row, upfront, hourly }: Reserved, day: string): Reading {
  const machine = awsMachines[cell(row, "Instance Type")];
  const term = TERMS[cell(row, "LeaseContractLength")];
  const name = `${cell(row, "Instance Type")} ${cell(row, "Region Code")}, ${cell(row, "LeaseContractLength")} ${cell(row, "PurchaseOption")}`;
  if (!machine || !term) return { rejected: "reservation of an unknown term", sample: name };
  const prepay = cell(row, "PurchaseOption") === "All Upfront" ? "p100" : "p0";
  return priceReading(
    {
      ...baseOf(row, machine),
      tenor: term.tenor,
      prepay,
      usdPerGpuHour: (upfront / term.hours + hourly) / machine.gpus,
      raw: `${name}: ${upfront} USD upfront ÷ ${term.hours} h + ${hourly} USD an hour, ÷ ${machine.gpus} GPUs`,
    },
    day,
    FROM,
  );
}

const baseOf = (row: PriceRow, machine: { gpu: string; gpus: number }) =>
  ({
    gpu: machine.gpu,
    segment: "hyperscaler",
    provider: "aws",
    kind: "list",
    region: cell(row, "Region Code"),
    offer: offerCode(machine.gpus, cell(row, "Instance Type")),
  }) as const;

function* readRow(row: PriceRow, day: string, reserved: Map<string, Reserved>): Generator<Reading> {
  const name = cell(row, "Instance Type");
  const machine = awsMachines[name];
  if (!machine) return yield { passed: "machine not tracked" };
  const reason = outside(row);
  if (reason) return yield { passed: reason };
  const price = Number(cell(row, "PricePerUnit"));
  if (cell(row, "PricePerUnit") === "" || !Number.isFinite(price) || cell(row, "Currency") !== "USD")
    return yield { rejected: "no price in USD", sample: JSON.stringify(row) };
  if (cell(row, "TermType") === "OnDemand") {
    if (cell(row, "Unit") !== "Hrs")
      return yield { rejected: `unit “${cell(row, "Unit")}”`, sample: JSON.stringify(row) };
    const raw = `${name} ${cell(row, "Region Code")}: ${price} USD an hour ÷ ${machine.gpus} GPUs`;
    return yield priceReading(
      { ...baseOf(row, machine), tenor: "on-demand", usdPerGpuHour: price / machine.gpus, raw },
      day,
      FROM,
    );
  }
  // A reservation is two rows: what is paid once, and what is paid by the hour.
  const key = `${cell(row, "SKU")} ${cell(row, "OfferTermCode")}`;
  const known = reserved.get(key) ?? { row, upfront: 0, hourly: 0 };
  const once = cell(row, "Unit") === "Quantity";
  reserved.set(key, {
    ...known,
    upfront: known.upfront + (once ? price : 0),
    hourly: known.hourly + (once ? 0 : price),
  });
}

/** AWS's bulk price file of EC2 by region: on demand and standard reservations. Savings plans have files of their own. */
export const connector = defineConnector({
  slug: "aws-price-list",
  title: "AWS price list",
  datasets: ["gpu-prices"],
  cadence: { cron: "40 5 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  licence: "Public price list of Amazon Web Services; prices are facts, cited.",
  attribution: "AWS Price List bulk files",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 3_000_000_000,
  publisher: { slug: "aws", name: "Amazon Web Services" },
  source: {
    key: "aws-price-list",
    title: "AWS Price List bulk files, AmazonEC2",
    publisher: "Amazon Web Services",
    url: `https://${HOST}/offers/v1.0/aws/AmazonEC2/current/region_index.json`,
    kind: "price list",
    reliability: "high",
  },
  fetch: async (ask) => {
    for (const region of REGIONS)
      await ask({
        name: region,
        url: `https://${HOST}/offers/v1.0/aws/AmazonEC2/current/${region}/index.csv`,
        expects: "csv",
      });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(awsColumns);
    for await (const payload of payloads) {
      const reserved = new Map<string, Reserved>();
      for await (const row of rowsNaming(await payload.stream(), Object.keys(awsMachines))) {
        if (row) yield* met(row);
        if (row) yield* readRow(row, day, reserved);
        else yield { rejected: "a line of another width than the header", sample: payload.name };
      }
      for (const one of reserved.values()) yield reservedReading(one, day);
    }
  },
});
