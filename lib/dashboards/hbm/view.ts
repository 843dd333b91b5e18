import { z } from "zod";

/** What a reader chose on the HBM page; `all` keeps every value, each in a chart of its own where they cannot be mixed. */
export const HbmView = z.object({
  basis: z.string().max(40).default("all"),
  generation: z.string().max(40).default("all"),
  customer: z.string().max(40).default("all"),
  publisher: z.string().max(80).default("all"),
});
export type HbmView = z.infer<typeof HbmView>;
