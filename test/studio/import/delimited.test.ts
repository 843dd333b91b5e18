import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Delimiter, guessDelimiter } from "@/lib/studio/import/sheet/delimiter";
import { takeRecord } from "@/lib/studio/import/sheet/records";
import { useSheets } from "../../setup/sheet";

const { read, texts } = useSheets();

const group = (number: number, sign: string) => String(number).replace(/\B(?=(\d{3})+$)/g, sign);

describe("the delimiter", () => {
  it.each<[string, Delimiter, string]>([
    [
      "thousands by commas under semicolons, thirty rows of them",
      ";",
      `Part;Region;2025Q1;2025Q2\n${"Sprocket;North;1,234,567;2,345,678\n".repeat(30)}`,
    ],
    ["decimals by commas under semicolons", ";", `Part;Region;Jan-26;Feb-26\n${"Sprocket;North;1,5;2,5\n".repeat(30)}`],
    [
      "a title above",
      ";",
      "Constructed;;;;\nVendor;2031Q1;2031Q2;4Q31E;Remarks\nSK hynix;57,5;56,0;52;\nMicron;20,4;20,6;21;x, y\n",
    ],
    ["thousands under tabs", "\t", `Part\tRegion\tValue\n${"Sprocket\tNorth\t1,234,567\n".repeat(30)}`],
    ["thousands under bars", "|", `Part|Region|Value\n${"Sprocket|North|1,234,567\n".repeat(30)}`],
    ["quoted numbers under commas", ",", `Part,Region,Value\n${'Sprocket,North,"1;234;567"\n'.repeat(30)}`],
    ["names with commas under semicolons", ";", `Company;Value\n${"Micron, Inc.;5\n".repeat(30)}`],
    ["dates with bars in notes", ",", `Part,Note\n${"Sprocket,a | b | c\n".repeat(10)}`],
    ["lines ended by CR alone", ";", `Part;Value\r${"Sprocket;1,5\r".repeat(10)}`],
    ["a line that says it", ";", "sep=;\na,b;c,d\n1;2\n"],
    ["one column", ",", "Part\nSprocket\nFlux gate\n"],
    ["a sentence above", ";", "Shares, in %, constructed\nVendor;Share\nSK hynix;57,5\nMicron;20,4\n"],
    [
      "a sentence above thousands",
      ";",
      `Capex, as filed\nVendor;2025;2026\n${"SK hynix;1,234,567;2,345,678\n".repeat(12)}`,
    ],
    ["years as names", ";", `Part;2024;2025;2026\n${"Sprocket;1,5;2,5;3,5\n".repeat(20)}`],
  ])("is found: %s", (_, delimiter, text) => expect(guessDelimiter(text)).toBe(delimiter));

  it("is found whatever names and numbers a table has", () => {
    const word = fc.constantFrom(
      "Part",
      "Region",
      "Vendor",
      "Capex",
      "Note",
      "Basis",
      "2025Q1",
      "Jan-26",
      "2026",
      "FY25",
    );
    const number = fc.tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom("us", "de", "plain", "decimal"));
    const written = (delimiter: string, [value, style]: [number, string]) => {
      const text =
        style === "us"
          ? `${group(value, ",")}.5`
          : style === "de"
            ? `${group(value, ".")},5`
            : style === "decimal"
              ? `${value},25`
              : String(value);
      return text.includes(delimiter) ? `"${text}"` : text;
    };
    const table = fc.record({
      delimiter: fc.constantFrom<Delimiter>(",", ";", "\t", "|"),
      names: fc.uniqueArray(word, { minLength: 2, maxLength: 7 }),
      rows: fc.array(fc.array(number, { minLength: 7, maxLength: 7 }), { minLength: 3, maxLength: 40 }),
    });
    fc.assert(
      fc.property(table, ({ delimiter, names, rows }) => {
        const lines = rows.map((row) =>
          ["Sprocket", ...row.slice(0, names.length).map((one) => written(delimiter, one))].join(delimiter),
        );
        expect(guessDelimiter(`${["Name", ...names].join(delimiter)}\n${lines.join("\n")}\n`)).toBe(delimiter);
      }),
      { numRuns: 300 },
    );
  });
});

describe("quotation marks", () => {
  it("within a cell are signs as any other", async () => {
    expect(await texts('Part,Size,Note\nDisk,24",5" disk\nRack,6\' 2",a "b" c\n', "csv")).toEqual([
      ["Part", "Size", "Note"],
      ["Disk", '24"', '5" disk'],
      ["Rack", "6' 2\"", 'a "b" c'],
    ]);
  });

  it("that cannot be read cost their own line alone, by its number", async () => {
    const lines = Array.from({ length: 60 }, (_, at) => `Sprocket,North,${at}`);
    lines[39] = '"24" disk",North,5';
    lines[49] = 'Sprocket,"North,6';
    const { rows } = await read(`Part,Region,Value\n${lines.join("\n")}\n`, "csv");
    expect(rows).toHaveLength(61);
    expect(rows.filter((row) => row.refused).map((row) => [row.line, row.refused])).toEqual([
      [41, 'a quotation mark closes before “ disk",Nort”, where the cell goes on'],
      [51, "a quotation mark is opened and never closed"],
    ]);
  });

  it("that are opened and closed lines later by a name's own mark cost their own line alone", async () => {
    const { rows } = await read('Part,Value\n"Disk,1\nRack,2\n"Shelf",3\nTop,4\n', "csv");
    expect(rows.map((row) => [row.line, row.refused === undefined])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
      [5, true],
    ]);
  });

  it("keep lines counted where they hold line breaks of any kind", async () => {
    const { rows } = await read('a,b\r\n"x\r\ny",1\r"p\rq",2\n\n"z",3', "csv");
    expect(rows.map((row) => row.line)).toEqual([1, 2, 4, 7]);
  });

  it("are read the same however the text is cut into blocks", () => {
    const piece = fc.constantFrom('"', '""', ",", "\n", "\r\n", "\r", "a", "24", " ");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
        fc.nat(30),
        (text, cut) => {
          const whole: string[][] = [];
          for (let at = 0; at < text.length;) {
            const taken = takeRecord(text, at, ",", true);
            if (taken === "more") throw new Error("an ended text needs no more");
            whole.push(taken.record.cells);
            at = taken.end;
          }
          const parts: string[][] = [];
          let rest = "";
          for (const [block, ended] of [
            [text.slice(0, cut), false],
            [text.slice(cut), true],
          ] as const) {
            rest += block;
            let at = 0;
            while (at < rest.length) {
              const taken = takeRecord(rest, at, ",", ended);
              if (taken === "more") break;
              parts.push(taken.record.cells);
              at = taken.end;
            }
            rest = rest.slice(at);
          }
          expect(parts).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a first line of sep=", () => {
  it("says how the cells are parted and is no row", async () => {
    const { table, rows } = await read("sep=|\nPart|Value\nSprocket|1,5\n", "csv");
    expect([table.delimiter, rows.map((row) => row.line)]).toEqual(["|", [2, 3]]);
  });
});
