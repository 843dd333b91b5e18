import type { Reader } from "@/lib/access/reader";
import { formatChange } from "@/lib/kernel/format";
import { loadCapex } from "../capex/load";
import { CapexView } from "../capex/view";
import { loadPrices } from "../prices/load";
import { factsTile } from "../prices/facts-tile";
import { marketLevels } from "../prices/market-levels";
import { PricesView } from "../prices/view";
import type { Row } from "../figure";
import { withGaps } from "../gaps";
import type { Headline, HeadlineSource } from "./headline";

const GPU = "h100-sxm";
const LINES_AT_HOME = 2;

/**
 * The one level of a segment, on demand, for the GPU that the prices page opens with: the very tile of that page. Without
 * a right to the index, the page's monthly median.
 */
export function priceHeadline(segment: string, name: string): HeadlineSource {
  return {
    dataset: "gpu-prices",
    load: async (reader) => {
      const [level] = await marketLevels(reader, [{ gpu: GPU, segment, tenor: "on-demand" }]);
      const tile = level ? factsTile(level.facts) : await monthlyTile(reader, segment);
      // The page itself has the rest.
      const details = tile?.details?.slice(0, LINES_AT_HOME) ?? [];
      return tile && { ...tile, details, label: `H100 SXM, ${name}, on demand`, href: `/prices?segment=${segment}` };
    },
  };
}

const sumOf = (row: Row) => ({
  day: String(row["quarter"]?.value ?? ""),
  value: typeof row["sum"]?.value === "number" ? row["sum"].value : null,
});

async function monthlyTile(reader: Reader, segment: string): Promise<Headline | null> {
  if (reader.may("gpu-price-index")) return null;
  const { headlines } = await loadPrices(reader, PricesView.parse({ segment }));
  const tile = headlines.find((one) => one.cell.value !== null);
  return tile ? { ...tile, kind: "monthly median" } : null;
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
      history: withGaps(complete.toReversed().map(sumOf), "quarter"),
    };
  },
};
