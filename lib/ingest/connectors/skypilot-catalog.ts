import { z } from "zod";
import { defineConnector, type Reading } from "../connector";
import type { Ask } from "../fetch/ask";
import { dateOfFile } from "../file-date";
import { brokenLine, csvLines, numberIn, type CsvRow } from "../gpu/catalogue-csv";
import { catalogueOffer, type CatalogueMachine } from "../gpu/catalogue-machines";
import { datedReading } from "../gpu/dated-reading";
import { type Offer, priceReading } from "../gpu/offer";
import { offerSeries } from "../gpu/offer-series";
import { skypilotGcp } from "../gpu/skypilot-gcp";
import { isListAgain, SPOT_AT_LIST } from "../gpu/spot-price";
import { newFields } from "../new-fields";
import type { Payload } from "../payload/payload";

const HOST = "raw.githubusercontent.com";
const REPOSITORY = "skypilot-org/skypilot-catalog";
/** GitHub tells which versions there are and when a file was written: the files themselves do not. */
const ASIDE = "api.github.com";
const LAST_KNOWN_VERSION = 8;
const ABSENT = [403, 404, 429];
/** The catalogue is written several times a day, the file of a cloud whose prices stand still every few weeks. */
const STALE_AFTER_DAYS = { catalogue: 7, file: 90 };
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
    zone: row["AvailabilityZone"] ?? "",
  };
  for (const [tenor, column] of [
    ["on-demand", "Price"],
    ["spot", "SpotPrice"],
  ] as const) {
    const price = numberIn(row, column);
    if (price === null || price === 0) yield { passed: `no ${tenor} price` };
    else if (tenor === "spot" && isListAgain(price, numberIn(row, "Price"))) yield { passed: SPOT_AT_LIST };
    else if (!Number.isFinite(price) || price < 0)
      yield { rejected: `a ${tenor} price that is none`, sample: JSON.stringify(row) };
    else yield { ...base, tenor, usdPerHour: price };
  }
}

const Folder = z.array(z.looseObject({ name: z.string() }));
const Commits = z.array(
  z.looseObject({ sha: z.string(), commit: z.looseObject({ committer: z.looseObject({ date: z.string() }) }) }),
);
type Written = { date: string; sha: string };

/** What stands in an answer of GitHub's, which may refuse a house that asks too often: then nothing is known. */
async function answerOf<T>(payload: Payload | null, shape: z.ZodType<T>): Promise<T | null> {
  const written = payload ? await payload.json().catch(() => null) : null;
  return shape.safeParse(written).data ?? null;
}

/** The versions of the catalogue's shape, newest first. */
async function versionsOf(ask: Ask): Promise<number[]> {
  const url = `https://${ASIDE}/repos/${REPOSITORY}/contents/catalogs`;
  const payload = await ask({ name: "versions", url, expects: "json", absentOn: ABSENT });
  const found = (await answerOf(payload, Folder)) ?? [];
  const versions = found.flatMap(({ name }) => (/^v\d+$/.test(name) ? [Number(name.slice(1))] : []));
  return versions.length > 0 ? versions.toSorted((a, b) => b - a) : [LAST_KNOWN_VERSION];
}

async function askCloud(ask: Ask, cloud: string, versions: readonly number[]): Promise<void> {
  // A cloud that is not there yet in the newest version still stands in the one before.
  for (const version of versions.slice(0, 2)) {
    const file = `catalogs/v${version}/${cloud}/vms.csv`;
    const dated = `https://${ASIDE}/repos/${REPOSITORY}/commits?path=${encodeURIComponent(file)}&per_page=1`;
    const url = `https://${HOST}/${REPOSITORY}/master/${file}`;
    await ask({ name: `${cloud} written`, url: dated, expects: "json", absentOn: ABSENT });
    if (await ask({ name: cloud, url, expects: "csv", absentOn: [404] })) return;
  }
}

async function writtenOn(payload: Payload): Promise<Written | null> {
  const [newest] = (await answerOf(payload, Commits)) ?? [];
  const date = newest?.commit.committer.date ?? "";
  return newest && !Number.isNaN(Date.parse(date)) ? { date: new Date(date).toISOString(), sha: newest.sha } : null;
}

/** A file as it stood when it was written, for who wants to look. */
const archiveOf = ({ url }: Payload, { sha }: Written): string => url.replace("/master/", `/${sha}/`);

type Dated = { offers: Offer[]; period: string; archive: string | null };

function* readingsOf({ offers, period, archive }: Dated, day: string): Generator<Reading> {
  for (const offer of offerSeries(offers)) {
    const raw = archive ? `${offer.raw}; as of ${archive}` : offer.raw;
    const from = { publisher: "skypilot", source: "skypilot-catalog" };
    yield archive ? datedReading({ ...offer, raw }, period, day, from) : priceReading(offer, period, from);
  }
}

/** The day of the newest file tells whether anybody still writes the catalogue. */
function* staleCatalogue(written: readonly Written[], day: string): Generator<Reading> {
  const newest =
    written
      .map((one) => one.date)
      .toSorted()
      .at(-1) ?? null;
  const within = STALE_AFTER_DAYS.catalogue;
  const { stale } = dateOfFile({ file: "SkyPilot's catalogue", written: newest, within, is: "copy" }, day);
  if (stale) yield { stale };
}

/** SkyPilot's catalogue of cloud machines: a second opinion. A file is of the day on which it was written. */
export const connector = defineConnector({
  slug: "skypilot-catalog",
  title: "SkyPilot catalogue",
  datasets: ["gpu-prices"],
  cadence: { cron: "50 7 * * *", timeZone: "UTC" },
  freshWithinHours: 48,
  rewrittenWithinDays: 30,
  licence: "No licence file in the repository; a cross-check, shown as single facts and never as its table.",
  attribution: "SkyPilot catalogue",
  publishes: "itself",
  role: "cross-check",
  hosts: {
    [HOST]: { quota: HOST, perSecond: 1 },
    [ASIDE]: { quota: ASIDE, perSecond: 1, robots: false },
  },
  mostBytes: 60_000_000,
  publisher: { slug: "skypilot", name: "SkyPilot" },
  source: {
    key: "skypilot-catalog",
    title: "SkyPilot catalogue, newest version",
    publisher: "SkyPilot",
    url: "https://github.com/skypilot-org/skypilot-catalog",
    kind: "dataset",
    reliability: "medium",
  },
  fetch: async (ask) => {
    const versions = await versionsOf(ask);
    for (const cloud of CLOUDS) await askCloud(ask, cloud, versions);
  },
  read: async function* (payloads, { day }) {
    const met = newFields(COLUMNS);
    const dated = new Map<string, Written>();
    const files: Dated[] = [];
    const seen = new Set<string>();
    for await (const payload of payloads) {
      const [cloud = "", aside] = payload.name.split(" ");
      if (!CLOUDS.includes(cloud)) continue;
      if (aside) {
        const written = await writtenOn(payload);
        if (written) dated.set(cloud, written);
        continue;
      }
      seen.add(cloud);
      const written = dated.get(cloud) ?? null;
      const file = `SkyPilot's ${cloud}`;
      const within = STALE_AFTER_DAYS.file;
      const { period, stale } = dateOfFile({ file, written: written?.date ?? null, within, is: "copy" }, day);
      if (stale) yield { stale };
      const offers: Offer[] = [];
      yield* readFile(payload, cloud, met, offers);
      files.push({ offers, period, archive: written ? archiveOf(payload, written) : null });
    }
    yield* staleCatalogue([...dated.values()], day);
    for (const cloud of CLOUDS.filter((one) => !seen.has(one)))
      yield { rejected: "no catalogue of a provider", sample: cloud };
    for (const file of files) yield* readingsOf(file, day);
  },
});

/** Reads the file of one cloud: offers are kept, the rest is handed on. */
async function* readFile(
  payload: Payload,
  cloud: string,
  met: ReturnType<typeof newFields>,
  offers: Offer[],
): AsyncGenerator<Reading> {
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
