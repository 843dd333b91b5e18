import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import { defineConnector, type Reading } from "../connector";
import { dateOfFile, daysFrom } from "../file-date";
import { a100Board } from "../gpu/a100-board";
import { datedReading } from "../gpu/dated-reading";
import { isSlice, SLICE } from "../gpu/gpu-memory";
import { gpuNamed, untracked } from "../gpu/gpu-names";
import { offerCode } from "../gpu/offer";
import { providerNamed, segmentOf } from "../gpu/third-party-providers";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "raw.githubusercontent.com";
const ROOT = `https://${HOST}/adriannutiu/gpu-rental-prices/main/data`;
const DAY_MS = 86_400_000;
const STALE_AFTER_DAYS = 3;

const Row = z.looseObject({
  provider: z.string(),
  gpu: z.string(),
  vram_gb: z.number().nullish(),
  /** For one GPU. */
  usd_hr: z.number(),
  kind: z.enum(["on-demand", "spot", "secure", "community", "serverless"]),
  min_gpus: z.number().int().positive().nullish(),
  source_url: z.string(),
  fetched_at: z.string().refine((text) => Number.isFinite(Date.parse(text)), "an instant"),
});
type Row = z.infer<typeof Row>;
const File = z.looseObject({ date: Day, offers: z.array(z.unknown()) });
const FIELDS = new Set("provider gpu vram_gb usd_hr kind min_gpus source_url fetched_at".split(" "));

/** Left out on purpose: their own lists are read in full, with regions and machines that these rows do not have. */
const HYPERSCALERS: Readonly<Record<string, string>> = {
  aws: "a hyperscaler's row: its own list is read in full",
  azure: "a hyperscaler's row: its own list is read in full",
  "google-cloud": "a hyperscaler's row: the price of the GPU without its machine",
};

/** What tells rows of one provider apart beside the accelerator: the least number of GPUs, the board of an A100, serverless. */
function offerOf({ gpu, kind, min_gpus }: Row): string | undefined {
  const words = [a100Board(gpu, gpu), kind === "serverless" ? kind : ""].filter(Boolean).join("-");
  if (min_gpus) return offerCode(min_gpus, words);
  return words || undefined;
}

function readingOf(row: Row, date: string, day: string, archive: string | null): Reading {
  const gpu = gpuNamed(`${row.gpu} ${row.vram_gb ? `${row.vram_gb}GB` : ""}`);
  if (!gpu) return untracked(row.gpu);
  if (isSlice(gpu, row.vram_gb ?? null)) return { passed: SLICE };
  const named = providerNamed(row.provider);
  if (!named) return { rejected: "no provider", sample: JSON.stringify(row) };
  const leftOut = HYPERSCALERS[named];
  if (leftOut) return { passed: leftOut };
  // Where a fetch failed, the last good row is repeated under a new date.
  if (daysFrom(row.fetched_at, date) > STALE_AFTER_DAYS) return { passed: "stale at the source" };
  if (row.usd_hr <= 0) return { rejected: "a price of nothing", sample: JSON.stringify(row) };
  const provider = row.kind === "community" && named === "runpod" ? "runpod-community" : named;
  const offer = offerOf(row);
  return datedReading(
    {
      gpu,
      segment: segmentOf(provider),
      provider,
      tenor: row.kind === "spot" ? "spot" : "on-demand",
      kind: "catalogue",
      ...(offer ? { offer } : {}),
      usdPerGpuHour: row.usd_hr,
      raw: `${row.provider} ${row.gpu}, ${row.kind}: ${row.usd_hr} USD an hour for one GPU, fetched ${row.fetched_at} from ${row.source_url}${archive ? `; archived at ${archive}` : ""}`,
    },
    date,
    day,
    { publisher: "adrian-nutiu-gpurentalprices-com", source: "gpurentalprices" },
  );
}

function* daysOf(since: string, until: string): Generator<string> {
  for (let at = Date.parse(since); at < Date.parse(until); at += DAY_MS) yield new Date(at).toISOString().slice(0, 10);
}

/** An open daily table of some 30 providers' prices: a second opinion, read under the day that it is dated. */
export const connector = defineConnector({
  slug: "gpurentalprices",
  title: "gpurentalprices.com open data",
  datasets: ["gpu-prices"],
  cadence: { cron: "30 8 * * *", timeZone: "UTC" },
  freshWithinHours: 48,
  rewrittenWithinDays: 7,
  licence: "CC BY 4.0, with a link.",
  attribution: "Adrian Nutiu, gpurentalprices.com (CC BY 4.0)",
  publishes: "itself",
  role: "cross-check",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 5_000_000,
  publisher: { slug: "adrian-nutiu-gpurentalprices-com", name: "Adrian Nutiu / gpurentalprices.com" },
  source: {
    key: "gpurentalprices",
    title: "gpurentalprices.com open data",
    publisher: "Adrian Nutiu / gpurentalprices.com",
    url: "https://github.com/adriannutiu/gpu-rental-prices",
    kind: "dataset",
    licence: "CC BY 4.0",
    reliability: "low",
  },
  fetch: async (ask, { day, since }) => {
    for (const one of since ? daysOf(since, day) : [])
      await ask({ name: one, url: `${ROOT}/snapshots/${one}.json`, expects: "json", absentOn: [404] });
    await ask({ name: "latest", url: `${ROOT}/latest.json`, expects: "json" });
  },
  read: async function* (payloads, { day }) {
    const met = newFields(FIELDS);
    for await (const payload of payloads) {
      const table = File.safeParse(await payload.json());
      if (!table.success) throw new SourceError("shape", `${payload.name} has no date or no list of offers.`);
      const { date, offers } = table.data;
      const file = "The newest file of gpurentalprices.com";
      const { stale } = dateOfFile({ file, written: date, within: STALE_AFTER_DAYS, is: "copy" }, day);
      if (payload.name === "latest" && stale) yield { stale };
      for (const raw of offers) {
        yield* met(raw);
        const row = Row.safeParse(raw);
        if (row.success) yield readingOf(row.data, date, day, payload.name === "latest" ? null : payload.url);
        else yield { rejected: `not the shape of an offer: ${shapeFault(row.error)}`, sample: JSON.stringify(raw) };
      }
    }
  },
});
