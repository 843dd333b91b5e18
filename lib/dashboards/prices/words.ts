import { datasetOf } from "@/lib/datasets/registry";
import { formatNumber } from "@/lib/kernel/format";
import { LEAST_PROVIDERS } from "@/lib/models/price-level";
import { PRICES } from "./view";

export const UNIT = "USD/GPU-hour";

/** `$2.95`: what it is for stands in the subtitle. */
export const dollars = (price: number): string => `$${formatNumber(price, UNIT, 2, true)}`;

/** `7 providers`, `1 provider`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Why there is no aggregate. */
export const notAssessed = (providers: number): string => `not assessed (${providers} of ${LEAST_PROVIDERS} providers)`;

/** The words of a code of the dataset, as in its definition. */
export function codeLabel(dimension: string, code: string): string {
  const found = datasetOf(PRICES).dimensions[dimension];
  return (found && "codes" in found ? found.codes[code] : undefined) ?? code;
}

/** A tenor before a noun: `on-demand`, `12-month`. */
export function tenorAdjective(tenor: string): string {
  if (tenor === "on-demand") return tenor;
  if (tenor === "reserved") return "reserved (term not stated)";
  return codeLabel("tenor", tenor)
    .toLowerCase()
    .replace(/^(\d+) months?$/, "$1-month");
}

/** How a kind of price says itself in a sentence, and what several of it are called. */
export function kindWords(kind: string): { verb: string; prices: string } {
  if (kind === "list") return { verb: "listed at", prices: "list prices" };
  if (kind === "quote") return { verb: "quoted at", prices: "quotes" };
  if (kind === "ask") return { verb: "asked at", prices: "asks" };
  if (kind === "catalogue") return { verb: "put at", prices: "prices of third parties' catalogues" };
  return { verb: "put at", prices: kind === "index" ? "published indices" : "comments" };
}

/** Whether prices of a kind are providers' own, which may be put together; indices and comments never are. */
export const isAggregated = (kind: string): boolean => kind !== "index" && kind !== "commentary";
