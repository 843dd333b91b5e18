import { z } from "zod";

const any = z.string().max(60).default("all");

/** What a reader chose on the page of all clouds. */
export const CloudsView = z.object({
  kind: any,
  country: any,
  sovereign: z.enum(["all", "yes", "no"]).default("all"),
  status: any,
  tier: any,
  measure: z.enum(["power", "gpus"]).default("power"),
});
export type CloudsView = z.infer<typeof CloudsView>;

/** What a reader chose on the page of one cloud. */
export const CloudView = z.object({ measure: z.enum(["power", "gpus"]).default("power") });
export type CloudView = z.infer<typeof CloudView>;
