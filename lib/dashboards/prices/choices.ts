import { formatMonth } from "@/lib/kernel/format";
import { periodEnd } from "@/lib/kernel/period";
import type { SeriesInfo } from "@/lib/store/rows";
import type { Labels } from "../dataset/names";
import { families, familyOf, familySetting, variantsOf } from "./family";
import { assessedLevels, type Market, SEGMENTS, TENORS } from "./market";
import { codeLabel } from "./words";
import type { PricesView } from "./view";

export type Choice = { value: string; label: string };
export type PriceChoices = Record<"gpu" | "segment" | "tenor" | "kind" | "region" | "base" | "on", Choice[]>;

const FIRST = "h100";

/** Families in order, H100 first, and within one SXM first; after its variants the family with its lines apart. */
function gpuChoices(priced: readonly string[], label: Labels): Choice[] {
  const several = new Set(families(priced));
  const rank = (family: string) => (family === FIRST ? "" : label("gpu", family));
  const order = [...new Set(priced.map(familyOf))].toSorted((a, b) =>
    rank(a).localeCompare(rank(b), "en", { numeric: true }),
  );
  return order.flatMap((family) => {
    const own = variantsOf(family, priced).map((value) => ({ value, label: label("gpu", value) }));
    return several.has(family)
      ? [...own, { value: familySetting(family), label: `${family.toUpperCase()}, all variants apart` }]
      : own;
  });
}

const coded = (dimension: string, codes: readonly string[]): Choice[] =>
  codes.map((value) => ({ value, label: codeLabel(dimension, value) }));

const withOwn = (choices: Choice[], value: string): Choice[] =>
  value === "" || choices.some((one) => one.value === value) ? choices : [...choices, { value, label: value }];

/** What the settings of the page can be, as far as anything is known of it. */
export function priceChoices(
  series: readonly SeriesInfo[],
  markets: readonly Market[],
  view: PricesView,
  label: Labels,
): PriceChoices {
  const known = (key: string) => [...new Set(series.map((one) => one.dims[key] ?? ""))];
  const assessed = [...new Set(markets.flatMap((market) => assessedLevels(market).map((level) => level.month)))]
    .toSorted()
    .toReversed();
  const months = [...new Set(markets.flatMap((market) => market.levels.map((level) => level.month)))]
    .toSorted()
    .toReversed();
  const regions = known("region")
    .filter((one) => one !== "not-stated")
    .toSorted();
  const ends = months.map((month) => periodEnd(month, "month"));
  return {
    gpu: gpuChoices(known("gpu"), label),
    segment: [{ value: "all", label: "All, apart" }, ...coded("segment", SEGMENTS)],
    tenor: [{ value: "all", label: "All, apart" }, ...coded("tenor", TENORS)],
    kind: coded("kind", ["list", "quote", "ask", "catalogue", "index", "commentary"]),
    region: [{ value: "all", label: "All" }, ...coded("region", [...regions, "not-stated"])],
    base: withOwn(
      [
        { value: "", label: "Start of the longest chain" },
        ...assessed.map((month) => ({ value: month.slice(0, 7), label: formatMonth(month) })),
      ],
      view.base,
    ),
    on: withOwn([{ value: "", label: "Latest" }, ...ends.map((value) => ({ value, label: value }))], view.on),
  };
}
