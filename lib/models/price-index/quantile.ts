/** A value and how much it weighs. */
export type Weighted = { value: number; weight: number };

/**
 * The value below which the share `q` of the weight lies, each weight standing at its middle and straight lines between
 * (Hazen). With equal weights `q` = 0.5 is the ordinary median. NaN for none; never outside of the values.
 */
export function weightedQuantile(ascending: readonly Weighted[], q: number): number {
  const whole = ascending.reduce((sum, one) => sum + one.weight, 0);
  let before = 0;
  let last: { at: number; value: number } | null = null;
  for (const { value, weight } of ascending) {
    const at = (before + weight / 2) / whole;
    if (at >= q) return last ? last.value + ((value - last.value) * (q - last.at)) / (at - last.at) : value;
    before += weight;
    last = { at, value };
  }
  return last?.value ?? Number.NaN;
}
