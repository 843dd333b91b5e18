import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { unzipSync } from "fflate";
import { defineConnector, type Reading } from "../connector";
import { dateOfFile } from "../file-date";
import { brokenLine, csvLines, numberIn, type CsvRow } from "../gpu/catalogue-csv";
import { type CatalogueMachine, catalogueOffer } from "../gpu/catalogue-machines";
import { realSpots } from "../gpu/catalogue-spots";
import { datedReading } from "../gpu/dated-reading";
import type { Offer } from "../gpu/offer";
import { offerSeries } from "../gpu/offer-series";
import { newFields } from "../new-fields";
import type { Payload } from "../payload/payload";
import { SourceError } from "../source-error";

const HOST = "dstack-gpu-pricing.s3.eu-west-1.amazonaws.com";
const ROOT = `https://${HOST}/v3`;
const PROVIDERS = ["aws", "azure", "gcp", "lambdalabs", "nebius", "oci", "runpod", "verda", "cloudrift"];
const NEEDED = ["instance_name", "location", "price", "gpu_count", "gpu_name", "gpu_memory", "spot"];
const COLUMNS = new Set([...NEEDED, "cpu", "memory", "disk_size", "gpu_vendor", "flags", "cpu_arch", "provider_data"]);
const GPUS = /[HB]\d00|GH200|A100|L40S|MI3\d\dX/i;
const VERSION = /^\d{8}-\d+$/;
const STALE_AFTER_DAYS = 3;
/** No catalogue is so large: an archive that says so is none. */
const MOST_UNPACKED = 400_000_000;

type DatedOffer = Offer & { day: string };
type Row = { row: CsvRow; cloud: string };

/** RunPod's secure cloud is listed by data centre (`US-TX-3`), its community cloud by country (`US`). */
const cloudOf = (cloud: string, location: string): string =>
  cloud === "runpod" && /^[A-Z]{2}$/.test(location) ? "runpod-community" : cloud;

function machineOf({ row, cloud }: Row): CatalogueMachine | Reading {
  const sample = JSON.stringify(row);
  const [price, gpus] = [numberIn(row, "price"), numberIn(row, "gpu_count")];
  if (price === null || gpus === null || !Number.isFinite(price) || price <= 0)
    return { rejected: "no price or no number of GPUs", sample };
  const spot = /^(true|false)$/i.exec(row["spot"] ?? "")?.[1]?.toLowerCase();
  if (!spot) return { rejected: "no word on whether it is spot", sample };
  if (/"is_dws_calendar_mode": *true/.test(row["provider_data"] ?? "") || /calendar-mode/.test(row["flags"] ?? ""))
    return { passed: "calendar mode: reserved for up to 90 days and no price on demand" };
  if (/capacity[-_ ]?blocks?/i.test(`${row["flags"] ?? ""} ${row["provider_data"] ?? ""}`))
    return { passed: "a Capacity Block: paid before and for its days, no price on demand" };
  const location = row["location"] ?? "";
  const machine = row["instance_name"] ?? "";
  const cluster = /\bcluster\b/.test(row["flags"] ?? "");
  return {
    cloud: cloudOf(cloud, location),
    machine: cluster ? `${machine} cluster` : machine,
    label: `${machine} ${row["gpu_name"] ?? ""}`,
    memoryGb: numberIn(row, "gpu_memory"),
    gpus,
    region: cloud === "gcp" ? location.replace(/-[a-z]$/, "") : location,
    zone: location,
    tenor: spot === "true" ? "spot" : "on-demand",
    usdPerHour: price,
  };
}

/** The offers of one file, of its day; what is none is handed on. */
function* take(machines: readonly CatalogueMachine[], day: string, offers: DatedOffer[]): Generator<Reading> {
  for (const one of realSpots(machines)) {
    const found = "machine" in one ? catalogueOffer(one) : one;
    if ("offer" in found) offers.push({ ...found.offer, day });
    else if ("rejected" in found) yield { ...found, sample: JSON.stringify(one) };
    else yield found;
  }
}

async function unpack(payload: Payload, provider: string): Promise<Uint8Array> {
  const name = `${provider}.csv`;
  try {
    const files = unzipSync(new Uint8Array(await buffer(await payload.stream())), {
      filter: (file) => file.name === name && file.originalSize <= MOST_UNPACKED,
    });
    const file = files[name];
    if (file) return file;
  } catch (error) {
    throw new SourceError("not-what-was-asked", `${payload.name} is no archive that can be read.`, { cause: error });
  }
  throw new SourceError("shape", `${payload.name} holds no ${name}.`);
}

/** The day that a version is named after: `20260818-42` is of 2026-08-18. */
const dayOf = (version: string): string => `${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}`;

/** dstack's catalogue of cloud machines: a second opinion, also on clouds that need an account. */
export const connector = defineConnector({
  slug: "gpuhunt-catalog",
  title: "gpuhunt catalogue",
  datasets: ["gpu-prices"],
  cadence: { cron: "40 7 * * *", timeZone: "UTC" },
  freshWithinHours: 48,
  rewrittenWithinDays: 7,
  licence: "Prices of the providers as collected by dstack (code MPL-2.0); a cross-check, shown as single facts.",
  attribution: "dstack, gpuhunt",
  publishes: "itself",
  role: "cross-check",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 60_000_000,
  publisher: { slug: "dstackai-gpuhunt", name: "dstackai/gpuhunt" },
  source: {
    key: "gpuhunt-catalog",
    title: "gpuhunt catalogue, version 3",
    publisher: "dstackai/gpuhunt",
    url: "https://github.com/dstackai/gpuhunt",
    kind: "dataset",
    reliability: "medium",
  },
  fetch: async (ask) => {
    for (const provider of PROVIDERS) {
      const url = `${ROOT}/${provider}/version`;
      const payload = await ask({ name: `${provider} version`, url, expects: "text", absentOn: [403, 404] });
      if (!payload) continue;
      const version = (await payload.text()).trim();
      if (!VERSION.test(version)) throw new SourceError("shape", `${url} names no version: “${version.slice(0, 40)}”.`);
      await ask({ name: `${provider} ${version}`, url: `${ROOT}/${provider}/${version}/catalog.zip`, expects: "zip" });
    }
  },
  read: async function* (payloads, { day }) {
    const met = newFields(COLUMNS);
    const offers: DatedOffer[] = [];
    const seen = new Set<string>();
    for await (const payload of payloads) {
      const [provider = "", version = ""] = payload.name.split(" ");
      if (!VERSION.test(version)) continue;
      seen.add(provider);
      const dated = dayOf(version);
      // A provider that could not be collected keeps its last file, for weeks if need be.
      const file = `gpuhunt's file of ${provider}`;
      const { stale } = dateOfFile({ file, written: dated, within: STALE_AFTER_DAYS, is: "copy" }, day);
      if (stale) yield { stale };
      const machines: CatalogueMachine[] = [];
      const stream = Readable.from([await unpack(payload, provider)]);
      for await (const line of csvLines(payload.name, stream, NEEDED, (text) => GPUS.test(text))) {
        if ("outside" in line) yield { passed: "no tracked GPU" };
        else if ("broken" in line) yield brokenLine(line.broken);
        else {
          yield* met(line.row);
          const read = stale ? { passed: "stale at the source" } : machineOf({ row: line.row, cloud: provider });
          if ("machine" in read) machines.push(read);
          else yield read;
        }
      }
      yield* take(machines, dated, offers);
    }
    for (const provider of PROVIDERS.filter((one) => !seen.has(one)))
      yield { rejected: "no catalogue of a provider", sample: provider };
    yield* byDay(offers, day);
  },
});

function* byDay(offers: readonly DatedOffer[], day: string): Generator<Reading> {
  for (const dated of new Set(offers.map((one) => one.day)))
    for (const offer of offerSeries(offers.filter((one) => one.day === dated)))
      yield datedReading(offer, dated, day, { publisher: "dstackai-gpuhunt", source: "gpuhunt-catalog" });
}
