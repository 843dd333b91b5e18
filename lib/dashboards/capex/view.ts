import { z } from "zod";
import { Slug } from "@/lib/kernel/slug";
import { DEFINITIONS } from "@/lib/models/capex-definition";

/** What a reader chose on the capex page. An empty period is the one of which most is known. */
export const CapexView = z.object({
  companies: z
    .string()
    .max(300)
    .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/, "companies are names of a group or of companies, separated by commas")
    .default("big-4"),
  definition: z.enum(DEFINITIONS).default("cash"),
  quarters: z.enum(["calendar", "fiscal"]).default("calendar"),
  unit: z.enum(["level", "yoy"]).default("level"),
  company: Slug.default("microsoft"),
  period: z
    .string()
    .regex(/^((FY)?\d{4}(Q[1-4]|H[12])?)?$/, "a period is written FY2026, 2026, 2026H1 or 2026Q3")
    .default(""),
});
export type CapexView = z.infer<typeof CapexView>;
