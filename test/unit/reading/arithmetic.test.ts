import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calculate } from "@/lib/studio/reading/arithmetic";
import { parseCell } from "@/lib/studio/reading/parse-cell";

const usd = { label: "Capital expenditure", unit: "USD" };
const percent = { label: "Share, quarterly", unit: "%" };
const gpus = { label: "GPUs", unit: "GPUs" };

const result = (text: string, rules = gpus): number | string => {
  const found = calculate(text, rules);
  return "refused" in found ? found.refused : found.value;
};

describe("plain arithmetic in a cell", () => {
  it.each([
    ["=1+2", gpus, 3],
    ["= 1200*1.15", gpus, 1380],
    ["=(3+4)/2", gpus, 3.5],
    ["=2+3*4", gpus, 14],
    ["=10-4-3", gpus, 3],
    ["=100/10/2", gpus, 5],
    ["=-3+5", gpus, 2],
    ["=--3", gpus, 3],
    ["=+3", gpus, 3],
    ["=2*-3", gpus, -6],
    ["=-(2+3)", gpus, -5],
    ["=.5*4", gpus, 2],
    ["=1e3*2", gpus, 2000],
    ["=1E+3*2", gpus, 2000],
    ["=6÷2×5−1", gpus, 14],
    ["=0.1+0.2", gpus, 0.3],
    ["=200*15%", gpus, 30],
    ["=200+200*15%", gpus, 230],
    ["=0*-1", gpus, 0],
    ["=10.2B+1.1bn", usd, 11_300_000_000],
    ["=3*250M", usd, 750_000_000],
    ["=45%+3%", percent, 48],
    ["=(45%+3%)-8%", percent, 40],
    ["=45+3", percent, 48],
    ["=100-37.5", percent, 62.5],
  ] as const)("%s is calculated", (text, rules, expected) => {
    expect(result(text, rules)).toBe(expected);
  });

  it.each([
    ["=1/0", gpus, "divides by zero"],
    ["=1/(2-2)", gpus, "divides by zero"],
    ["=SUM(1,2)", gpus, "“SUM” is no number"],
    ["=A1+1", gpus, "“A1” is no number"],
    ["=1+B$2", gpus, "“B$2” is no number"],
    ["=1,200*2", gpus, "a comma can be read in two ways"],
    ["=1,5+2", gpus, "a comma can be read in two ways"],
    ["=", gpus, "ends before it comes to a number"],
    ["=1+", gpus, "ends before it comes to a number"],
    ["=(1+2", gpus, "a bracket is not closed"],
    ["=1+2)", gpus, "a bracket closes that none opened"],
    ["=1 2", gpus, "a sign is missing"],
    ["=2(3)", gpus, "a sign is missing"],
    ["=*2", gpus, "“*” stands where a number is wanted"],
    ["=()", gpus, "“)” stands where a number is wanted"],
    ["=2^3", gpus, "“^” is no number"],
    ["=1&2", gpus, "“&” is no number"],
    ["=1.2.3", gpus, "a sign is missing"],
    ["=5%%", gpus, "percent sign stands behind percent"],
    ["=5%", gpus, "it comes to percent; GPUs is kept in GPUs"],
    ["=50%*1.1", percent, "mixes percent and plain numbers"],
    ["=45%+3", percent, "mixes percent and plain numbers"],
    ["=1B+1", percent, "cannot be calculated"],
    ["=1e300*1e300", gpus, "more than any number"],
    [`=${"(".repeat(60)}1${")".repeat(60)}`, gpus, "nested too deeply"],
    [`=${"1+".repeat(150)}1`, gpus, "too long for a cell"],
  ] as const)("%s is refused with words", (text, rules, words) => {
    expect(result(text, rules)).toContain(words);
  });

  it("comes to what the same numbers come to in code, whatever their order and brackets", () => {
    type Made = { text: string; value: number };
    const number = fc.integer({ min: 0, max: 999 }).map((value): Made => ({ text: String(value), value }));
    const { tree } = fc.letrec<{ tree: Made }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        number,
        fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*"), tie("tree")).map(([a, sign, b]): Made => ({
          text: `(${a.text} ${sign} ${b.text})`,
          value: sign === "+" ? a.value + b.value : sign === "-" ? a.value - b.value : a.value * b.value,
        })),
        tie("tree").map((one): Made => ({ text: `-(${one.text})`, value: -one.value })),
      ),
    }));
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        fc.pre(text.length < 180 && Math.abs(value) < 1e14);
        expect(result(`=${text}`)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it("answers every text with a number or a sentence, and never throws", () => {
    const letters = fc.constantFrom(..."0123456789.+-*/()% ,eBkx^=".split(""));
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 30 }), (made) => {
        const found = calculate(`=${made.join("")}`, gpus);
        expect("refused" in found ? found.refused.length > 10 : Number.isFinite(found.value)).toBe(true);
      }),
    );
  });
});

describe("a cell's text that begins with =", () => {
  it("is a value that remembers its expression, and keeps the refusals of a spreadsheet's errors", () => {
    expect(parseCell("=1200*1.15", gpus)).toMatchObject({ kind: "value", value: 1380, expression: "=1200*1.15" });
    expect(parseCell("=VLOOKUP(1)", gpus)).toMatchObject({ kind: "refused" });
    expect(parseCell("#REF!", gpus)).toMatchObject({ kind: "refused" });
  });

  it("is no step of a scale", () => {
    const tier = { label: "Tier", unit: "tier", ranks: { "1": "Bronze", "3": "Gold" } };
    expect(parseCell("=1+2", tier)).toMatchObject({ kind: "refused" });
  });
});
