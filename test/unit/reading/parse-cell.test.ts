import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatValue } from "@/lib/kernel/format";
import { type CellRules, parseCell } from "@/lib/studio/reading/parse-cell";
import { decimalSignOf } from "@/lib/studio/reading/read-digits";

const usd: CellRules = { label: "Capital expenditure", unit: "USD" };
const percent: CellRules = { label: "Share, quarterly", unit: "%" };
const power: CellRules = { label: "Power", unit: "MW" };
const price: CellRules = { label: "Rental price", unit: "USD/GPU-hour" };
const gpus: CellRules = { label: "GPUs", unit: "GPUs" };
const tier: CellRules = { label: "Tier", unit: "tier", ranks: { "1": "Bronze", "2": "Silver", "3": "Gold" } };

const value = (text: string, rules: CellRules): unknown => {
  const read = parseCell(text, rules);
  if (read.kind !== "value") return read;
  const { low, high, status } = read;
  return low === null && high === null && status === null ? read.value : [read.value, low, high, status];
};
const refusal = (text: string, rules: CellRules): string => {
  const read = parseCell(text, rules);
  return read.kind === "refused" ? read.message : `taken: ${JSON.stringify(read)}`;
};

describe("numbers as people write them", () => {
  it.each([
    ["$10.2B", usd, 10_200_000_000],
    ["US$ 10.2 bn", usd, 10_200_000_000],
    ["10.2 billion", usd, 10_200_000_000],
    ["USD 1,234", usd, 1234],
    ["($12.5M)", usd, -12_500_000],
    ["(12)", usd, -12],
    ["−12", usd, -12],
    ["-$12", usd, -12],
    ["1.02E+10", usd, 10_200_000_000],
    ["45%", percent, 45],
    ["45", percent, 45],
    ["(4.5)%", percent, -4.5],
    ["1,234", gpus, 1234],
    ["1.234,5", gpus, 1234.5],
    ["1,234.5", gpus, 1234.5],
    ["12,5", percent, 12.5],
    ["0,123", percent, 0.123],
    ["1.234.567", gpus, 1_234_567],
    ["1 234 567", gpus, 1_234_567],
    ["1\u202f234,5", gpus, 1234.5],
    ["1'234", gpus, 1234],
    ["100K GPUs", gpus, 100_000],
    ["1.2 GW", power, 1200],
    ["120 MW", power, 120],
    ["850kW", power, 0.85],
    ["$2.35/GPU-hour", price, 2.35],
    ["$2.35/hr", price, 2.35],
    ["2.35 per GPU-hour", price, 2.35],
    [" 2.35 ", price, 2.35],
  ] as const)("%s is read", (text, rules, expected) => {
    expect(value(text, rules)).toBe(expected);
  });

  it.each(["", "  ", "n/a", "N/A", "na", "#N/A", "-", "–", "—", "null", "n.m."])(
    "“%s” is empty, never zero",
    (text) => {
      expect(parseCell(text, percent)).toEqual({ kind: "empty" });
    },
  );
});

describe("ranges, bounds and statuses", () => {
  it.each([
    ["60-65", percent, [null, 60, 65, null]],
    ["60–65%", percent, [null, 60, 65, null]],
    ["60% to 65%", percent, [null, 60, 65, null]],
    ["$60B–65B", usd, [null, 60e9, 65e9, null]],
    ["$60-65B", usd, [null, 60e9, 65e9, null]],
    ["-5 to -3", percent, [null, -5, -3, null]],
    [">60", percent, [null, 60, null, null]],
    ["at least 1,200 MW", power, [null, 1200, null, null]],
    ["60+", percent, [null, 60, null, null]],
    ["up to 5%", percent, [null, null, 5, null]],
    ["62 (60-65)", percent, [62, 60, 65, null]],
    ["62.5E", percent, [62.5, null, null, "E"]],
    ["62.5e", percent, [62.5, null, null, "E"]],
    ["62% F", percent, [62, null, null, "F"]],
    ["$10.2BE", usd, [10.2e9, null, null, "E"]],
    ["120 MW A", power, [120, null, null, "A"]],
    ["60-65E", percent, [null, 60, 65, "E"]],
  ] as const)("%s", (text, rules, expected) => {
    expect(value(text, rules)).toEqual(expected);
  });

  it("keeps in mind that a value is approximate", () => {
    expect(parseCell("~62", percent)).toMatchObject({ kind: "value", value: 62, approximate: true });
    expect(parseCell("62", percent)).toMatchObject({ approximate: false });
  });

  it("reads a rank by its name or step", () => {
    expect(value("gold", tier)).toBe(3);
    expect(value("2", tier)).toBe(2);
    expect(refusal("Tin", tier)).toBe("“Tin” is no step of Tier: Bronze, Silver, Gold");
  });
});

describe("what is refused", () => {
  it.each([
    ["45%", power, "“45%”: it is a percentage; Power is kept in MW"],
    ["€5B", usd, "“€5B”: it is in EUR; Capital expenditure is kept in USD"],
    ["$5", percent, "“$5”: it is an amount of USD; Share, quarterly is kept in %"],
    ["120M", power, "“120M”: “M” stands for a multiple; Power is kept in MW: write the number in full"],
    ["12 racks", gpus, "“12 racks”: it is in “racks”; GPUs is kept in GPUs"],
    ["65-60", percent, "“65-60”: the low end is above the high one"],
    ["1,2,3", gpus, "“1,2,3” groups its digits in a way that is no number"],
    ["12.34,5.6", gpus, "“12.34,5.6” mixes points and commas in a way that is no number"],
    ["=A1*2", percent, "“=A1*2” cannot be calculated: “A1” is no number: a cell takes plain arithmetic, as =1200*1.15"],
    ["#DIV/0!", percent, "“#DIV/0!” is a spreadsheet's error, not a value"],
    ["Mar-26", percent, "“Mar-26” is a date and not a number"],
    ["2026-11-20", percent, "“2026-11-20” is a date and not a number"],
    ["about right", percent, "“right” is no number"],
    ["$900–1.2B", usd, "“$900–1.2B” can be read in two ways: write both ends in full"],
    ["1e999", usd, "“1e999” is larger than any number that can be kept"],
  ] as const)("%s", (text, rules, message) => {
    expect(refusal(text, rules)).toBe(message);
  });

  it("is what a block leaves open that writes decimals both ways", () => {
    expect(decimalSignOf(["12,5", "1,234"])).toBe("comma");
    expect(decimalSignOf(["12.5", "1,234"])).toBe("point");
    expect(decimalSignOf(["12.5", "12,5"])).toBe("mixed");
    expect(decimalSignOf(["1,234", "7"])).toBe("auto");
    expect(value("1,234", { ...gpus, decimal: "comma" })).toBe(1.234);
    expect(value("1.234", { ...gpus, decimal: "comma" })).toBe(1234);
    expect(refusal("1,234", { ...gpus, decimal: "mixed" })).toBe(
      "“1,234” can be read as 1234 or as 1.234: write it without a separator for thousands",
    );
  });
});

describe("any number", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });

  it("comes back exactly as JavaScript writes it", () => {
    fc.assert(
      fc.property(finite, (number) => {
        expect(value(String(number), gpus)).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  it("comes back from en-US and de-DE, each by its own sign", () => {
    const texts = (locale: string) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
    const [us, german] = [texts("en-US"), texts("de-DE")];
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (hundredths) => {
        const number = hundredths / 100;
        expect(value(us.format(number), gpus)).toBe(number === 0 ? 0 : number);
        expect(value(german.format(number), { ...gpus, decimal: "comma" })).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  it("is read as our own pages write it", () => {
    fc.assert(
      fc.property(finite, fc.constantFrom(usd, percent, power, price), (number, rules) => {
        const text = formatValue(number, rules.unit, 2);
        const read = value(text, rules);
        expect(typeof read, text).toBe("number");
        expect(formatValue(Number(read), rules.unit, 2)).toBe(text);
      }),
    );
  });

  it("or text at all is understood or refused, and never turned into something that is no number", () => {
    const characters = fc.constantFrom(..."0123456789.,-–() $€%EFbkMWn/a#=~".split(""));
    const sound = (text: string): boolean => {
      const read = parseCell(text, usd);
      if (read.kind !== "value") return true;
      const numbers = [read.value, read.low, read.high].filter((one) => one !== null);
      return numbers.length > 0 && numbers.every(Number.isFinite) && (read.low ?? -Infinity) <= (read.high ?? Infinity);
    };
    const found = fc.check(fc.property(fc.string({ unit: characters }), sound));
    expect(found.failed, String(found.counterexample)).toBe(false);
  });
});
