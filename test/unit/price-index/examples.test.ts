import { describe, expect, it } from "vitest";
import { assess, type Input } from "@/lib/models/price-index/assess";
import { chainStep, compositionEffect } from "@/lib/models/price-index/chain";
import { mayCarry, revise } from "@/lib/models/price-index/decide";
import { middle, screen, shares } from "@/lib/models/price-index/level";
import { normalise, prepayFactor } from "@/lib/models/price-index/normalise";
import { parameters, parametersHash } from "@/lib/models/price-index/parameters";
import { forward, indicativeDiscount } from "@/lib/models/price-index/term";

// The six constructed examples of the methodology. Logarithms are natural; tolerance 1e-4.

const quote = (provider: string, price: number, tier: Input["tier"], more: Partial<Input> = {}): Input => ({
  series: `${provider} ${price}`,
  provider,
  route: provider,
  direct: true,
  tier,
  price,
  features: {},
  ageHours: 0,
  ttlHours: 168,
  ...more,
});
const usd = (x: number | null): number => Math.exp(x ?? Number.NaN);

describe("example 1: one quote is normalised", () => {
  const table = { ...parameters, factors: { pcieToSxm: 1.25, ethernetToInfiniband: 1.11, singleToEight: 1.05 } };
  it("moves a prepaid PCIe quote on Ethernet from a single GPU to the reference", () => {
    expect(prepayFactor({ share: 0.25, years: 1 }, 0.12)).toBeCloseTo(1.0153, 4);
    const found = normalise(
      2,
      { form: "pcie", network: "ethernet", node: "single", prepay: { share: 0.25, years: 1 } },
      table,
    );
    expect(usd(found.x)).toBeCloseTo(2.683293, 4);
    expect(found).toMatchObject({ eligible: true, factors: 3, weight: 0.25 });
  });
});

describe("example 2: a day's level", () => {
  const inputs = [
    ...[3.99, 3.99, 4.09].map((price, at) => quote("A", price, "2", { series: `A${at}` })),
    quote("B", 3.49, "2"),
    quote("C", 3.9, "3"),
    quote("D", 4.5, "3"),
    quote("E", 3.2, "2"),
    quote("E", 3.3, "2"),
    quote("F", 9.9, "3"),
    quote("G", 3.39, "1"),
  ];
  const found = assess(inputs, false, parameters);
  it("gives a provider one vote and drops who is too far away", () => {
    expect(found.mad).toBeCloseTo(0.140147, 4);
    expect(found.exclusions).toMatchObject([{ provider: "F", rule: "MAD" }]);
    expect(found.exclusions[0]?.why).toMatch(/^4\.48 /);
    expect(usd(found.votes.find((one) => one.provider === "E")?.x ?? null)).toBeCloseTo(3.249615, 4);
  });
  it("caps the largest weight and takes the interquartile mean, which is not the median", () => {
    const share = Object.fromEntries(found.votes.map((one) => [one.provider, one.share]));
    expect(share["G"]).toBeCloseTo(0.25, 6);
    expect(share["A"]).toBeCloseTo(0.1875, 6);
    expect(share["C"]).toBeCloseTo(0.09375, 6);
    expect(usd(found.level)).toBeCloseTo(3.5544, 4);
    expect(usd(middle(found.votes.map((one) => one.x)))).toBeCloseTo(3.6893, 4);
  });
});

describe("example 3: a MAD of zero, and the cap", () => {
  const inputs = [
    quote("A", 1.99, "1"),
    quote("B", 1.99, "2"),
    quote("C", 1.99, "3"),
    quote("D", 1.99, "3"),
    quote("E", 2.07, "2"),
    quote("F", 2.6, "3"),
  ];
  const found = assess(inputs, false, parameters);
  it("keeps a near price and drops a far one by the floor", () => {
    expect(found.mad).toBe(0);
    expect(found.exclusions).toMatchObject([{ provider: "F", rule: "MAD" }]);
    expect(found.exclusions[0]?.why).toMatch(/^9\.02 /);
  });
  it("spreads what the cap cuts until nobody exceeds it", () => {
    expect(found.votes.map((one) => Number(one.share.toFixed(6)))).toEqual([0.25, 0.25, 0.125, 0.125, 0.25]);
    expect(usd(found.level)).toBeCloseTo(1.99, 4);
  });
});

describe("example 4: who comes and goes", () => {
  // Tier and tiers' weights are equal: every provider weighs the same.
  const day = (prices: Record<string, number>) =>
    assess(
      Object.entries(prices).map(([provider, price]) => quote(provider, price, "3", { series: provider })),
      false,
      { ...parameters, cap: { ...parameters.cap, few: 0.35, many: 0.25 } },
    );
  const first = day({ A: 3, B: 3.2, C: 3.4, D: 3.6 });
  it("screens a wrong segment out: the chain says what prices did", () => {
    const next = day({ A: 3.03, B: 3.232, C: 3.434, D: 3.636, X: 11.06 });
    expect(next.exclusions).toMatchObject([{ provider: "X", rule: "MAD" }]);
    expect(Math.exp(chainStep(first, next) ?? 0)).toBeCloseTo(1.01, 6);
  });
  it("tells a change of the sample from a change of prices", () => {
    const later = day({ B: 3.232, C: 3.434, D: 3.636, E: 4.4, F: 4.6 });
    expect(later.exclusions).toEqual([]);
    expect(later.mad).toBeCloseTo(0.117783, 4);
    expect(usd(first.level)).toBeCloseTo(3.298485, 4);
    expect(usd(later.level)).toBeCloseTo(3.784648, 4);
    expect(usd(later.level) / usd(first.level)).toBeCloseTo(1.14739, 4);
    expect(100 * Math.exp(chainStep(first, later) ?? 0)).toBeCloseTo(101, 4);
    expect(compositionEffect(first, later)).toBeCloseTo(0.127539, 4);
  });
});

describe("example 5: an indicative price and the forward rate", () => {
  it("draws the discount towards last year's", () => {
    const discount = indicativeDiscount([0.75, 0.71, 0.64], 0.7, parameters);
    expect(discount).toBeCloseTo(-0.350596, 4);
    expect(3.6 * Math.exp(discount ?? 0)).toBeCloseTo(2.535366, 4);
  });
  it("says what the years between two terms cost, and nothing where the longer term is cheaper in all", () => {
    const near = { years: 1, price: 2.535366 };
    const found = forward(near, { years: 3, price: 2.3 }, 0.12);
    expect(found?.simple).toBeCloseTo(2.182317, 4);
    expect(found?.discounted).toBeCloseTo(2.159361, 4);
    expect(forward(near, { years: 3, price: 0.8451 }, 0.12)).toBeNull();
    expect(forward(near, { years: 3, price: 0.84513 }, 0.12)).not.toBeNull();
  });
});

describe("example 6: age, gate and restatement", () => {
  const inputs = (b: number) => [
    quote("A", 3.2, "2", { ageHours: 6, ttlHours: 24 }),
    quote("B", b, "2", { ageHours: 60, ttlHours: 72 }),
    quote("C", 3.6, "3", { ageHours: 96, ttlHours: 168 }),
    quote("D", 4, "3", { ageHours: 0, ttlHours: 168 }),
    quote("E", 2.1, "2", { ageHours: 80, ttlHours: 72 }),
  ];
  const first = assess(inputs(3.4), false, parameters);
  it("weighs by age and leaves out what is too old", () => {
    const share = Object.fromEntries(first.votes.map((one) => [one.provider, one.share]));
    expect(share["A"]).toBeCloseTo(0.35, 5);
    expect(share["B"]).toBeCloseTo(0.263223, 5);
    expect(share["C"]).toBeCloseTo(0.161157, 5);
    expect(share["D"]).toBeCloseTo(0.22562, 5);
    expect(first.exclusions).toMatchObject([{ provider: "E", rule: "EXPIRED" }]);
    expect(usd(first.level)).toBeCloseTo(3.411958, 4);
  });
  it("restates a change of one per cent and more, and keeps the earlier revision", () => {
    const mended = usd(assess(inputs(3.04), false, parameters).level);
    expect(mended).toBeCloseTo(3.300303, 4);
    const standing = { status: "provisional", value: usd(first.level), revision: 0 } as const;
    const next = revise(standing, { value: mended, status: "provisional" }, "2026-11-23", "2026-11-24", parameters);
    expect(next).toMatchObject({ status: "restated", revision: 1 });
    expect(((next?.value ?? 0) / standing.value - 1) * 100).toBeCloseTo(-3.2725, 3);
    expect(
      revise(
        standing,
        { value: standing.value * 1.009, status: "provisional" },
        "2026-11-23",
        "2026-11-24",
        parameters,
      ),
    ).toBeNull();
  });
  it("publishes no level of three providers, and carries the last one for three business days", () => {
    const short = assess(
      inputs(3.4).filter((one) => one.provider !== "D"),
      false,
      parameters,
    );
    expect(short.level).toBeNull();
    expect(short.failed).toEqual(["3 of 4 providers"]);
    expect(mayCarry("2026-11-19", "2026-11-24", parameters)).toBe(true);
    expect(mayCarry("2026-11-19", "2026-11-25", parameters)).toBe(false);
  });
  it("makes a provisional value final after two business days, unchanged", () => {
    const standing = { status: "provisional", value: 3, revision: 0 } as const;
    const next = revise(standing, { value: 3.01, status: "provisional" }, "2026-11-20", "2026-11-24", parameters);
    expect(next).toMatchObject({ status: "final", value: 3, revision: 1 });
  });
});

describe("the parameters", () => {
  it("have a hash that any change of them changes", () => {
    expect(parametersHash(parameters)).toBe(parametersHash({ ...parameters }));
    expect(parametersHash({ ...parameters, rate: 0.11 })).not.toBe(parametersHash(parameters));
  });
  it("screen with few providers by ratio, and split two providers equally", () => {
    const votes = [1, 1.1, 3].map((price, at) => ({ provider: String(at), x: Math.log(price), weight: 1 }));
    expect(screen(votes, parameters).dropped).toMatchObject([{ rule: "RATIO" }]);
    expect(shares(votes.slice(0, 2), parameters).map((one) => one.share)).toEqual([0.5, 0.5]);
  });
});
