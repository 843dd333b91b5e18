import type { Reader } from "@/lib/access/reader";
import { sellerOf } from "@/lib/datasets/codes/gpu-price-sellers";
import { rosterOf } from "@/lib/indices/roster";
import type { Observation } from "@/lib/store/rows";
import { isAggregated } from "./words";

/**
 * Puts each price into the segment of its seller in the roster of clouds, as the index does, and not of its source's word.
 * A seller that rents out no machines is a serverless platform; one that the roster does not know stays where its source
 * puts it, and so do published indices.
 */
export async function inSellersSegment(reader: Reader): Promise<(one: Observation) => Observation> {
  const sellers = await reader.sellers();
  const roster = rosterOf(sellers);
  const known = new Set(sellers.map((one) => one.slug));
  return (one) => {
    const { provider = "", kind = "" } = one.dims;
    if (!isAggregated(kind) || !known.has(sellerOf(provider))) return one;
    const segment = roster(provider)?.segment ?? "serverless";
    return segment === one.dims["segment"] ? one : { ...one, dims: { ...one.dims, segment } };
  };
}
