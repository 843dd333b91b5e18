import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellRules, parseCell } from "@/lib/studio/reading/parse-cell";
import { decimalSignOf, leavesDecimalOpen } from "@/lib/studio/reading/read-digits";
import { unitWordsOf, type UnitWords } from "@/lib/studio/reading/unit-words";

const usd: CellRules = { label: "Capex", unit: "USD" };
const eur: CellRules = { label: "Capex", unit: "EUR" };
const percent: CellRules = { label: "Share", unit: "%" };
const power: CellRules = { label: "Power", unit: "MW" };
const weeks: CellRules = { label: "Lead time", unit: "weeks" };
const words = (text: string): UnitWords => unitWordsOf(text) ?? { currency: null, step: null, unit: null };
const read = (text: string, rules: CellRules): unknown => {
  const one = parseCell(text, rules);
  if (one.kind !== "value") return one.kind === "refused" ? one.message : "empty";
  const { value, low, high, status } = one;
  return low === null && high === null && status === null ? value : [value, low, high, status];
};

describe("a scale", () => {
  const billions: CellRules = { ...usd, scale: 9 };
  it.each([
    ["21.4", 21.4e9],
    ["21.4A", [21.4e9, null, null, "A"]],
    ["24.1E", [24.1e9, null, null, "E"]],
    ["24.1 (F)", [24.1e9, null, null, "F"]],
    ["~24.1", 24.1e9],
    ["c. 24.1", 24.1e9],
    ["24-25", [null, 24e9, 25e9, null]],
    ["24 to 25E", [null, 24e9, 25e9, "E"]],
    ["24.1 (23-25)", [24.1e9, 23e9, 25e9, null]],
    ["$21.4", 21.4e9],
    ["USD 21.4", 21.4e9],
    ["21.4 USD", 21.4e9],
    [">24", [null, 24e9, null, null]],
    ["<=24", [null, null, 24e9, null]],
    ["24+", [null, 24e9, null, null]],
    ["−21.4", -21.4e9],
    ["–21.4", -21.4e9],
    ["(21.4)", -21.4e9],
    ["($21.4)", -21.4e9],
    ["$ (21.4)", -21.4e9],
    ["21.4-", -21.4e9],
    ["1,234.5", 1234.5e9],
    [".5", 0.5e9],
    ["57*", 57e9],
    ["57¹", 57e9],
  ] as const)("moves %s", (text, expected) => {
    expect(read(text, billions)).toEqual(expected);
  });

  it.each([
    ["24 bn", 24e9],
    ["$21.4B", 21.4e9],
    ["24-25bn", [null, 24e9, 25e9, null]],
    ["24.1 (23-25bn)", [24.1e9, 23e9, 25e9, null]],
    ["24.1bn (23-25)", [24.1e9, 23e9, 25e9, null]],
    ["850 m", 850e6],
    ["21400 million", 21.4e9],
  ] as const)("leaves %s alone, which names its step itself", (text, expected) => {
    expect(read(text, billions)).toEqual(expected);
  });

  it("refuses what is written with an exponent, and what other places contradict", () => {
    expect(read("2.14E+10", billions)).toBe(
      "“2.14E+10”: it is written with an exponent, and the file's setting says billions",
    );
    const said = [{ from: "Capex (USD m)", words: words("USD m") }];
    expect(read("21.4", { ...billions, said })).toBe(
      "“21.4”: “Capex (USD m)” says millions, the file's setting says billions",
    );
  });

  it("of fractions leaves alone what says percent", () => {
    expect([read("0.55", { ...percent, scale: 2 }), read("55%", { ...percent, scale: 2 })]).toEqual([55, 55]);
  });
});

describe("what a heading or a column says of the unit", () => {
  const under = (text: string, from: string, unit: string, rules: CellRules) =>
    read(text, { ...rules, said: [{ from, words: words(unit) }] });
  it("holds for a plain number, and gives way to what the cell names", () => {
    expect(under("21383", "Capex (USD m)", "USD m", usd)).toBe(21_383e6);
    expect(under("$21.4B", "Capex (USD m)", "USD m", usd)).toBe(21.4e9);
    expect(under("1.2", "Power (GW)", "GW", power)).toBe(1200);
    expect(under("120 MW", "Power (GW)", "GW", power)).toBe(120);
  });

  it("of another currency or unit refuses the number, and names the place", () => {
    expect(under("1000", "Currency", "EUR", usd)).toBe("“1000”: “Currency” says EUR; Capex is kept in USD");
    expect(under("12", "Lead time (days)", "days", weeks)).toBe(
      "“12”: “Lead time (days)” says days; Lead time is kept in weeks",
    );
    expect(under("$5", "Capex (EUR)", "EUR", eur)).toBe("“$5”: it is in USD, and “Capex (EUR)” says EUR");
  });
});

describe("words around a number", () => {
  it.each([
    ["1,5 Mio. €", eur, 1.5e6],
    ["€1.5m", eur, 1.5e6],
    ["1.5 M€", eur, 1.5e6],
    ["2 Mrd. EUR", eur, 2e9],
    ["3 thousand", usd, 3000],
    ["1.2 trn USD", usd, 1.2e12],
    ["5 億", { label: "Sales", unit: "JPY" }, 5e8],
    ["¥5bn", { label: "Sales", unit: "JPY" }, 5e9],
    ["5 bn dollars", usd, 5e9],
    ["55 percent", percent, 55],
    ["５７％", percent, 57],
    ["\u200b12\ufeff", weeks, 12],
  ] as const)("%s is read", (text, rules, expected) => {
    expect(read(text, rules)).toBe(expected);
  });

  it.each([
    ["¥5bn", usd, "“¥5bn”: it is in JPY; Capex is kept in USD"],
    ["RMB 5bn", usd, "“RMB 5bn”: it is in CNY; Capex is kept in USD"],
    ["5 constructor", usd, "“5 constructor”: it is in “constructor”; Capex is kept in USD"],
    ["constructor 5", usd, "“constructor 5” is no number"],
    ["€5 USD", usd, "“€5 USD” is no number"],
    ["30 (31-33)", percent, "“30 (31-33)”: the number lies outside of its range"],
    ["5 toString", power, "“5 toString”: it is in “toString”; Power is kept in MW"],
  ] as const)("%s is refused", (text, rules, message) => {
    expect(read(text, rules)).toBe(message);
  });
});

describe("the decimal sign of a block", () => {
  it.each([
    [["1.234.567", "987.654"], "comma"],
    [["1,234,567", "987,654"], "point"],
    [["€ 1.234.567", "12"], "comma"],
    [["1 234,5", "987.654"], "comma"],
    [["10-12.5", "1,234"], "point"],
    [[".5", "1,234"], "point"],
    [["1.234.567", "12.5"], "mixed"],
    [["987.654", "1.234"], "auto"],
  ] as const)("%j: %s", (texts, expected) => {
    expect(decimalSignOf(texts)).toBe(expected);
  });

  it("is open where a number has one sign with three digits behind it", () => {
    expect(["1.234", "$987,654", "12-1.234", "0.123", "1.2345", "1.234.567", "12"].map(leavesDecimalOpen)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("that one grouped number proves makes every number of the block come back", () => {
    const count = fc.integer({ min: 0, max: 2_000_000_000 });
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 8 }),
        fc.constantFrom("de-DE", "en-US"),
        (numbers, locale) => {
          const texts = [1_234_567, ...numbers].map((one) => one.toLocaleString(locale));
          const decimal = decimalSignOf(texts);
          expect(texts.map((text) => read(text, { label: "GPUs", unit: "GPUs", decimal }))).toEqual([
            1_234_567,
            ...numbers,
          ]);
        },
      ),
    );
  });
});
