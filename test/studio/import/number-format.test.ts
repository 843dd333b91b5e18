import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCell } from "@/lib/studio/reading/parse-cell";
import { readNumber } from "@/lib/studio/import/cells/read-number";
import { readFormat } from "@/lib/studio/import/sheet/number-format";
import { plainDigits, shownNumber, shownText } from "@/lib/studio/import/sheet/show-number";
import { textOfCell } from "@/lib/studio/import/sheet/sheet-row";
import { oneSheet, raw, styled } from "../../setup/workbook";
import { useSheets } from "../../setup/sheet";

const { texts } = useSheets();
const cellOf = (format: string | number, number: number) =>
  shownNumber(typeof format === "string" ? readFormat(200, format) : readFormat(format, undefined), number);
const shown = (format: string | number, number: number) => textOfCell(cellOf(format, number));
const DOLLARS = { label: "Capex", unit: "USD" };
const inDollars = (format: string | number, number: number) => {
  const read = readNumber(cellOf(format, number), DOLLARS);
  return read.kind === "value" ? read.value : read;
};

describe("a number that its format shows with words", () => {
  it.each<[string, number, string]>([
    ['"$"0.0"B"', 21.4, "$21.4B"],
    ['$#,##0.0"bn"', 21.383, "$21.3830bn"],
    ['"€"0.0', 21.4, "€21.4"],
    ["[$€-407] #,##0.00", 21.4, "€ 21.4"],
    ["#,##0.00\\ [$€-407]", 21.4, "21.4 €"],
    ["[$¥-804]#,##0", 21, "CNY 21"],
    ["[$¥-411]#,##0", 21, "JPY 21"],
    ['"USD"#,##0', 21, "USD 21"],
    ['"FY"0', 2026, "FY2026"],
    ["[$$-C09]#,##0", 21, "AUD 21"],
    ["[$$-en-CA]#,##0", 21, "CAD 21"],
    ["[$$-409]#,##0.0", 21.4, "$21.4"],
    ['0.0" Mio. €"', 21.4, "21.4 Mio. €"],
    ['0.0" Mrd. "€', 21.4, "21.4 Mrd. €"],
    ["0.0\\ \\G\\W", 1.2, "1.2 GW"],
    ['0"E"', 24, "24E"],
    ['"~"0', 24, "~24"],
    ['#,##0 "days"', 46_113, "46113 days"],
    ['0.0%"E"', 0.625, "62.5%E"],
    ['0.0"%"', 62.5, "62.5%"],
    ["0.0\\%", 62.5, "62.5%"],
    ["0.0%%", 0.00625, "62.5%%"],
    ['General" units"', 3, "3 units"],
    ["0.0 USD", 21.4, "21.4 USD"],
  ])("as %s, %d is %s, with all of its digits", (format, number, text) => expect(shown(format, number)).toBe(text));

  it.each<[string | number, number, string]>([
    ["$#,##0;($#,##0)", -21.4, "$-21.4"],
    ['_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', -21.4, "$-21.4"],
    ['_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', 0, "$0"],
    [44, 21.4, "$21.4"],
    [44, -21.4, "$-21.4"],
    [8, -3, "$-3"],
    ['"$"0.0;[Red]"$"0.0', -2, "$-2"],
    ['"USD "0.0;"▲ USD "0.0', -2, "USD -2"],
    ['[>=1000000]0.0,,"m";[>=1000]0.0,"k";0', 21_400_000, "21.4m"],
    ['[>=1000000]0.0,,"m";[>=1000]0.0,"k";0', 2_500, "2.5k"],
    ['[>=1000000]0.0,,"m";[>=1000]0.0,"k";0', 25, "25"],
    ['0.0;-0.0;"n/a"', 0, "n/a"],
    ['[>999999]#,,"M";#,"K"', 0, "0K"],
    ['[>999999]#,,"M";#,"K"', -5000, "-5K"],
    ['[<1000]0;[<1000000]0.0,"K";0.0,,"M"', 2_500_000, "2.5M"],
    ['#,##0.0,,"M";[Red](#,##0.0,,"M")', -21_400_000, "-21.4M"],
    ['_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', -21.4, "-21.4 €"],
    ["[$USD] #,##0.00", 21.4, "USD 21.4"],
    ["#,##0.00 [$kr-41D]", 21.4, "21.4 kr"],
    ['"US$"#,##0.0"bn"', 21.4, "US$21.4bn"],
  ])("as %s, %d is %s", (format, number, text) => expect(shown(format, number)).toBe(text));

  it("is refused where its format shows nothing, or writes between the digits", () => {
    for (const format of [";;;", "0.0;-0.0;;@", '0"-"00'])
      expect(cellOf(format, format === "0.0;-0.0;;@" ? 0 : 21), format).toMatchObject({ kind: "fault" });
    expect(cellOf(";;;", 21)).toMatchObject({ reason: "the cell holds 21, and its number format hides it" });
  });

  it.each([
    [0, "plain"],
    [3, "plain"],
    ["#,##0.00_);[Red]\\(#,##0.00\\)", "plain"],
    ["#\\ ##0", "plain"],
    ["[Blue]0.0;[Red]-0.0", "plain"],
    ["0.00E+00", "plain"],
    ["# ?/?", "plain"],
    ["@", "plain"],
    [10, "percent"],
    ["0.0%;[Red]-0.0%", "percent"],
    ["0.0%;(0.0%)", "percent"],
    ["mmm\\-yy;@", "date"],
    ["[$-F800]dddd, mmmm dd", "date"],
    ["[h]:mm:ss.000", "date"],
    ['yyyy"年"m"月"', "date"],
  ])("is a number like any other where %s only rounds, groups or colours it: %s", (format, kind) =>
    expect(typeof format === "string" ? readFormat(200, format) : readFormat(format as number, undefined)).toEqual({
      kind,
    }),
  );
});

describe("a number that its format scales", () => {
  it("comes out as what it is, once: the step is said, or understood", () => {
    for (const format of ['0.0,,"m"', '"USD "0.0,,"m"', '$0.0,,"M"', "$#,##0.0,,", "0.0,,", "#,##0,", '$0.00,,,"B"'])
      expect(inDollars(format, 21_383_456_789), format).toBe(21_383_456_789);
    const scaled = readNumber(cellOf("#,##0.0,,", 21_400_000), { ...DOLLARS, scale: 6 });
    expect(scaled).toMatchObject({ value: 21_400_000 });
  });

  it("is refused in another currency, by any of its words", () => {
    for (const format of ["[$€-407]0.0,,", '"€"0.0"B"', "[$¥-804]#,##0", '0.0" Mio. €"', "[$$-1009]0"])
      expect(inDollars(format, 21_400_000), format).toMatchObject({ kind: "refused" });
  });

  it("keeps every digit, however far its point is moved", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }),
        fc.integer({ min: -12, max: 12 }),
        (n, by) => {
          const digits = plainDigits(n, by);
          expect(digits).toMatch(/^\d+(?:\.\d*[1-9])?$/);
          expect(Number(`${digits}e${-by}`)).toBe(n);
        },
      ),
    );
  });

  it("is never taken for thousands", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (thousandths) => {
        const cell = cellOf('"$"0.000', thousandths / 1000);
        for (const decimal of ["point", "comma", "auto", "mixed"] as const)
          expect(parseCell(textOfCell(cell), { ...DOLLARS, decimal })).toMatchObject({ value: thousandths / 1000 });
      }),
    );
  });
});

describe("a workbook", () => {
  it("gives cells as its formats show them, texts too", async () => {
    const rows = [
      [styled(1, 21.4), styled(2, 21_400_000), styled(3, 0.5), raw('s="4" t="str"', "<v>12</v>"), styled(5, 3)],
    ];
    const formats = ['"$"0.0"B"', '0.0,,"m"', 9, '0;0;0;@" bn"', 'yyyy"E"'];
    expect(await texts(oneSheet(rows, { formats }), "xlsx")).toEqual([
      ["$21.4B", "21.4m", "50%", "12 bn", "1900-01-03"],
    ]);
  });

  it("takes formats for cells alone from the list of cells' formats", () => {
    expect(shownText(readFormat(200, '0;0;0;"Q"@'), "3")).toBe("Q3");
    expect(shownText({ kind: "plain" }, "3")).toBe("3");
  });
});
