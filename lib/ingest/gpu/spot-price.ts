/** Some sources repeat the list where they know of no spot price. */
export const SPOT_AT_LIST = "a spot price that equals the list: the source knows of none";

/** Whether a spot price is the list once more. Either may be missing. */
export const isListAgain = (spot: number | null | undefined, list: number | null | undefined): boolean =>
  typeof spot === "number" && typeof list === "number" && Math.abs(spot - list) <= Math.abs(list) * 1e-9;
