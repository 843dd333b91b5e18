/** One level: a GPU, a segment, a tenor. */
export type Market = { gpu: string; segment: string; tenor: string };

/** What tells markets apart. */
export const marketKey = ({ gpu, segment, tenor }: Market): string => `${gpu} ${segment} ${tenor}`;
