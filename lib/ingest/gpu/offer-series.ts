import { median } from "@/lib/models/price-level";
import type { Offer } from "./offer";

const keyOf = ({ gpu, segment, provider, tenor, prepay, kind, region, offer }: Offer): string =>
  [gpu, segment, provider, tenor, prepay ?? "", kind, region ?? "", offer ?? ""].join(" ");

function foldOf(group: readonly Offer[]): Offer | null {
  const [first, ...others] = group;
  const prices = group.map((one) => one.usdPerGpuHour);
  const middle = median(prices);
  if (!first || middle === null) return null;
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  if (others.length === 0) return first;
  if (low === high) return { ...first, raw: `${first.raw}; the same in ${group.length} rows` };
  const raw = `Median of ${group.length} rows from ${low.toFixed(4)} to ${high.toFixed(4)}, such as ${first.raw}`;
  return { ...first, usdPerGpuHour: middle, low, high, raw };
}

/**
 * The offers of one answer, one for each series: a source lists one machine for each of its zones or data centres. Where
 * those differ, the value is their median and the range what they span. In the order in which series were first met.
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
