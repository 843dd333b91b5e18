import { z } from "zod";
import { Slug } from "@/lib/kernel/slug";

/** What a reader chose on the capex page. An empty period is the one of which most is known. */
export const CapexView = z.object({
  companies: z
    .string()
    .max(300)
    .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/, "companies are names of a group or of companies, separated by commas")
    .default("big-4"),
  definition: z.enum(["cash", "incl-finance-leases"]).default("cash"),
  quarters: z.enum(["calendar", "fiscal"]).default("calendar"),
  unit: z.enum(["level", "yoy"]).default("level"),
  company: Slug.default("microsoft"),
  period: z
    .string()
    .regex(/^((FY)?\d{4}(Q[1-4])?)?$/, "a period is written FY2026, 2026 or 2026Q3")
    .default(""),
});
export type CapexView = z.infer<typeof CapexView>;

/** A definition of capex: its line in the data, and its words in a sentence. Two of them are never added up. */
export type CapexLine = { line: "capex" | "capex-incl-finance-leases"; words: string; only: string };

export const CAPEX_LINES: Record<CapexView["definition"], CapexLine> = {
  cash: { line: "capex", words: "cash capex", only: "as cash capex" },
  "incl-finance-leases": {
    line: "capex-incl-finance-leases",
    words: "capex including finance leases",
    only: "including finance leases",
  },
};
