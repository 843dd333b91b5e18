import { describe, expect, it } from "vitest";
import { assessedGpus } from "@/lib/indices/assessed-gpus";
import { computeIndex, type Course } from "@/lib/indices/compute";
import { barredOn, type DatedQuote, datedQuotes, inputsOn, QuoteBook, type Sold } from "@/lib/indices/dated-quotes";
import { parameters } from "@/lib/models/price-index/parameters";
import type { Observation } from "@/lib/store/rows";

const gpu = assessedGpus[0];
if (!gpu) throw new Error("H100 is assessed");
const DAY = "2026-11-18";

const seen = (value: number, dims: Record<string, string>, more: Partial<Observation> = {}): Observation => ({
  series: Object.values(dims).join("."),
  measure: "price",
  dims: { gpu: "h100-sxm", provider: "lambda", kind: "list", tenor: "on-demand", publisher: "lambda", ...dims },
  unit: "USD/GPU-hour",
  frequency: "day",
  period: DAY,
  periodEnd: null,
  periodLabel: null,
  value,
  low: null,
  high: null,
  status: "A",
  confidence: null,
  knownAt: `${DAY}T00:00:00.000Z`,
  source: "constructed",
  note: null,
  ...more,
});

const sold = (observations: readonly Observation[]): Sold[] =>
  observations.map((observation) => ({ observation, owner: observation.dims["provider"] ?? null }));

const rulesOf = (observations: Observation[], day = DAY) =>
  barredOn(datedQuotes(sold(observations), gpu).barred, day, parameters).map((one) => one.rule);

describe("what may never enter an index is logged with its rule", () => {
  it.each([
    ["a sentinel, as RunPod writes 0.5 for none (T2)", seen(0.5, {}), "SENTINEL"],
    ["a reservation's total read as an hourly price (T3)", seen(7865, {}), "BOUNDS"],
    ["a form factor that the source leaves open (T6)", seen(2.5, { gpu: "h100" }), "FORM"],
    ["a spot price that is a fixed share of the list (T11)", seen(1.6, { kind: "administered" }), "KIND"],
    ["a third party's catalogue, which may repeat old rows (T12)", seen(2.5, { kind: "catalogue" }), "KIND"],
    ["an index of somebody else", seen(2.5, { kind: "index" }), "KIND"],
    ["what a press article says of a price (T13)", seen(80.62 / 8, { kind: "commentary" }), "KIND"],
    ["a price in India", seen(2.5, { region: "india" }), "REGION"],
    ["a thin book of asks", seen(2.5, { kind: "ask" }, { confidence: "low" }), "THIN"],
    ["a price per second of a service", seen(2.5, { offer: "x1-serverless" }), "SERVICE"],
    ["a hyperscaler's price in another region", seen(2.5, { provider: "aws", region: "us-west-2" }), "REGION"],
    ["a prepaid term below a year", seen(2.5, { tenor: "m1", prepay: "p100" }), "PREPAID"],
  ])("%s", (_, observation, rule) => {
    expect(datedQuotes(sold([observation]), gpu).quotes).toEqual([]);
    expect(rulesOf([observation])).toEqual([rule]);
  });

  it("for as long as it would have counted, and the newest of its series alone", () => {
    const old = seen(0.5, {}, { period: "2026-11-10" });
    expect(rulesOf([old])).toEqual([]);
    expect(rulesOf([old], "2026-11-17")).toEqual(["SENTINEL"]);
    expect(rulesOf([seen(0.5, {}, { period: "2026-11-17" }), seen(0.5, {})])).toEqual(["SENTINEL"]);
    expect(rulesOf([seen(0.5, {}, { period: "2026-11-19" })])).toEqual([]);
  });

  it("and what is there for comparison alone is one line a publisher", () => {
    const many = [2, 3, 4].map((price) =>
      seen(price, { kind: "catalogue", publisher: "skypilot", provider: `p${price}` }),
    );
    const found = barredOn(datedQuotes(sold(many), gpu).barred, DAY, parameters);
    expect(found).toEqual([
      {
        provider: "skypilot",
        series: "",
        price: 3,
        rule: "KIND",
        why: "3 prices of skypilot, their middle: catalogue is shown for comparison alone",
      },
    ]);
  });
});

describe("a day on which half of last week's providers are gone", () => {
  const quotes = (providers: number, day: string, level = 3): DatedQuote[] =>
    Array.from({ length: providers }, (_, at) => ({
      series: `p${at}`,
      provider: `p${at}`,
      route: `r${at % 3}`,
      direct: true,
      tier: "2",
      price: level + at / 100,
      features: {},
      kind: "quote",
      day,
    }));
  const known = (later: number): DatedQuote[] => [
    ...["2026-11-09", "2026-11-11"].flatMap((day) => quotes(9, day)),
    ...["2026-11-15", "2026-11-16"].flatMap((day) => quotes(later, day)),
  ];
  const course = (later: number): Course => ({
    inputs: (day) => inputsOn(new QuoteBook(known(later)), day, false, parameters),
    contract: false,
    from: "2026-11-09",
    to: "2026-11-16",
    today: "2026-11-17",
    standing: new Map(),
    released: new Set(),
    table: parameters,
  });
  const last = (given: Course) => computeIndex(given).at(-1);

  it("waits for a person, and says why", () => {
    expect(last(course(4))).toMatchObject({
      day: "2026-11-16",
      status: "withheld",
      alarm: { words: "rests on 4 providers where it had 9 a week before" },
    });
  });
  it("is assessed where half of them are still there, and once a person has looked", () => {
    expect(last(course(5))).toMatchObject({ day: "2026-11-16", status: "provisional", alarm: null });
    expect(last({ ...course(4), released: new Set(["2026-11-16"]) })).toMatchObject({ status: "provisional" });
  });
});
