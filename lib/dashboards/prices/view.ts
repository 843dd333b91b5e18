import { z } from "zod";
import { datasetOf } from "@/lib/datasets/registry";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";

export const PRICES = "gpu-prices";

/** The codes of a dimension as what a setting may be; what the definition does not list is refused. */
function codesOf(dimension: string): string[] {
  const found = datasetOf(PRICES).dimensions[dimension];
  return found && "codes" in found ? Object.keys(found.codes) : [];
}

/** What a reader chose on the price page. Empty `base` and `on` leave the choice to the page. */
export const PricesView = z.object({
  gpu: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(60)
    .default("h100-sxm"),
  segment: z.enum(["all", ...codesOf("segment").filter((one) => one !== "index")]).default("all"),
  tenor: z.enum(["all", ...codesOf("tenor")]).default("on-demand"),
  kind: z.enum(codesOf("kind")).default("list"),
  region: z.union([z.literal("all"), Slug]).default("all"),
  show: z.enum(["level", "change", "year", "index"]).default("level"),
  base: z.union([z.literal(""), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)]).default(""),
  log: z.enum(["0", "1"]).default("0"),
  on: z.union([z.literal(""), Day]).default(""),
  window: z.enum(["30", "90", "180", "365"]).default("180"),
});
export type PricesView = z.infer<typeof PricesView>;
