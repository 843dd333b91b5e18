import { daysBetween } from "@/lib/kernel/format";
import { datasetOf } from "@/lib/datasets/registry";
import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import type { Figure, Row } from "../figure";
import { marketName, nothingKnown, type PriceData } from "./data";
import { extremesWords } from "./extremes";
import { dim } from "./market";
import { sourceCell } from "./source-cell";
import { counted, kindWords, tenorAdjective, UNIT } from "./words";
import { PRICES } from "./view";

/** Up to half of what the dataset allows a price is fresh, up to all of it ageing, then stale. */
export function stalenessWord(days: number, staleAfterDays: number): "fresh" | "ageing" | "stale" {
  return days > staleAfterDays ? "stale" : days > staleAfterDays / 2 ? "ageing" : "fresh";
}

/** The newest known price of each series. */
export function newestOfEach(observations: readonly Observation[]): Observation[] {
  const newest = new Map<string, Observation>();
  for (const one of observations)
    if (one.value !== null && one.period >= (newest.get(one.series)?.period ?? "")) newest.set(one.series, one);
  return [...newest.values()];
}

const SILENT = new Set(["not-stated"]);

function rowOf(data: PriceData, one: Observation, staleAfterDays: number): Row {
  const days = daysBetween(one.period, data.today);
  const word = stalenessWord(days, staleAfterDays);
  const offer = ["offer", "region", "prepay"].filter((key) => !SILENT.has(dim(one, key)));
  const words = offer.map((key) =>
    key === "prepay" ? `prepaid ${data.label(key, dim(one, key))}` : data.label(key, dim(one, key)),
  );
  return {
    provider: { value: data.label("provider", dim(one, "provider")) },
    gpu: { value: data.label("gpu", dim(one, "gpu")) },
    segment: { value: data.label("segment", dim(one, "segment")) },
    tenor: { value: data.label("tenor", dim(one, "tenor")) },
    offer: { value: words.join(", ") },
    price: observedCell(one),
    seen: { value: one.period },
    age: { value: days, text: `${word}, ${counted(days, "day")}` },
    origin: sourceCell(data, one.source),
  };
}

/** Who is cheapest and dearest in the first market of which that may be said of anybody; empty where of none. */
function extremesTitle(data: PriceData, chosen: readonly Observation[]): string {
  for (const { gpu, segment, tenor } of data.markets) {
    const own = chosen.filter(
      (one) => dim(one, "gpu") === gpu && dim(one, "segment") === segment && dim(one, "tenor") === tenor,
    );
    const words = extremesWords(data, own);
    if (words !== "") return `${marketName({ gpuName: data.label("gpu", gpu) }, segment, tenor)}: ${words}`;
  }
  return "";
}

/** Every provider's newest price of the chosen segment and tenor, offer by offer, and how long ago it was seen. */
export function providersFigure(data: PriceData): Figure {
  const { segment, tenor, kind } = data.view;
  const { staleAfterDays } = datasetOf(PRICES);
  const chosen = newestOfEach(data.observations).filter(
    (one) => (segment === "all" || dim(one, "segment") === segment) && (tenor === "all" || dim(one, "tenor") === tenor),
  );
  const newest = chosen.toSorted((a, b) => b.period.localeCompare(a.period) || (a.value ?? 0) - (b.value ?? 0));
  const providers = new Set(chosen.map((one) => dim(one, "provider"))).size;
  const current = chosen.filter((one) => daysBetween(one.period, data.today) <= staleAfterDays).length;
  const name = `${tenor === "all" ? "" : `${tenorAdjective(tenor)} `}${data.gpuName}`;
  const last = newest[0]?.period ?? "";
  const seen =
    current > 0
      ? `${current} of ${counted(chosen.length, "price")} of ${name} from ${counted(providers, "provider")} were seen in the last ${staleAfterDays} days`
      : `None of ${counted(chosen.length, "price")} of ${name} from ${counted(providers, "provider")} was seen after ${last}`;
  return {
    id: "providers",
    title: extremesTitle(data, chosen) || seen,
    subtitle: `${UNIT}, ${kindWords(kind).prices}; newest price of each offer. Stale after ${staleAfterDays} days, ageing after half of that`,
    chart: null,
    table: {
      columns: [
        { key: "provider", label: "Provider", kind: "text" },
        ...(data.gpus.length > 1 ? [{ key: "gpu", label: "GPU", kind: "text" } as const] : []),
        { key: "segment", label: "Segment", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "price", label: "Price", kind: "number", unit: UNIT, decimals: 2 },
        { key: "seen", label: "Last seen", kind: "day" },
        { key: "age", label: "Staleness", kind: "text" },
        { key: "offer", label: "Offer, region, prepaid", kind: "text" },
        { key: "origin", label: "Source", kind: "text" },
      ],
      rows: newest.map((one) => rowOf(data, one, staleAfterDays)),
    },
    note: "Last seen is the day for which the source recorded the price; it may stand still today. Two publishers that saw one price are two rows.",
    ...(chosen.length === 0 ? { empty: nothingKnown(data, `price of ${name} in this segment, kind and region`) } : {}),
  };
}
