const OBJECT_BYTES = 40;
const SLOT_BYTES = 12;
/** So many elements of a long list stand for all of it. */
const SAMPLE = 32;

function listWeight(list: readonly unknown[]): number {
  const step = Math.max(1, Math.floor(list.length / SAMPLE));
  let [looked, sum] = [0, 0];
  for (let at = 0; at < list.length; at += step) {
    sum += weightOf(list[at]);
    looked += 1;
  }
  return OBJECT_BYTES + list.length * SLOT_BYTES + (looked === 0 ? 0 : (sum / looked) * list.length);
}

/**
 * About how many bytes of memory a value takes, at least 1: strings by their length, lists by a sample of their elements.
 * What several values share is counted with each.
 */
export function weightOf(value: unknown): number {
  if (typeof value === "string") return OBJECT_BYTES / 2 + value.length;
  if (value === null || typeof value !== "object") return SLOT_BYTES;
  if (ArrayBuffer.isView(value)) return OBJECT_BYTES + value.byteLength;
  if (Array.isArray(value)) return Math.ceil(listWeight(value));
  if (value instanceof Map)
    return Math.ceil(OBJECT_BYTES + listWeight([...value.keys()]) + listWeight([...value.values()]));
  if (value instanceof Set) return Math.ceil(OBJECT_BYTES + listWeight([...value]));
  let sum = OBJECT_BYTES;
  for (const one of Object.values(value)) sum += SLOT_BYTES + weightOf(one);
  return sum;
}
