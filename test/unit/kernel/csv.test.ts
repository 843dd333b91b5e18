import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvText, type CsvValue, neutralised } from "@/lib/kernel/csv";

const awkward = fc.constantFrom(
  "",
  " ",
  "=1+1",
  "+1",
  "-1",
  "-1.5e3",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "\nx",
  'a"b',
  "a,b",
  "a\r\nb",
  "-",
  "=",
  "ü",
  "＝1",
);
const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), awkward);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const rows = fc
  .integer({ min: 1, max: 6 })
  .chain((width) =>
    fc.array(fc.array(fc.oneof(text, number), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  );

const readBack = (csv: string): string[][] =>
  parse(csv, { record_delimiter: "\r\n", relax_column_count: false, skip_empty_lines: false });
const expected = (value: CsvValue): string => (typeof value === "number" ? String(value) : neutralised(String(value)));

describe("a CSV", () => {
  test("reads back as what was written, with text made safe", () => {
    fc.assert(
      fc.property(rows, (table) => {
        // A lone empty cell is an empty line, which no reader can tell from none.
        fc.pre(table.every((row) => row.length > 1 || row[0] !== ""));
        expect(readBack(csvText(table))).toEqual(table.map((row) => row.map(expected)));
      }),
    );
  });

  test("keeps every number, negative ones too", () => {
    fc.assert(
      fc.property(number, (value) => {
        const [[cell] = []] = readBack(csvText([[value, "x"]]));
        expect(Number(cell)).toBe(value === 0 ? 0 : value);
        expect(cell).not.toMatch(/^'/);
      }),
    );
    expect(csvText([["-12.5", -0.25, "+3"]])).toBe("-12.5,-0.25,+3\r\n");
  });

  test("has no cell that a spreadsheet would run", () => {
    fc.assert(
      fc.property(rows, (table) => {
        for (const cell of readBack(csvText(table)).flat())
          expect(/^[=+\-@\t\r\n]/.test(cell) && Number.isNaN(Number(cell))).toBe(false);
      }),
    );
    expect(csvText([["=HYPERLINK(1)", "-2+3", "@x", "\tx"]])).toBe(`'=HYPERLINK(1),'-2+3,'@x,'\tx\r\n`);
  });

  test("leaves unknown empty, never zero", () => {
    expect(csvText([[null, undefined, Number.NaN, 0, false]])).toBe(",,,0,false\r\n");
  });
});
