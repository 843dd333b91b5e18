import type { Observation } from "@/lib/store/rows";

/** What of a stored price the index needs. Prices of one series share their dimensions, by which what they mean is kept. */
export type StoredPrice = Pick<Observation, "series" | "dims" | "period" | "value" | "confidence">;

/** Keeps what was found of dimensions, which many prices share. */
export function byDims<T>(find: (dims: StoredPrice["dims"]) => T): (dims: StoredPrice["dims"]) => T {
  const kept = new WeakMap<object, { found: T }>();
  let last: { dims: StoredPrice["dims"]; found: T } | null = null;
  return (dims) => {
    // Prices of one series mostly follow one another.
    if (last?.dims === dims) return last.found;
    const known = kept.get(dims) ?? { found: find(dims) };
    kept.set(dims, known);
    last = { dims, found: known.found };
    return known.found;
  };
}
