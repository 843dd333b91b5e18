import { groupBy } from "@/lib/kernel/group-by";
import { type Market, marketKey } from "@/lib/models/price-index/market";
import { type Nearness, type Posting, SECOND_HAND } from "@/lib/models/price-index/posting";
import { assessedGpus, SEGMENTS, TENORS } from "./assessed-gpus";
import { isOpenName, withFormFactors } from "./form-factors";
import { isServerless, offerClassOf } from "./offers";
import { regionOf } from "./regions";
import { relabelledAsSpot } from "./relabelled";
import type { Place, Roster } from "./roster";
import { nearnessOf } from "./routes";
import { byDims, type StoredPrice } from "./stored-price";

/** A posted price that has no vote, with the rule. */
export type Refused = { rule: string; why: string };

const BOUNDS = new Map(assessedGpus.map((one) => [one.gpu, one.bounds]));
const SENTINELS = [0, 0.5];
const ON_ITS_NAME = /-(sxm|pcie|nvl|nvl72)$/;

const RELABELLED: Refused = { rule: "TENOR", why: "its source lists the same price as spot since" };

type Dims = StoredPrice["dims"];

const isOneOf = (codes: readonly string[], code: string): boolean => codes.includes(code);

/** Why prices with those dimensions are no votes: what is said before a price is looked at, its bounds, and what after. */
type Rules = { before: Refused | null; after: Refused | null; least: number; most: number };

function rulesOf({ gpu = "", kind = "", prepay = "", offer = "", region = "" }: Dims, owner: string | null): Rules {
  const [least, most] = BOUNDS.get(gpu) ?? [0.01, 150];
  const where = owner === null ? "" : regionOf(owner, region);
  const after = typeof where === "string" ? null : { rule: "REGION", why: where.why };
  return { before: refusedAtAll({ kind, prepay, offer, gpu }, owner), after, least, most };
}

function refusedAtAll(
  { kind, offer, gpu, prepay }: { kind: string; offer: string; gpu: string; prepay: string },
  owner: string | null,
): Refused | null {
  if (kind !== "list" && kind !== "quote") return { rule: "KIND", why: `${kind} is no list and no quote` };
  if (owner === null) return { rule: "ROSTER", why: "the roster of clouds knows no such seller of machines" };
  if (isServerless(offer)) return { rule: "SERVICE", why: "billed by the second of a service, not a machine" };
  if (isOpenName(gpu)) return { rule: "FORM", why: "neither source nor seller says which form factor it is" };
  return prepay === "p100" ? { rule: "PREPAID", why: "what is paid in full beforehand is another good" } : null;
}

function refusalOf(price: number, { before, after, least, most }: Rules): Refused | null {
  if (before) return before;
  if (SENTINELS.includes(price)) return { rule: "SENTINEL", why: "a value that stands for none" };
  return price < least || price > most ? { rule: "BOUNDS", why: `outside of ${least} to ${most}` } : after;
}

/** How near a price is to who sells; one that a broker quotes for another's machines is what a reseller asks. */
function nearnessIn(dims: Dims, { owner, segment }: Place): Nearness {
  const { provider = "", publisher = "", region = "" } = dims;
  if (regionOf(owner, region) === "beside") return 4;
  const isResold = dims["segment"] === "broker" && (segment === "neocloud" || segment === "hyperscaler");
  const near = nearnessOf(publisher, provider);
  return isResold && near < SECOND_HAND ? SECOND_HAND : near;
}

type Offered = Omit<Posting, "day" | "price" | "series">;

function offeredBy(dims: Dims, place: Place): Offered {
  const { gpu = "", provider = "", publisher = "", offer = "" } = dims;
  const stated = offerClassOf(offer);
  return {
    owner: place.owner,
    provider,
    offer: ON_ITS_NAME.test(gpu) ? { ...stated, form: "" } : stated,
    nearness: nearnessIn(dims, place),
    route: publisher,
  };
}

// Written out: of a hundred thousand prices, spreading their parts is most of what they cost.
function postingOf({ period: day, series }: StoredPrice, price: number, offered: Offered): Posting {
  const { owner, provider, offer, nearness, route } = offered;
  return { day, owner, provider, offer, price, nearness, route, series };
}

/** A stored price in its market, with the ultimate owner of who sells: a vote of the rate card, or refused by a rule. */
export type Placed<O extends StoredPrice = StoredPrice> = {
  market: Market;
  observation: O;
  owner: string | null;
  posting: Posting | null;
  refused: Refused | null;
};

type Spot = { market: Market; owner: string | null; rules: Rules; offered: Offered | null };

/** What dimensions say of every price that has them; null where it belongs to no segment or tenor of the index. */
function spotOf(dims: Dims, roster: Roster): Spot | null {
  const { gpu = "", provider = "", tenor = "" } = dims;
  const place = roster(provider);
  const segment = place?.segment ?? dims["segment"] ?? "";
  if (!isOneOf(SEGMENTS, segment) || !isOneOf(TENORS, tenor)) return null;
  const owner = place?.owner ?? null;
  return {
    market: { gpu, segment, tenor },
    owner,
    rules: rulesOf(dims, owner),
    offered: place && offeredBy(dims, place),
  };
}

/**
 * Places stored prices: which GPU an open name means by the seller's other prices, the segment by the roster of clouds and
 * not by the source's word, and whether it is a vote. What belongs to no segment or tenor of the index is left out.
 */
export function placedPrices<O extends StoredPrice>(observations: readonly O[], roster: Roster): Placed<O>[] {
  const named = withFormFactors(observations);
  const relabelled = relabelledAsSpot(named);
  const spots = byDims((dims) => spotOf(dims, roster));
  const placed: Placed<O>[] = [];
  for (const observation of named) {
    const { dims, value } = observation;
    const spot = value === null ? null : spots(dims);
    if (value === null || !spot) continue;
    const { market, owner, rules, offered } = spot;
    const refused = relabelled.has(observation) ? RELABELLED : refusalOf(value, rules);
    placed.push({
      market,
      observation,
      owner,
      refused,
      posting: offered && !refused ? postingOf(observation, value, offered) : null,
    });
  }
  return placed;
}

/** Groups what is placed by market. */
export const byMarket = <O extends StoredPrice>(placed: readonly Placed<O>[]): Map<string, Placed<O>[]> =>
  groupBy(placed, (one) => marketKey(one.market));
