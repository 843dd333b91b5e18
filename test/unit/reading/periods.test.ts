import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodOf } from "@/lib/studio/reading/period-of";
import { orderOf } from "@/lib/studio/reading/read-day";
import { isPart, isYear, joinedHeading, readPeriod } from "@/lib/studio/reading/read-period";

const read = (text: string) => {
  const found = readPeriod(text);
  return found && [found.fiscal ?? found.frequency, found.start, found.status].join(" ").trim();
};

describe("what stands behind a period", () => {
  it.each([
    ["2026-04*", "month 2026-04-01"],
    ["Q1 2026¹", "quarter 2026-01-01"],
    ["Q1 2026 **", "quarter 2026-01-01"],
    ["2026Q1†", "quarter 2026-01-01"],
    ["Q1 2026 [1]", "quarter 2026-01-01"],
    ["Q1 2026 (2)", "quarter 2026-01-01"],
    ["Q1 2026 (a)", "quarter 2026-01-01"],
    ["Q1 2026 (prelim.)", "quarter 2026-01-01 P"],
    ["Q1 2026 (Preliminary)*", "quarter 2026-01-01 P"],
    ["Q1 2026* (prelim.)", "quarter 2026-01-01 P"],
    ["Q1'26A", "quarter 2026-01-01 A"],
    ["Q1 2026 (E)", "quarter 2026-01-01 E"],
    ["2026 est.", "year 2026-01-01 E"],
    ["2026 forecast", "year 2026-01-01 F"],
    ["2026E¹", "year 2026-01-01 E"],
    ["Jan-26", "month 2026-01-01"],
    ["1Q26", "quarter 2026-01-01"],
    ["CQ1 2026", "quarter 2026-01-01"],
    ["1QCY26", "quarter 2026-01-01"],
    ["2026 Q1", "quarter 2026-01-01"],
    ["2026M04", "month 2026-04-01"],
    ["\u200bQ1\u00a02026\ufeff", "quarter 2026-01-01"],
    ["Ｑ１ ２０２６", "quarter 2026-01-01"],
  ])("%s is read", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["Q1 FY26", "FY2026Q1 2026-01-01"],
    ["FY26 Q1", "FY2026Q1 2026-01-01"],
    ["1QFY26", "FY2026Q1 2026-01-01"],
    ["FQ1 2026", "FY2026Q1 2026-01-01"],
    ["FY2026Q1E", "FY2026Q1 2026-01-01 E"],
    ["FY26", "FY2026 2026-01-01"],
  ])("%s is a company's own", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    "0000Q1",
    "0026Q3",
    "0026",
    "0026-03",
    "1899-12-30",
    "1989",
    "2101Q1",
    "9999",
    "Q1 20261",
    "Q1 2026 (Americas)",
    "Q1 2026 YTD",
    "9M26",
    "LTM",
    "Q1-Q2 2026",
    "57*",
    "",
  ])("“%s” is none", (text) => {
    expect(readPeriod(text)).toBeNull();
  });

  it("changes nothing of the period, in whatever way the two are put together", () => {
    const period = fc.constantFrom("2026Q1", "Q1 2026", "1Q26", "Q1'26", "2026-Q1", "Q1 CY2026");
    const mark = fc.constantFrom("", "*", "¹", " [3]", " (b)", "**");
    const status = fc.constantFrom(["", null], ["E", "E"], [" (est.)", "E"], [" (prelim.)", "P"], ["A", "A"] as const);
    fc.assert(
      fc.property(period, mark, status, fc.boolean(), (text, footnote, [word, letter], first) => {
        const heading = first ? `${text}${word}${footnote}` : `${text}${footnote}${word}`;
        fc.pre(!(footnote !== "" && !first && /^[AE]$/.test(word ?? "")));
        expect(readPeriod(heading), heading).toEqual({ start: "2026-01-01", frequency: "quarter", status: letter });
      }),
    );
  });
});

describe("a company's own quarter", () => {
  it("stands for no calendar quarter by itself, its year for a year", () => {
    const quarter = readPeriod("Q1 FY26");
    expect(quarter && periodOf(quarter, "quarter")).toEqual({
      reason: "is a fiscal quarter, and which months it has depends on the company",
    });
    const year = readPeriod("FY26");
    expect(year && periodOf(year, "year")).toEqual({ start: "2026-01-01" });
  });
});

describe("days in numbers", () => {
  it.each([
    ["26-11-03", null],
    ["01/02/2026", null],
    ["03/03/2026", "2026-03-03"],
    ["31/12/2026", "2026-12-31"],
    ["31.12.26", "2026-12-31"],
    ["03.11.2026", "2026-11-03"],
    ["26.11.03", null],
    ["2026/11/03", "2026-11-03"],
    ["2026.11.03", "2026-11-03"],
  ])("%s by itself is %s", (text, day) => {
    expect(readPeriod(text)?.start ?? null).toBe(day);
  });

  it("show their order together, or what is open and likely", () => {
    expect(orderOf(["01/04/2026", "31/05/2026"]).order).toBe("dmy");
    expect(orderOf(["01/04/2026", "05/31/2026"]).order).toBe("mdy");
    expect(orderOf(["01/04/2026", "01/05/2026"])).toEqual({ order: null, open: ["dmy", "mdy"], likely: null });
    expect(orderOf(["26-11-03", "26-11-04"])).toMatchObject({ order: null, likely: "ymd" });
    expect(orderOf(["26-11-03", "26-11-14", "26-12-31"])).toMatchObject({ order: null, likely: "ymd" });
    expect(orderOf(["26-11-03", "26-30-11"])).toMatchObject({ order: null });
    expect(orderOf(["2026-11-03", "soon", "31.12.2026"])).toEqual({ order: null, open: [], likely: null });
  });

  it("are read in the order that was said, and refused where they cannot be", () => {
    expect(readPeriod("26-11-03", "ymd")?.start).toBe("2026-11-03");
    expect(readPeriod("26-11-03", "dmy")?.start).toBe("2003-11-26");
    expect(readPeriod("12/31/2026", "dmy")).toBeNull();
    expect(readPeriod("31.12.2026", "mdy")?.start).toBe("2026-12-31");
  });
});

describe("a heading in two rows", () => {
  it("is a year over a part of it", () => {
    expect(["2026", "FY26", "2026E", "'26", "26", "Q1"].map(isYear)).toEqual([true, true, true, true, false, false]);
    expect(["Q1", "1Q", "H2E", "Mar", "Sept.", "2026", "SK hynix"].map(isPart)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    const joined = (year: string, part: string) => read(joinedHeading(year, part));
    expect(joined("2026", "Q1E")).toBe("quarter 2026-01-01 E");
    expect(joined("2026", "Mar")).toBe("month 2026-03-01");
    expect(joined("FY26", "Q1")).toBe("FY2026Q1 2026-01-01");
    expect(joined("2026E", "2H")).toBe("half 2026-07-01 E");
    expect(joined("2026", "Q1 (prelim.)")).toBe("quarter 2026-01-01 P");
  });
});
