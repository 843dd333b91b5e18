import type { Market } from "./market";

/** What tells markets of the page apart: GPU, segment, tenor. */
export const marketKey = ({ gpu, segment, tenor }: Pick<Market, "gpu" | "segment" | "tenor">): string =>
  `${gpu} ${segment} ${tenor}`;
