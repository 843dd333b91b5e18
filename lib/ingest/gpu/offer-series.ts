import { median } from "@/lib/models/price-level";
import type { Doubt } from "../connector";
import type { Offer } from "./offer";

const keyOf = ({ gpu, segment, provider, tenor, prepay, kind, region, offer }: Offer): string =>
  [gpu, segment, provider, tenor, prepay ?? "", kind, region ?? "", offer ?? ""].join(" ");

/** How far the list of one seller goes apart from place to place, and its spot price from zone to zone. */
const MOST_APART = { list: 1.9, spot: 5 };
const NEAR = 0.03;

function twoInOnePlace(group: readonly Offer[]): boolean {
  const prices = new Map<string, number>();
  return group.some(({ place, usdPerGpuHour }) => {
    const known = place === undefined ? undefined : prices.get(place);
    if (place !== undefined) prices.set(place, usdPerGpuHour);
    return known !== undefined && known !== usdPerGpuHour;
  });
}

/**
 * Whether rows of one offer say the price of two goods: for a node and for one of its GPUs, or further apart than the
 * seller's prices in different places are. What many hosts ask on a marketplace may lie as far apart as it does.
 */
function contradiction(group: readonly Offer[], low: number, high: number): Doubt | null {
  const [first] = group;
  if (!first || low <= 0) return null;
  const gpus = Number(/^x(\d+)/.exec(first.offer ?? "")?.[1] ?? "1");
  const apart = high / low;
  const perGpu = gpus > 1 && Math.abs(apart / gpus - 1) <= NEAR;
  const most = first.tenor === "spot" ? MOST_APART.spot : MOST_APART.list;
  const wide = first.segment === "marketplace" || first.segment === "broker" ? false : apart > most;
  const twice = first.segment !== "marketplace" && first.segment !== "broker" && twoInOnePlace(group);
  if (!perGpu && !wide && !twice) return null;
  const cause = perGpu
    ? `by the ${gpus} GPUs of the node: one row is for one of them`
    : twice
      ? "for one machine in one place"
      : `by ${apart.toFixed(1)} times`;
  const words = `${group.length} rows of one offer contradict each other, ${low.toFixed(4)} and ${high.toFixed(4)}, ${cause}.`;
  return { rule: "contradiction", reason: `${words} Such as ${first.raw}`.slice(0, 400) };
}

function foldOf(group: readonly Offer[]): Offer | null {
  const [first, ...others] = group;
  const prices = group.map((one) => one.usdPerGpuHour);
  const middle = median(prices);
  if (!first || middle === null) return null;
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  if (others.length === 0) return first;
  if (low === high) return { ...first, raw: `${first.raw}; the same in ${group.length} rows` };
  const doubt = contradiction(group, low, high);
  // No price lies between two that are of different goods: the larger one is proposed, and nothing is published.
  if (doubt) return { ...first, usdPerGpuHour: high, low, high, doubt };
  const raw = `Median of ${group.length} rows from ${low.toFixed(4)} to ${high.toFixed(4)}, such as ${first.raw}`;
  return { ...first, usdPerGpuHour: middle, low, high, raw };
}

/**
 * The offers of one answer, one for each series: a source lists one machine for each of its zones or data centres. Where
 * those differ, the value is their median and the range what they span; where they contradict each other, they are held. In the order in which series were first met.
 */
export function offerSeries(offers: readonly Offer[]): Offer[] {
  const groups = new Map<string, Offer[]>();
  for (const offer of offers) {
    const key = keyOf(offer);
    const group = groups.get(key);
    if (group) group.push(offer);
    else groups.set(key, [offer]);
  }
  return [...groups.values()].flatMap((group) => foldOf(group) ?? []);
}
