import type { LevelFacts } from "@/lib/dashboards/prices/level-facts";
import type { PriceData } from "@/lib/dashboards/prices/data";
import { dim, marketsOf } from "@/lib/dashboards/prices/market";
import { PricesView } from "@/lib/dashboards/prices/view";
import type { Observation, Source } from "@/lib/store/rows";

// All prices are constructed.
export function price(provider: string, period: string, value: number, dims: Record<string, string> = {}): Observation {
  const all: Record<string, string> = {
    gpu: "h100-sxm",
    segment: "neocloud",
    tenor: "on-demand",
    kind: "list",
    prepay: "not-stated",
    ...dims,
  };
  const series = ["GPU_PRICE", provider, ...Object.values(all)].join(".").toUpperCase();
  return {
    series,
    measure: "price",
    dims: { region: "not-stated", offer: "not-stated", publisher: "constructed", ...all, provider },
    unit: "USD/GPU-hour",
    frequency: "day",
    period,
    periodEnd: null,
    periodLabel: null,
    value,
    low: null,
    high: null,
    status: "A",
    confidence: null,
    knownAt: `${period}T00:00:00.000Z`,
    source: `source-of-${provider}`,
    note: null,
  };
}

export function pricesOf(
  observations: Observation[],
  settings: Record<string, string> = {},
  gpus = ["h100-sxm"],
): PriceData {
  const view = PricesView.parse(settings);
  const chosen = observations.filter((one) => gpus.includes(dim(one, "gpu")) && dim(one, "kind") === view.kind);
  return {
    view,
    label: (_, value) => value,
    gpus,
    gpuName: gpus.join("+"),
    observations: chosen,
    markets: marketsOf(chosen, gpus),
    levels: new Map(),
    family: observations,
    events: [],
    sources: new Map(),
    today: "2026-04-20",
    asOfDay: null,
  };
}

/** The source of a constructed provider's prices, with a grade. */
export const sourcesOfGrade = (grade: Source["grade"], provider: string): ReadonlyMap<string, Source> => {
  const key = `source-of-${provider}`;
  const source: Source = {
    key,
    title: "Constructed",
    publisher: "constructed",
    url: null,
    published: null,
    kind: "article",
    licence: null,
    reliability: null,
    grade,
    gradeWhy: "constructed",
    gradeBy: "rule",
  };
  return new Map([[key, source]]);
};

/** The facts of a constructed level of neocloud H100 on demand. */
export const facts: LevelFacts = {
  gpu: "h100-sxm",
  segment: "neocloud",
  tenor: "on-demand",
  day: "2026-04-19",
  value: 3.4,
  low: 2.5,
  high: 4.3,
  kind: "rate-card",
  grade: "B",
  votes: 21,
  seen31: 0.4,
  seen92: 0.9,
  moved30: 0.8,
  movedYear: null,
  companion: 3.9,
  fleets: 6,
  status: "A",
  ref: { series: "GPU_INDEX.H100_SXM.NEOCLOUD.ON_DEMAND.RATE_CARD", period: "2026-04-19" },
  history: [3.3, null, 3.4],
  recomputed: false,
  sources: ["the-index"],
};
