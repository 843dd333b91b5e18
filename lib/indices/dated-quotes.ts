import { dayFrom } from "@/lib/kernel/days";
import { addTo } from "@/lib/kernel/group-by";
import type { Exclusion, Input, Tier } from "@/lib/models/price-index/assess";
import { middle } from "@/lib/models/price-index/level";
import type { Features } from "@/lib/models/price-index/normalise";
import type { Parameters } from "@/lib/models/price-index/parameters";
import { type AssessedGpu, yearsOf } from "./assessed-gpus";
import { daysUpTo } from "./day-window";
import { isEthernet, isServerless, offerClassOf } from "./offers";
import type { Refused } from "./postings";
import { regionOf } from "./regions";
import { isOwnWord } from "./routes";
import { byDims, type StoredPrice } from "./stored-price";

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

type Dims = StoredPrice["dims"];

const isKind = (kind: string): kind is DatedQuote["kind"] => kind === "list" || kind === "quote" || kind === "ask";

type Bar = readonly [rule: string, why: string];

/** What keeps prices with those dimensions out of every index, whatever they are; null where nothing does. */
function barredAtAll(dims: Dims, owner: string | null, vague: readonly string[]): Bar | null {
  const { gpu = "", region = "", offer = "" } = dims;
  if (vague.includes(gpu)) return ["FORM", "the source does not say which form factor it is"];
  if (owner === null) return ["ROSTER", "the roster of clouds knows no such seller of machines"];
  if (isServerless(offer)) return ["SERVICE", "billed by the second of a service, not a machine"];
  const where = regionOf(owner, region);
  if (typeof where === "object") return ["REGION", where.why];
  return where === "beside" ? ["REGION", `${region} is not the region in which this list is read`] : null;
}

/** Which rule keeps a price out of every index; null where none does. `atAll` is what its dimensions say of it. */
function barredBy({ observation: one, refused }: Sold, { bounds }: AssessedGpu, atAll: Bar | null): Bar | null {
  const { kind = "", prepay = "", tenor = "" } = one.dims;
  const price = one.value ?? 0;
  if (!isKind(kind)) return ["KIND", `${kind} is shown for comparison alone`];
  if (refused?.rule === "TENOR") return [refused.rule, refused.why];
  if (atAll) return atAll;
  if (SENTINELS.includes(price)) return ["SENTINEL", "a value that stands for none"];
  if (price < bounds[0] || price > bounds[1]) return ["BOUNDS", `outside of ${bounds[0]} to ${bounds[1]}`];
  if (prepay === "p100" && (yearsOf(tenor) ?? 0) < 1) return ["PREPAID", "a prepaid term below a year is another good"];
  if (kind === "ask" && one.confidence === "low") return ["THIN", "fewer than 4 machines or 3 hosts"];
  return null;
}

/** A stored price, and the ultimate owner of who sells; null where the roster of clouds knows none. */
export type Sold = { observation: StoredPrice; owner: string | null; refused?: Refused | null };

type Offered = Pick<DatedQuote, "route" | "direct" | "tier" | "features"> & { kind: DatedQuote["kind"] };
type Known = { owner: string | null; atAll: Bar | null; offered: Offered | null; isMeant: boolean };

/** What dimensions say of all prices that have them, for one GPU of the index. */
function knownOf(dims: Dims, owner: string | null, gpu: AssessedGpu): Known {
  const { provider = "", publisher = "", offer = "", prepay = "", tenor = "", kind = "" } = dims;
  const base = gpu.from[dims["gpu"] ?? ""];
  const isMeant = base !== undefined || gpu.vague.includes(dims["gpu"] ?? "");
  const offered: Offered | null =
    base && isKind(kind)
      ? {
          kind,
          route: publisher,
          direct: isOwnWord(publisher, provider),
          tier: TIERS[kind],
          features: featuresOf(base, offer, prepay, tenor),
        }
      : null;
  return { owner, atAll: barredAtAll(dims, owner, gpu.vague), offered, isMeant };
}

/** Sorts the stored prices of one GPU, segment and tenor into what may enter an index and what may not. */
export function datedQuotes(sold: readonly Sold[], gpu: AssessedGpu): { quotes: DatedQuote[]; barred: Barred[] } {
  const quotes: DatedQuote[] = [];
  const barred: Barred[] = [];
  const kept = byDims((): Map<string | null, Known> => new Map());
  for (const one of sold) {
    const { observation, owner } = one;
    const { dims, series, value, period: day } = observation;
    const ofOwners = kept(dims);
    const known = ofOwners.get(owner) ?? knownOf(dims, owner, gpu);
    ofOwners.set(owner, known);
    if (value === null || !known.isMeant) continue;
    const provider = owner ?? dims["provider"] ?? "";
    const bar = barredBy(one, gpu, known.atAll);
    // Written out: of a hundred thousand quotes, spreading their parts is most of what they cost.
    if (!bar && known.offered) {
      const { kind, route, direct, tier, features } = known.offered;
      quotes.push({ series, provider, price: value, day, kind, route, direct, tier, features });
    } else {
      const { kind = "", publisher = "" } = dims;
      const [rule, why] = bar ?? ["KIND", kind];
      barred.push({ series, provider, price: value, day, kind, publisher, rule, why });
    }
  }
  return { quotes, barred };
}

const HOUR_MS = 3_600_000;

/** For how many hours an input counts. */
const ttlOf = (kind: DatedQuote["kind"], contract: boolean, table: Parameters): number =>
  contract ? table.contractTtlHours : table.ttlHours[kind];

/** Quotes in the order of their days, with where those of each series stand among them. */
export class QuoteBook {
  readonly #quotes: readonly DatedQuote[];
  readonly #series: readonly number[][];

  /** Quotes ascend by day. */
  constructor(quotes: readonly DatedQuote[]) {
    const places = new Map<string, number[]>();
    for (const [at, { series }] of quotes.entries()) {
      const own = places.get(series);
      if (own) own.push(at);
      else places.set(series, [at]);
    }
    this.#quotes = quotes;
    this.#series = [...places.values()];
  }

  /** How many of a series' places are of days before one. */
  #before(places: readonly number[], day: string): number {
    let [low, high] = [0, places.length];
    while (low < high) {
      const at = (low + high) >> 1;
      if ((this.#quotes[places[at] ?? 0]?.day ?? "") < day) low = at + 1;
      else high = at;
    }
    return low;
  }

  /** The newest quote of each series of a day and so many days before it, in the order in which the series were met there. */
  newest(day: string, reach: number): DatedQuote[] {
    const [first, after] = [dayFrom(day, -reach), dayFrom(day, 1)];
    const met = this.#series.flatMap((places) => {
      const last = places[this.#before(places, after) - 1];
      const quote = last === undefined ? undefined : this.#quotes[last];
      if (!quote || quote.day < first) return [];
      return [{ at: places[this.#before(places, first)] ?? 0, quote }];
    });
    return met.toSorted((a, b) => a.at - b.at).map(({ quote }) => quote);
  }
}

/** What is known at the end of a day: the newest quote of each series, with its age. */
export function inputsOn(book: QuoteBook, day: string, contract: boolean, table: Parameters): Input[] {
  const longest = contract ? table.contractTtlHours : Math.max(...Object.values(table.ttlHours));
  const now = Date.parse(day);
  const inputs: Input[] = [];
  for (const { series, provider, price, day: seen, kind, route, direct, tier, features } of book.newest(
    day,
    Math.ceil(longest / 12),
  )) {
    const ageHours = (now - Date.parse(seen)) / HOUR_MS;
    const ttlHours = ttlOf(kind, contract, table);
    // What expired long ago is no news: it is not logged day by day for ever.
    if (ageHours <= ttlHours * 2)
      inputs.push({ series, provider, price, route, direct, tier, features, ageHours, ttlHours });
  }
  return inputs;
}

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
