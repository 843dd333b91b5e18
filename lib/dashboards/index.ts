import type { Reader } from "@/lib/access/reader";
import type { Figure } from "./figure";

/** Loads the figures of a page for the query of its address, without `asOf`. Throws invalid for what it does not know. */
export type LoadFigures = (reader: Reader, params: URLSearchParams) => Promise<{ figures: readonly Figure[] }>;

/** The pages whose figures can be had as CSV, by the first part of their address. */
export const dashboards: Record<string, LoadFigures> = {};
