import { formatChange } from "@/lib/kernel/format";
import { loadCapex } from "../capex/load";
import { CapexView } from "../capex/view";
import { loadPrices } from "../prices/load";
import { PricesView } from "../prices/view";
import type { HeadlineSource } from "./headline";

/** The newest assessed level of one segment, on demand, for the GPU that the prices page opens with. */
export function priceHeadline(segment: string, name: string): HeadlineSource {
  return {
    dataset: "gpu-prices",
    load: async (reader) => {
      const { headlines, monthly } = await loadPrices(reader, PricesView.parse({ segment }));
      const found = [...headlines, ...monthly].find((one) => one.cell.value !== null);
      if (!found) return null;
      return { ...found, label: `H100 SXM, ${name}, on demand`, href: `/prices?segment=${segment}` };
    },
  };
}

/** The newest complete quarter of the big four's cash capex, as the capex page sums it. */
export const capexHeadline: HeadlineSource = {
  dataset: "company-financials",
  load: async (reader) => {
    const { figures } = await loadCapex(reader, CapexView.parse({}));
    const rows = figures.find((one) => one.id === "sum")?.table.rows ?? [];
    const complete = rows.filter((row) => typeof row["sum"]?.value === "number");
    const newest = complete[0];
    if (!newest?.["sum"]) return null;
    const growth = newest["yoy"]?.value;
    const on = newest["quarter"]?.text ?? String(newest["quarter"]?.value ?? "");
    return {
      key: "big-4-capex",
      label: "Big four, cash capex",
      href: "/capex",
      unit: "USD",
      decimals: 0,
      cell: newest["sum"],
      on,
      period: `${on}${typeof growth === "number" ? `, ${formatChange(growth, 0)} on the year before` : ""}`,
      change: null,
      history: complete.toReversed().map((row) => (typeof row["sum"]?.value === "number" ? row["sum"].value : null)),
    };
  },
};
