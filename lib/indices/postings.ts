import { groupBy } from "@/lib/kernel/group-by";
import { type Market, marketKey } from "@/lib/models/price-index/market";
import { type Nearness, type Posting, SECOND_HAND } from "@/lib/models/price-index/posting";
import type { Observation } from "@/lib/store/rows";
import { assessedGpus, SEGMENTS, TENORS } from "./assessed-gpus";
import { isOpenName, withFormFactors } from "./form-factors";
import { isServerless, offerClassOf } from "./offers";
import { regionOf } from "./regions";
import { relabelledAsSpot } from "./relabelled";
import type { Place, Roster } from "./roster";
import { nearnessOf } from "./routes";

/** A posted price that has no vote, with the rule. */
export type Refused = { rule: string; why: string };

const BOUNDS = new Map(assessedGpus.map((one) => [one.gpu, one.bounds]));
const SENTINELS = [0, 0.5];
const ON_ITS_NAME = /-(sxm|pcie|nvl|nvl72)$/;

const RELABELLED: Refused = { rule: "TENOR", why: "its source lists the same price as spot since" };

const isOneOf = (codes: readonly string[], code: string): boolean => codes.includes(code);

/** Why a stored price is no vote; null where it is one. */
function refusalOf(one: Observation, owner: string | null): Refused | null {
  const { gpu = "", kind = "", prepay = "", offer = "", region = "" } = one.dims;
  const price = one.value ?? 0;
  if (kind !== "list" && kind !== "quote") return { rule: "KIND", why: `${kind} is no list and no quote` };
  if (owner === null) return { rule: "ROSTER", why: "the roster of clouds knows no such seller of machines" };
  if (isServerless(offer)) return { rule: "SERVICE", why: "billed by the second of a service, not a machine" };
  if (isOpenName(gpu)) return { rule: "FORM", why: "neither source nor seller says which form factor it is" };
  if (prepay === "p100") return { rule: "PREPAID", why: "what is paid in full beforehand is another good" };
  if (SENTINELS.includes(price)) return { rule: "SENTINEL", why: "a value that stands for none" };
  const [least, most] = BOUNDS.get(gpu) ?? [0.01, 150];
  if (price < least || price > most) return { rule: "BOUNDS", why: `outside of ${least} to ${most}` };
  const where = regionOf(owner, region);
  return typeof where === "string" ? null : { rule: "REGION", why: where.why };
}

/** How near a price is to who sells; one that a broker quotes for another's machines is what a reseller asks. */
function nearnessIn({ dims }: Observation, { owner, segment }: Place): Nearness {
  const { provider = "", publisher = "", region = "" } = dims;
  if (regionOf(owner, region) === "beside") return 4;
  const isResold = dims["segment"] === "broker" && (segment === "neocloud" || segment === "hyperscaler");
  const near = nearnessOf(publisher, provider);
  return isResold && near < SECOND_HAND ? SECOND_HAND : near;
}

function postingOf(one: Observation, place: Place): Posting {
  const { gpu = "", provider = "", publisher = "", offer = "" } = one.dims;
  const { owner } = place;
  const stated = offerClassOf(offer);
  return {
    day: one.period,
    owner,
    provider,
    offer: ON_ITS_NAME.test(gpu) ? { ...stated, form: "" } : stated,
    price: one.value ?? Number.NaN,
    nearness: nearnessIn(one, place),
    route: publisher,
    series: one.series,
  };
}

/** A stored price in its market, with the ultimate owner of who sells: a vote of the rate card, or refused by a rule. */
export type Placed = {
  market: Market;
  observation: Observation;
  owner: string | null;
  posting: Posting | null;
  refused: Refused | null;
};

/**
 * Places stored prices: which GPU an open name means by the seller's other prices, the segment by the roster of clouds and
 * not by the source's word, and whether it is a vote. What belongs to no segment or tenor of the index is left out.
 */
export function placedPrices(observations: readonly Observation[], roster: Roster): Placed[] {
  const named = withFormFactors(observations);
  const relabelled = relabelledAsSpot(named);
  return named.flatMap((observation): Placed[] => {
    if (observation.value === null) return [];
    const { gpu = "", provider = "", tenor = "" } = observation.dims;
    const place = roster(provider);
    const segment = place?.segment ?? observation.dims["segment"] ?? "";
    if (!isOneOf(SEGMENTS, segment) || !isOneOf(TENORS, tenor)) return [];
    const refused = relabelled.has(observation) ? RELABELLED : refusalOf(observation, place?.owner ?? null);
    const posting = refused || !place ? null : postingOf(observation, place);
    return [{ market: { gpu, segment, tenor }, observation, owner: place?.owner ?? null, posting, refused }];
  });
}

/** Groups what is placed by market. */
export const byMarket = (placed: readonly Placed[]): Map<string, Placed[]> =>
  groupBy(placed, (one) => marketKey(one.market));
