import { z } from "zod";
import { defineConnector, type Doubt, type Reading } from "../connector";
import { type Ask, bookOf } from "../gpu/asks";
import { isSlice, SLICE } from "../gpu/gpu-memory";
import { gpuNamed, untracked } from "../gpu/gpu-names";
import { priceReading } from "../gpu/offer";
import { placeOf } from "../gpu/places";
import { isListAgain } from "../gpu/spot-price";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "console.vast.ai";
const NAMES = [
  "H100 SXM",
  "H100 PCIE",
  "H100 NVL",
  "H200",
  "H200 NVL",
  "B200",
  "B300",
  "A100 SXM4",
  "A100 PCIE",
  "L40S",
];
const QUERY = {
  verified: { eq: true },
  rentable: { eq: true },
  external: { eq: false },
  gpu_name: { in: NAMES },
  num_gpus: { gte: 1 },
  type: "on-demand",
  order: [["score", "desc"]],
  limit: 3000,
};
const URL_OF = `https://${HOST}/api/v0/bundles/?q=${encodeURIComponent(JSON.stringify(QUERY))}`;
const MEMORY_OF_A_LARGE_A100_MIB = 60_000;

const Offer = z.looseObject({
  id: z.number(),
  machine_id: z.number(),
  host_id: z.number(),
  gpu_name: z.string(),
  num_gpus: z.number().int().positive(),
  gpu_ram: z.number(),
  dph_base: z.number(),
  min_bid: z.number().nullish(),
  geolocation: z.string().nullish(),
  rentable: z.boolean().nullish(),
  rented: z.boolean().nullish(),
  /** Until when the host offers it, in seconds. */
  end_date: z.number().nullish(),
});
type Offer = z.infer<typeof Offer>;
/** What offers were seen to have: by this connector, by vast-python and by the collectors that record them. */
const FIELDS = new Set(
  "id ask_contract_id avail_vol_ask_id avail_vol_dph avail_vol_size bundle_id bundled_results vram_costperhour machine_id host_id hostname public_ipaddr gpu_name gpu_arch gpu_display_active gpu_ids gpu_frac gpu_lanes gpu_max_power gpu_max_temp gpu_mem_bw gpu_ram gpu_total_ram num_gpus total_flops compute_cap cuda_max_good driver_version driver_vers bw_nvlink pci_gen pcie_bw mobo_name cpu_name cpu_arch cpu_cores cpu_cores_effective cpu_ghz cpu_ram has_avx avx disk_bw disk_name disk_space dph_base dph_total dph_total_adj dlperf dlperf_per_dphtotal flops_per_dphtotal min_bid is_bid bid credit_balance credit_discount credit_discount_max discounted_dph_total discounted_hourly discount_rate search storage_cost storage_total_cost inet_down inet_down_billed inet_down_cost inet_up inet_up_billed inet_up_cost internet_down_cost_per_tb internet_up_cost_per_tb direct_port_count ports static_ip geolocation geolocode country_code resource_type reliability reliability2 reliability_mult expected_reliability score verified verification vericode hosting_type rentable rented external datacenter cluster_id nw_disk_avg_bw nw_disk_max_bw nw_disk_min_bw webpage logo start_date end_date duration client_run_time host_run_time time_remaining time_remaining_isbid os_version is_vm_deverified vms_enabled instance instance_cost extra_env onstart rn".split(
    " ",
  ),
);
const Answer = z.looseObject({ offers: z.array(z.unknown()) });

/** The label says A100 SXM4 for both memory sizes, and names a slice as if it were whole: the memory tells. */
function gpuOf({ gpu_name, gpu_ram }: Offer): { gpu: string } | { passed: string } {
  const named = gpuNamed(gpu_name);
  if (!named) return /\bmig\b/i.test(gpu_name) ? untracked(gpu_name) : { passed: `GPU not tracked: ${gpu_name}` };
  if (isSlice(named, gpu_ram / 1024)) return { passed: SLICE };
  if (!named.startsWith("a100")) return { gpu: named };
  return { gpu: gpu_ram > MEMORY_OF_A_LARGE_A100_MIB ? "a100-80gb" : "a100-40gb" };
}

/** What is asked for one GPU in one part of the world; `above` are least bids above the ask of their own machine. */
type Group = { gpu: string; region: string; asks: Ask[]; bids: Ask[]; above: Ask[] };

const BIDS_ABOVE: Doubt = {
  rule: "below",
  reason: "Every host that takes bids here wants more for a machine that can be taken away than for one that cannot.",
};

function* readGroup({ gpu, region, asks, bids, above }: Group, day: string): Generator<Reading> {
  const alone = bids.length === 0;
  for (const _ of alone ? [] : above) yield { passed: "a least bid above the ask of its machine" };
  for (const [tenor, own] of [
    ["on-demand", asks],
    ["spot", alone ? above : bids],
  ] as const) {
    const book = bookOf(own);
    if (!book) continue;
    for (let left = own.length - book.machines; left > 0; left -= 1)
      yield { passed: "another offer of a machine that counts once" };
    const words = `${own.length} offers of ${book.machines} machines and ${book.hosts} hosts, of whom one has ${book.largest}; a machine counts once, at its largest offer`;
    yield priceReading(
      {
        gpu,
        segment: "marketplace",
        provider: "vast-ai",
        tenor,
        kind: "ask",
        region,
        usdPerGpuHour: book.median,
        low: book.q1,
        high: book.q3,
        confidence: book.thick ? "high" : "low",
        ...(tenor === "spot" && alone ? { doubt: BIDS_ABOVE } : {}),
        raw: `Median of ${tenor === "spot" ? "least bids" : "asks"}: ${words}`,
      },
      day,
      { publisher: "vast-ai", source: "vast-ai-bundles" },
    );
  }
}

type Groups = Map<string, Group>;

/** Puts an offer to those of its GPU and its part of the world, with its least bid where that is one; or says why not. */
function* take(offer: Offer, day: string, groups: Groups): Generator<Reading> {
  const { machine_id: machine, host_id: host, num_gpus: gpus, dph_base: ask, min_bid: bid } = offer;
  const found = gpuOf(offer);
  if ("passed" in found) return yield found;
  if (offer.rentable === false || offer.rented === true) return yield { passed: "a machine that somebody rents" };
  if (offer.end_date && offer.end_date * 1000 <= Date.parse(day)) return yield { passed: "an offer that has ended" };
  const { gpu } = found;
  const region = placeOf(offer.geolocation ?? "");
  const group = groups.get(`${gpu} ${region}`) ?? { gpu, region, asks: [], bids: [], above: [] };
  groups.set(`${gpu} ${region}`, group);
  group.asks.push({ machine, host, gpus, usdPerGpuHour: ask / gpus });
  if (!bid) return;
  if (isListAgain(bid, ask)) return yield { passed: "a least bid that is the ask once more" };
  (bid > ask ? group.above : group.bids).push({ machine, host, gpus, usdPerGpuHour: bid / gpus });
}

/** What Vast.ai's hosts ask for machines that nobody rents at the moment. */
export const connector = defineConnector({
  slug: "vast-ai",
  title: "Vast.ai offers",
  datasets: ["gpu-prices"],
  cadence: { cron: "5 6 * * *", timeZone: "UTC" },
  freshWithinHours: 36,
  rewrittenWithinDays: 3,
  licence: "Public interface of Vast.ai; medians of what it shows, cited.",
  attribution: "Vast.ai",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  mostBytes: 40_000_000,
  publisher: { slug: "vast-ai", name: "Vast.ai" },
  source: {
    key: "vast-ai-bundles",
    title: "Vast.ai offers on show",
    publisher: "Vast.ai",
    url: `https://${HOST}/api/v0/bundles/`,
    kind: "marketplace",
    reliability: "medium",
  },
  fetch: async (ask) => {
    await ask({ name: "offers", url: URL_OF, expects: "json" });
  },
  read: async function* (payloads, { day }) {
    const groups: Groups = new Map();
    const met = newFields(FIELDS);
    for await (const payload of payloads) {
      const answer = Answer.safeParse(await payload.json());
      if (!answer.success) throw new SourceError("shape", "Vast.ai's answer has no list of offers.");
      const { offers } = answer.data;
      if (offers.length >= QUERY.limit)
        yield { rejected: "the list of offers ends at its limit", sample: `${offers.length} offers` };
      if (offers.length === 0) yield { rejected: "the list of offers is empty", sample: payload.name };
      for (const raw of offers) {
        yield* met(raw);
        const offer = Offer.safeParse(raw);
        const sample = JSON.stringify(raw);
        if (!offer.success) yield { rejected: `not the shape of an offer: ${shapeFault(offer.error)}`, sample };
        else if (offer.data.dph_base <= 0 && "gpu" in gpuOf(offer.data))
          yield { rejected: "a price of nothing", sample };
        else yield* take(offer.data, day, groups);
      }
    }
    for (const group of [...groups.values()].toSorted((a, b) =>
      `${a.gpu} ${a.region}`.localeCompare(`${b.gpu} ${b.region}`),
    ))
      yield* readGroup(group, day);
  },
});
