/**
 * What one whole GPU has, in GB, as sellers write it; several where they round differently. `a100` may be either size:
 * who sells but one of them says so.
 */
const OWN: Readonly<Record<string, readonly number[]>> = {
  "a100-40gb": [40],
  "a100-80gb": [80],
  a100: [40, 80],
  "h100-nvl": [94, 95],
  h100: [80, 94],
  gh200: [96, 144],
  "h200-nvl": [141, 143],
  h200: [141, 143],
  b200: [180, 192, 183],
  gb200: [186, 192],
  b300: [288, 270, 279],
  gb300: [288, 279],
  l40s: [48],
  mi300x: [192],
  mi325x: [256],
  mi350x: [288],
  mi355x: [288],
};

/** What the form factor leaves as it is: `h100-sxm` has the memory of an `h100`. */
const familyOf = (gpu: string): string => (gpu in OWN ? gpu : (gpu.split("-")[0] ?? gpu));
const ownOf = (gpu: string): readonly number[] => OWN[familyOf(gpu)] ?? [];

/** Rounded and binary gigabytes stay above it; the largest slice that is cut from a GPU is a half and a bit. */
const LEAST_OF_A_WHOLE = 0.8;
/** How far a sum may be from a whole number of GPUs: by their rounding, and never half way to the next number. */
const closeTo = (whole: number): number => Math.min(0.04, 0.25 / whole);

export const SLICE = "a slice of a GPU";

/** Whether so much memory is less than one GPU of the kind has: a slice, which is another good. */
export function isSlice(gpu: string, memoryGb: number | null): boolean {
  const least = Math.min(...ownOf(gpu));
  return memoryGb !== null && memoryGb > 0 && Number.isFinite(least) && memoryGb < least * LEAST_OF_A_WHOLE;
}

/** How many GPUs have so much memory together: `slice` where it is less than one, null where it is no whole number. */
export function gpusIn(gpu: string, memoryGb: number): number | "slice" | null {
  const own = ownOf(gpu);
  for (const one of own) {
    const count = memoryGb / one;
    const whole = Math.round(count);
    if (whole >= 1 && Math.abs(count / whole - 1) <= closeTo(whole)) return whole;
  }
  return memoryGb < Math.min(...own) ? "slice" : null;
}
