import type { Input, Tier } from "@/lib/models/price-index/assess";
import type { Features } from "@/lib/models/price-index/normalise";
import type { Parameters } from "@/lib/models/price-index/parameters";
import type { Observation } from "@/lib/store/rows";
import { type AssessedGpu, yearsOf } from "./assessed-gpus";

/** A stored price that may enter an index, on the day on which it was seen. */
export type DatedQuote = Omit<Input, "ageHours" | "ttlHours"> & { day: string; kind: "ask" | "quote" | "list" };
/** A stored price that may not, with the rule. */
export type Barred = { series: string; provider: string; day: string; price: number; rule: string; why: string };

const FAR_REGIONS = new Set(["cn", "india", "elsewhere"]);
const SENTINELS = [0, 0.5];
const OWN_WORD: Readonly<Record<string, string>> = {
  azure: "azure",
  "microsoft-via-mrmonroe90-compute-price-tracker": "azure",
  aws: "aws",
  oracle: "oracle-oci",
  "vast-ai": "vast-ai",
  vultr: "vultr",
  lambda: "lambda",
  runpod: "runpod",
  "nebius-business-wire": "nebius",
};

const TIERS: Readonly<Record<DatedQuote["kind"], Tier>> = { ask: "2", quote: "2", list: "3" };

function featuresOf(base: Features, offer: string, prepay: string, tenor: string): Features {
  const years = yearsOf(tenor);
  return {
    ...base,
    ...(/(^|-)nd96is-/.test(offer) ? { network: "ethernet" as const } : {}),
    ...(/^x1($|-)/.test(offer) ? { node: "single" as const } : {}),
    ...(prepay === "p100" && years !== null ? { prepay: { share: 1, years } } : {}),
  };
}

/** Which rule keeps a price out of every index; null where none does. */
function barredBy(one: Observation, { bounds }: AssessedGpu): [rule: string, why: string] | null {
  const { kind = "", region = "", prepay = "", tenor = "" } = one.dims;
  const price = one.value ?? 0;
  if (kind !== "list" && kind !== "quote" && kind !== "ask") return ["KIND", `${kind} is shown for comparison alone`];
  if (FAR_REGIONS.has(region)) return ["REGION", `${region} is outside of Europe and North America`];
  if (SENTINELS.includes(price)) return ["SENTINEL", "a value that stands for none"];
  if (price < bounds[0] || price > bounds[1]) return ["BOUNDS", `outside of ${bounds[0]} to ${bounds[1]}`];
  if (prepay === "p100" && (yearsOf(tenor) ?? 0) < 1) return ["PREPAID", "a prepaid term below a year is another good"];
  if (kind === "ask" && one.confidence === "low") return ["THIN", "fewer than 4 machines or 3 hosts"];
  return null;
}

/** Sorts the stored prices of one GPU, segment and tenor into what may enter an index and what may not. */
export function datedQuotes(
  observations: readonly Observation[],
  gpu: AssessedGpu,
): { quotes: DatedQuote[]; barred: Barred[] } {
  const quotes: DatedQuote[] = [];
  const barred: Barred[] = [];
  for (const one of observations) {
    const base = gpu.from[one.dims["gpu"] ?? ""];
    if (one.value === null || !base) continue;
    const { kind = "", provider = "", publisher = "", offer = "", prepay = "", tenor = "" } = one.dims;
    const shared = { series: one.series, provider, price: one.value, day: one.period };
    const bar = barredBy(one, gpu);
    if (bar || (kind !== "list" && kind !== "quote" && kind !== "ask")) {
      const [rule, why] = bar ?? ["KIND", kind];
      barred.push({ ...shared, rule, why });
      continue;
    }
    quotes.push({
      ...shared,
      kind,
      route: publisher,
      direct: OWN_WORD[publisher] === provider,
      tier: TIERS[kind],
      features: featuresOf(base, offer, prepay, tenor),
    });
  }
  return { quotes, barred };
}

const DAY_MS = 86_400_000;

/** What is known at the end of a day: the newest quote of each series, with its age. Quotes are ordered by day. */
export function inputsOn(quotes: readonly DatedQuote[], day: string, contract: boolean, table: Parameters): Input[] {
  const newest = new Map<string, DatedQuote>();
  for (const quote of quotes) if (quote.day <= day) newest.set(quote.series, quote);
  return [...newest.values()].flatMap(({ day: seen, kind, ...quote }) => {
    const ageHours = ((Date.parse(day) - Date.parse(seen)) / DAY_MS) * 24;
    const ttlHours = contract ? table.contractTtlHours : table.ttlHours[kind];
    // What expired long ago is no news: it is not logged day by day for ever.
    return ageHours > ttlHours * 2 ? [] : [{ ...quote, ageHours, ttlHours }];
  });
}
