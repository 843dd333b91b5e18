import { addTo } from "@/lib/kernel/group-by";
import type { Exclusion, Input, Tier } from "@/lib/models/price-index/assess";
import { middle } from "@/lib/models/price-index/level";
import type { Features } from "@/lib/models/price-index/normalise";
import type { Parameters } from "@/lib/models/price-index/parameters";
import type { Observation } from "@/lib/store/rows";
import { type AssessedGpu, yearsOf } from "./assessed-gpus";
import { daysUpTo } from "./day-window";
import { isEthernet, isServerless, offerClassOf } from "./offers";
import type { Refused } from "./postings";
import { regionOf } from "./regions";
import { isOwnWord } from "./routes";

/** A stored price that may enter an index, on the day on which it was seen. */
export type DatedQuote = Omit<Input, "ageHours" | "ttlHours"> & { day: string; kind: "ask" | "quote" | "list" };
/** A stored price that may not, with the rule. */
export type Barred = Exclusion & { day: string; kind: string; publisher: string };

const SENTINELS = [0, 0.5];

const TIERS: Readonly<Record<DatedQuote["kind"], Tier>> = { ask: "2", quote: "2", list: "3" };

function featuresOf(base: Features, offer: string, prepay: string, tenor: string): Features {
  const years = yearsOf(tenor);
  return {
    ...base,
    ...(isEthernet(offer) ? { network: "ethernet" as const } : {}),
    ...(offerClassOf(offer).node === "1" ? { node: "single" as const } : {}),
    ...(prepay === "p100" && years !== null ? { prepay: { share: 1, years } } : {}),
  };
}

/** Which rule keeps a price out of every index; null where none does. */
function barredBy(
  { observation: one, owner, refused }: Sold,
  { bounds, vague }: AssessedGpu,
): [rule: string, why: string] | null {
  const { gpu = "", kind = "", region = "", prepay = "", tenor = "", offer = "" } = one.dims;
  const price = one.value ?? 0;
  const where = regionOf(owner ?? "", region);
  if (kind !== "list" && kind !== "quote" && kind !== "ask") return ["KIND", `${kind} is shown for comparison alone`];
  if (refused?.rule === "TENOR") return [refused.rule, refused.why];
  if (vague.includes(gpu)) return ["FORM", "the source does not say which form factor it is"];
  if (owner === null) return ["ROSTER", "the roster of clouds knows no such seller of machines"];
  if (isServerless(offer)) return ["SERVICE", "billed by the second of a service, not a machine"];
  if (typeof where === "object") return ["REGION", where.why];
  if (where === "beside") return ["REGION", `${region} is not the region in which this list is read`];
  if (SENTINELS.includes(price)) return ["SENTINEL", "a value that stands for none"];
  if (price < bounds[0] || price > bounds[1]) return ["BOUNDS", `outside of ${bounds[0]} to ${bounds[1]}`];
  if (prepay === "p100" && (yearsOf(tenor) ?? 0) < 1) return ["PREPAID", "a prepaid term below a year is another good"];
  if (kind === "ask" && one.confidence === "low") return ["THIN", "fewer than 4 machines or 3 hosts"];
  return null;
}

/** A stored price, and the ultimate owner of who sells; null where the roster of clouds knows none. */
export type Sold = { observation: Observation; owner: string | null; refused?: Refused | null };

/** Sorts the stored prices of one GPU, segment and tenor into what may enter an index and what may not. */
export function datedQuotes(sold: readonly Sold[], gpu: AssessedGpu): { quotes: DatedQuote[]; barred: Barred[] } {
  const quotes: DatedQuote[] = [];
  const barred: Barred[] = [];
  for (const { observation: one, owner, refused = null } of sold) {
    const base = gpu.from[one.dims["gpu"] ?? ""];
    if (one.value === null || (!base && !gpu.vague.includes(one.dims["gpu"] ?? ""))) continue;
    const { kind = "", provider = "", publisher = "", offer = "", prepay = "", tenor = "" } = one.dims;
    const shared = { series: one.series, provider: owner ?? provider, price: one.value, day: one.period };
    const bar = barredBy({ observation: one, owner, refused }, gpu);
    if (bar || !base || (kind !== "list" && kind !== "quote" && kind !== "ask")) {
      const [rule, why] = bar ?? ["KIND", kind];
      barred.push({ ...shared, kind, publisher, rule, why });
      continue;
    }
    quotes.push({
      ...shared,
      kind,
      route: publisher,
      direct: isOwnWord(publisher, provider),
      tier: TIERS[kind],
      features: featuresOf(base, offer, prepay, tenor),
    });
  }
  return { quotes, barred };
}

const HOUR_MS = 3_600_000;

/** For how many hours an input counts. */
const ttlOf = (kind: DatedQuote["kind"], contract: boolean, table: Parameters): number =>
  contract ? table.contractTtlHours : table.ttlHours[kind];

/** What is known at the end of a day: the newest quote of each series, with its age. Quotes are ordered by day. */
export function inputsOn(quotes: readonly DatedQuote[], day: string, contract: boolean, table: Parameters): Input[] {
  const newest = new Map<string, DatedQuote>();
  const longest = contract ? table.contractTtlHours : Math.max(...Object.values(table.ttlHours));
  for (const quote of daysUpTo(quotes, day, Math.ceil(longest / 12))) newest.set(quote.series, quote);
  return [...newest.values()].flatMap(({ day: seen, kind, ...quote }) => {
    const ageHours = (Date.parse(day) - Date.parse(seen)) / HOUR_MS;
    const ttlHours = ttlOf(kind, contract, table);
    // What expired long ago is no news: it is not logged day by day for ever.
    return ageHours > ttlHours * 2 ? [] : [{ ...quote, ageHours, ttlHours }];
  });
}

const isKind = (kind: string): kind is DatedQuote["kind"] => kind === "list" || kind === "quote" || kind === "ask";

/**
 * What was known on a day and may never enter, with its rule: what else would have counted on that day. A publisher whose
 * prices are there for comparison alone is one line, whatever it lists. Ordered by day.
 */
export function barredOn(barred: readonly Barred[], day: string, table: Parameters): Exclusion[] {
  const newest = new Map<string, Barred>();
  const longest = Math.max(...Object.values(table.ttlHours));
  for (const one of daysUpTo(barred, day, Math.ceil(longest / 24))) {
    const ttlHours = isKind(one.kind) ? table.ttlHours[one.kind] : table.ttlHours.list;
    if ((Date.parse(day) - Date.parse(one.day)) / HOUR_MS <= ttlHours) newest.set(one.series, one);
  }
  const compared = new Map<string, Barred[]>();
  const found: Exclusion[] = [];
  for (const one of newest.values()) {
    const { provider, series, price, rule, why, publisher, kind } = one;
    if (rule === "KIND") addTo(compared, `${publisher} ${kind}`, one);
    else found.push({ provider, series, price, rule, why });
  }
  for (const own of compared.values()) {
    const [first] = own;
    if (!first) continue;
    const price = middle(own.map((one) => one.price));
    if (own.length === 1)
      found.push({ provider: first.provider, series: first.series, price, rule: "KIND", why: first.why });
    else {
      const why = `${own.length} prices of ${first.publisher}, their middle: ${first.why}`;
      found.push({ provider: first.publisher, series: "", price, rule: "KIND", why });
    }
  }
  return found;
}
