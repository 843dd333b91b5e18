import { defineConnector, type Reading } from "../connector";
import { brokenLine, csvLines, numberIn, type CsvRow } from "../gpu/catalogue-csv";
import { catalogueOffer, type CatalogueMachine } from "../gpu/catalogue-machines";
import { type Offer, priceReading } from "../gpu/offer";
import { offerSeries } from "../gpu/offer-series";
import { skypilotGcp } from "../gpu/skypilot-gcp";
import { newFields } from "../new-fields";

const HOST = "raw.githubusercontent.com";
const ROOT = `https://${HOST}/skypilot-org/skypilot-catalog/master/catalogs/v8`;
const CLOUDS = ["aws", "azure", "gcp", "oci", "lambda", "runpod", "vast", "verda", "nebius", "hyperstack"];
const NEEDED = ["InstanceType", "AcceleratorName", "AcceleratorCount", "Price", "SpotPrice", "Region", "GpuInfo"];
const COLUMNS = new Set([...NEEDED, "vCPUs", "MemoryGiB", "AvailabilityZone", "Arch", "UpstreamCloudId"]);
const GPUS = /[HB]\d00|GH200|A100|L40S|MI3\d\dX/i;
/** Google's machines stand in rows without a GPU, beside rows of GPUs without a machine. */
const GCP_MACHINES = /^a[234]\w*-/;

const memoryOf = (cloud: string, info: string, gpus: number): number | null => {
  const written = /SizeInMiB\D+(\d+)/.exec(info)?.[1];
  if (written === undefined) return null;
  // Vast's rows say what all GPUs have together; RunPod's say gigabytes under the same name.
  const mib = cloud === "vast" ? Number(written) / gpus : Number(written);
  return mib < 1000 ? mib : mib / 1024;
};

const providerOf = (cloud: string, machine: string): string =>
  cloud === "runpod" && /_COMMUNITY$/i.test(machine) ? "runpod-community" : cloud;

function* machinesOf(row: CsvRow, cloud: string): Generator<CatalogueMachine | Reading> {
  const [machine, name, info] = [row["InstanceType"] ?? "", row["AcceleratorName"] ?? "", row["GpuInfo"] ?? ""];
  const gpus = numberIn(row, "AcceleratorCount");
  if (!name || !gpus) return yield { passed: "no tracked GPU" };
  // The accelerator's name often lost the form factor, which the instance type and the GPU's own name kept.
  const own = /Name\W+([\w .-]+)/.exec(info)?.[1] ?? "";
  const base = {
    cloud: providerOf(cloud, machine),
    machine,
    label: [...new Set([machine, name, own])].filter(Boolean).join(" "),
    memoryGb: memoryOf(cloud, info, gpus),
    gpus,
    region: row["Region"] ?? "",
  };
  for (const [tenor, column] of [
    ["on-demand", "Price"],
    ["spot", "SpotPrice"],
  ] as const) {
    const price = numberIn(row, column);
    if (price === null || price === 0) yield { passed: `no ${tenor} price` };
    else if (!Number.isFinite(price) || price < 0)
      yield { rejected: `a ${tenor} price that is none`, sample: JSON.stringify(row) };
    else yield { ...base, tenor, usdPerHour: price };
  }
}

/** SkyPilot's catalogue of cloud machines: a second opinion. It carries no date, so it is read as of the fetch. */
export const connector = defineConnector({
  slug: "skypilot-catalog",
  title: "SkyPilot catalogue",
  datasets: ["gpu-prices"],
  cadence: { cron: "50 7 * * *", timeZone: "UTC" },
  freshWithinHours: 48,
  licence: "No licence file in the repository; a cross-check, shown as single facts and never as its table.",
  attribution: "SkyPilot catalogue",
  publishes: "itself",
  role: "cross-check",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 60_000_000,
  publisher: { slug: "skypilot", name: "SkyPilot" },
  source: {
    key: "skypilot-catalog",
    title: "SkyPilot catalogue, version 8",
    publisher: "SkyPilot",
    url: "https://github.com/skypilot-org/skypilot-catalog",
    kind: "dataset",
    reliability: "medium",
  },
  fetch: async (ask) => {
    for (const cloud of CLOUDS)
      await ask({ name: cloud, url: `${ROOT}/${cloud}/vms.csv`, expects: "csv", absentOn: [404] });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(COLUMNS);
    const offers: Offer[] = [];
    const seen = new Set<string>();
    for await (const payload of payloads) {
      const cloud = payload.name;
      seen.add(cloud);
      const apart: CsvRow[] = [];
      const wants = (text: string) => GPUS.test(text) || (cloud === "gcp" && GCP_MACHINES.test(text));
      for await (const line of csvLines(`SkyPilot's ${cloud}`, await payload.stream(), NEEDED, wants)) {
        if ("outside" in line) yield { passed: "no tracked GPU" };
        else if ("broken" in line) yield brokenLine(line.broken);
        else {
          yield* met(line.row);
          if (cloud === "gcp") apart.push(line.row);
          else yield* take(machinesOf(line.row, cloud), offers);
        }
      }
      yield* take(skypilotGcp(apart), offers);
    }
    for (const cloud of CLOUDS.filter((one) => !seen.has(one)))
      yield { rejected: "no catalogue of a provider", sample: cloud };
    for (const offer of offerSeries(offers))
      yield priceReading(offer, day, { publisher: "skypilot", source: "skypilot-catalog" });
  },
});

/** Keeps the offers among what was read, and hands on the rest. */
function* take(read: Iterable<CatalogueMachine | Reading>, offers: Offer[]): Generator<Reading> {
  for (const one of read) {
    if (!("machine" in one)) {
      yield one;
      continue;
    }
    const found = catalogueOffer(one);
    if ("offer" in found) offers.push(found.offer);
    else if ("rejected" in found) yield { ...found, sample: `${one.cloud} ${one.machine} ${one.region}` };
    else yield found;
  }
}
