import { addTo } from "@/lib/kernel/group-by";
import { defineConnector, type Reading } from "../connector";
import { dateOfFile } from "../file-date";
import { awsMachines } from "../gpu/aws-machines";
import { awsColumns, awsLines, type PriceRow } from "../gpu/aws-price-rows";
import { offerCode, priceReading } from "../gpu/offer";
import { inForce, latestOf, SUPERSEDED, type Term } from "../in-force";
import { newFields } from "../new-fields";

const HOST = "pricing.us-east-1.amazonaws.com";
const REGIONS = ["us-east-1", "us-east-2", "us-west-2"];
const TERMS: Record<string, { hours: number; tenor: "m12" | "m36" }> = {
  "1yr": { hours: 8760, tenor: "m12" },
  "3yr": { hours: 26_280, tenor: "m36" },
};
/** AWS writes the file anew several times a week. */
const STALE_AFTER_DAYS = 45;
const FROM = { publisher: "aws", source: "aws-price-list" };

const cell = (row: PriceRow, name: string): string => row[name] ?? "";

const CAPACITY_BLOCK = "a Capacity Block: paid before and for its days, no price on demand";

/** Which market a row is of. Where its column says nothing, the operation and the words of the price do. */
function marketOf(row: PriceRow): string {
  const option = cell(row, "MarketOption").trim();
  const plain = option.replaceAll(/[^a-z]/gi, "").toLowerCase();
  if (plain === "ondemand") return "OnDemand";
  if (plain === "capacityblock" || plain === "capacityblocks") return "CapacityBlock";
  if (plain !== "" && plain !== "na") return option;
  const block = /:CB\b/.test(cell(row, "operation")) || /capacity ?block/i.test(cell(row, "PriceDescription"));
  return block ? "CapacityBlock" : "OnDemand";
}

/** Why a row is none of the prices that are tracked; null where it is one. */
function outside(row: PriceRow): string | null {
  const machine = cell(row, "Instance Type");
  if (!awsMachines[machine]) return `machine not tracked: ${machine}`;
  if (cell(row, "Operating System") !== "Linux") return `operating system ${cell(row, "Operating System")}`;
  if (cell(row, "Tenancy") !== "Shared") return `tenancy ${cell(row, "Tenancy")}`;
  if (cell(row, "CapacityStatus") !== "Used") return `capacity status ${cell(row, "CapacityStatus")}`;
  if (cell(row, "Pre Installed S/W") !== "NA") return `with ${cell(row, "Pre Installed S/W")}`;
  const market = marketOf(row);
  if (market !== "OnDemand") return market === "CapacityBlock" ? CAPACITY_BLOCK : `market option ${market}`;
  if (Number(cell(row, "StartingRange") || "0") > 0) return "a price of a larger volume";
  if (cell(row, "TermType") === "OnDemand") return null;
  if (cell(row, "TermType") !== "Reserved") return `term type ${cell(row, "TermType")}`;
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

const termOf = (row: PriceRow): Term => ({ from: cell(row, "EffectiveDate") });

/** The rows of a file that hold on a day: of each price the one that began last. */
function* inForceOf(rows: readonly PriceRow[], day: string): Generator<{ row: PriceRow } | Reading> {
  const prices = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const holds = inForce(termOf(row), day);
    const key = ["SKU", "OfferTermCode", "Unit"].map((name) => cell(row, name)).join(" ");
    if (holds === "yes") addTo(prices, key, row);
    else yield "passed" in holds ? holds : { ...holds, sample: JSON.stringify(row) };
  }
  for (const price of prices.values()) {
    const current = latestOf(price, termOf);
    for (let left = price.length - current.length; left > 0; left -= 1) yield { passed: SUPERSEDED };
    for (const row of current) yield { row };
  }
}

function* readRow(row: PriceRow, day: string, reserved: Map<string, Reserved>): Generator<Reading> {
  const name = cell(row, "Instance Type");
  const machine = awsMachines[name];
  if (!machine) return;
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
      const rows: PriceRow[] = [];
      let published: string | null = null;
      for await (const line of awsLines(await payload.stream())) {
        if ("published" in line) published = line.published;
        else if ("broken" in line) yield { rejected: "a line of another width than the header", sample: payload.name };
        else {
          yield* met(line.row);
          const reason = outside(line.row);
          if (reason) yield { passed: reason };
          else rows.push(line.row);
        }
      }
      const file = `AWS's price file of ${payload.name}`;
      const { period, stale } = dateOfFile({ file, written: published, within: STALE_AFTER_DAYS, is: "list" }, day);
      if (stale) yield { stale };
      const reserved = new Map<string, Reserved>();
      for (const current of inForceOf(rows, day))
        if ("row" in current) yield* readRow(current.row, period, reserved);
        else yield current;
      for (const one of reserved.values()) yield reservedReading(one, period);
    }
  },
});
