import { strToU8, zipSync } from "fflate";
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { sniffFile } from "@/lib/studio/import/file/sniff-file";
import { formula, oneSheet, raw, shared, workbook, workbookParts } from "../../setup/workbook";
import { useSheets } from "../../setup/sheet";

const { read, texts } = useSheets();
const NEVER = expect.stringMatching(/^! the formula was never calculated/);
const NOTHING = expect.stringMatching(/^! the formula has no result stored/);

describe("a formula", () => {
  it("that was never calculated is refused by itself: where the file asks to be calculated when opened", async () => {
    for (const calc of [
      '<calcPr calcId="124519" fullCalcOnLoad="1"/>',
      '<calcPr calcCompleted="0"/>',
      '<x:calcPr fullCalcOnLoad="true"/>',
    ])
      expect(await texts(oneSheet([[formula("A2*2", 0), formula("A2*2", 12), 0, 7]], { calc }), "xlsx"), calc).toEqual([
        [NEVER, "12", "0", "7"],
      ]);
  });

  it("that Excel calculated to 0 is 0", async () => {
    for (const calc of [
      '<calcPr calcId="191029"/>',
      '<calcPr calcId="0" fullCalcOnLoad="0"/>',
      '<calcPr iterateCount="100" refMode="A1"/>',
    ])
      expect(await texts(oneSheet([[formula("A2-A2", 0), 7]], { calc }), "xlsx"), calc).toEqual([["0", "7"]]);
  });

  it("without any result is refused, however it is written", async () => {
    const cells = [
      formula("A2"),
      raw("", "<f>A2</f><v></v>"),
      raw("", "<f>A2</f><v/>"),
      raw('t="s"', "<f>A2</f><v/>"),
      5,
    ];
    expect(await texts(oneSheet([cells]), "xlsx")).toEqual([[NOTHING, NOTHING, NOTHING, NOTHING, "5"]]);
  });

  it("of several cells makes all of them formulas", async () => {
    const array = raw("", '<f t="array" ref="A1:B2">C1:D2*2</f><v>0</v>');
    const rows = [
      [array, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    const calc = '<calcPr fullCalcOnLoad="1"/>';
    expect(await texts(oneSheet(rows, { calc }), "xlsx")).toEqual([
      [NEVER, NEVER, "0"],
      [NEVER, NEVER, "0"],
      ["0", "0", "0"],
    ]);
  });

  it("that shows 0 where the file says nothing is told apart, refused where somebody says so", async () => {
    const bytes = oneSheet([[formula("A2", 0), formula("A3", 0), 4]]);
    const found = await read(bytes, "xlsx");
    expect([found.table.calculation, found.seen.zeroCount, found.seen.zeros, found.seen.results]).toEqual([
      "unsaid",
      2,
      ["A1", "B1"],
      0,
    ]);
    expect(await texts(bytes, "xlsx", {}, "take")).toEqual([["0", "0", "4"]]);
    expect(await texts(bytes, "xlsx", {}, "refuse")).toEqual([
      [expect.stringMatching(/^! the formula shows 0/), expect.stringMatching(/^! /), "4"],
    ]);
    expect((await read(oneSheet([[formula("A2", 0), formula("A3", 9)]]), "xlsx")).seen.results).toBe(1);
  });
});

describe("a cell that points to the texts of its workbook", () => {
  it("is empty where it points to none, and refused where there is no such text", async () => {
    const cells = [
      shared(0),
      raw('t="s"', "<v></v>"),
      raw('t="s"', "<v/>"),
      raw('t="s"', ""),
      shared(1),
      shared(-1),
      raw('t="s"', "<v>x</v>"),
      raw('t="n"', "<v></v>"),
    ];
    expect(await texts(oneSheet([cells], { shared: ["<t>first</t>"] }), "xlsx")).toEqual([
      [
        "first",
        "",
        "",
        "",
        "! the workbook says that the cell holds its text number 1, and it has no such text",
        expect.stringMatching(/text number -1/),
        expect.stringMatching(/text number x/),
        "",
      ],
    ]);
  });
});

describe("text that cannot be kept", () => {
  it.each([
    ["Sprocket_x0000_", "! the cell holds a control character (U+0000), which cannot be kept"],
    ["a_x0001_b", "! the cell holds a control character (U+0001), which cannot be kept"],
    ["a_xD800_b", "! the cell holds half of a character (U+D800), which cannot be kept"],
    ["a�b", "! the cell holds “�”: a character was lost before the file came here"],
    ["_x005F_x0000_", "_x0000_"],
    ["tab_x0009_and_x000A_line", "tab\tand\nline"],
    ["_xD83D__xDE80_", "🚀"],
    ["_x004_", "_x004_"],
  ])("is refused in its own cell: %j", async (written, expected) => {
    expect(await texts(oneSheet([[written, "kept"]]), "xlsx")).toEqual([[expected, "kept"]]);
    expect(await texts(oneSheet([[shared(0), "kept"]], { shared: [`<t>${written}</t>`] }), "xlsx")).toEqual([
      [expected, "kept"],
    ]);
  });

  it("is refused in its own cell where the XML itself names it", async () => {
    const cells = [
      raw('t="inlineStr"', "<is><t>a&#0;b</t></is>"),
      raw('t="str"', "<v>a&#x1F;b</v>"),
      "x &amp;#0; y",
      "kept",
    ];
    expect(await texts(oneSheet([cells]), "xlsx")).toEqual([
      [expect.stringMatching(/U\+0000/), expect.stringMatching(/U\+001F/), "x &amp;#0; y", "kept"],
    ]);
  });

  it("is refused in a text file too", async () => {
    expect(await texts("a,b\nx\u0000y,kept\n", "csv", { encoding: "utf-8", delimiter: "," })).toEqual([
      ["a", "b"],
      [expect.stringMatching(/U\+0000/), "kept"],
    ]);
  });
});

describe("signs that nobody sees", () => {
  it("are taken off and counted, but for those that shape a text", async () => {
    const { rows, seen } = await read(
      "\u200bPart,\ufeffRegion\n12\u200b,\u2060Spro\u00adcket\u200d\nمی‌شود,👩‍🚀\n",
      "csv",
    );
    expect(rows.map((row) => row.cells)).toMatchObject([
      [{ text: "Part" }, { text: "Region" }],
      [{ text: "12" }, { text: "Sprocket" }],
      [{ text: "می‌شود" }, { text: "👩‍🚀" }],
    ]);
    expect(seen.unseen).toBe(6);
    expect((await read(oneSheet([["\u200b\u200e", "x\u202a"]]), "xlsx")).rows[0]?.cells).toEqual([
      { kind: "empty" },
      { kind: "text", text: "x" },
    ]);
  });
});

describe("what is hidden in a sheet", () => {
  it("is marked: rows, columns and the filter that hides them", async () => {
    const bytes = oneSheet(
      [
        ["a", "b", "c"],
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      {
        attributes: { 2: 'hidden="1"', 4: 'ht="0" customHeight="1"' },
        before:
          '<cols><col min="2" max="3" width="9" hidden="true"/><col min="5" max="5" width="0" customWidth="1"/></cols>',
        behind:
          '<autoFilter ref="A1:C4"><filterColumn colId="0"><filters><filter val="4"/></filters></filterColumn></autoFilter>',
      },
    );
    const { rows, seen } = await read(bytes, "xlsx");
    expect(rows.map((row) => row.hidden ?? false)).toEqual([false, true, false, true]);
    expect([[...seen.hiddenColumns], seen.filter]).toEqual([[1, 2, 4], "A1:C4"]);
  });

  it("is not said of a sheet whose filter lets everything through", async () => {
    const { rows, seen } = await read(oneSheet([["a"], [1]], { behind: '<autoFilter ref="A1:A2"/>' }), "xlsx");
    expect([rows.some((row) => row.hidden), seen.hiddenColumns.size, seen.filter]).toEqual([false, 0, null]);
  });
});

describe("a workbook with parts of other names", () => {
  const parts = workbookParts({ sheets: [{ name: "Data", rows: [["a"], [1]] }] });
  const sheet = parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array();
  const main = (type: string, target: string) =>
    strToU8(
      `<Relationships><Relationship Id="r1" Type="${type}/extended-properties" Target="docProps/app.xml"/><Relationship Id="r2" Type="${type}/officeDocument" Target="${target}"/></Relationships>`,
    );
  const transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  const list = (type: string, target: string) =>
    strToU8(
      `<p:Relationships xmlns:p="x"><p:Relationship Id="a" Type="${type}/worksheet" Target="${target}"/></p:Relationships>`,
    );

  it.each<[string, Record<string, Uint8Array>]>([
    [
      "the workbook called otherwise",
      {
        "_rels/.rels": main(transitional, "xl/workbook2.xml"),
        "xl/workbook2.xml": strToU8(
          `<workbook xmlns:r="${transitional}"><sheets><sheet name="Data" sheetId="1" r:id="a"/></sheets></workbook>`,
        ),
        "xl/_rels/workbook2.xml.rels": list(transitional, "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
      },
    ],
    [
      "the strict namespaces and another prefix",
      {
        "_rels/.rels": main(strict, "/book/main.xml"),
        "book/main.xml": strToU8(
          `<x:workbook xmlns:x="y" xmlns:ns0="${strict}"><x:sheets><x:sheet name="Data" sheetId="1" ns0:id="a"/></x:sheets></x:workbook>`,
        ),
        "book/_rels/main.xml.rels": list(strict, "/other/first sheet.xml"),
        "other/first sheet.xml": sheet,
      },
    ],
    [
      "another case and an escaped name",
      {
        "_rels/.rels": main(transitional, "/XL/Workbook.xml"),
        "xl/workbook.xml": strToU8(
          `<workbook xmlns:d3p1="${transitional}"><sheets><sheet name="Data" sheetId="1" d3p1:id="a"/></sheets></workbook>`,
        ),
        "xl/_rels/workbook.xml.rels": list(transitional, "../xl/Worksheets/my%20sheet.xml"),
        "xl/worksheets/my sheet.xml": sheet,
      },
    ],
    [
      "the workbook beside the root, in UTF-16",
      {
        "_rels/.rels": main(transitional, "wb.xml"),
        "wb.xml": Buffer.from(
          `\uFEFF<?xml version="1.0" encoding="UTF-16"?><workbook xmlns:r="u"><sheets><sheet name="Data" sheetId="1" r:id="a"/></sheets></workbook>`,
          "utf16le",
        ),
        "_rels/wb.xml.rels": list(transitional, "s.xml"),
        "s.xml": sheet,
      },
    ],
  ])("is read: %s", async (name, made) => {
    const bytes = zipSync(made);
    expect(await texts(bytes, "xlsx")).toEqual([["a"], ["1"]]);
    const file = path.join(os.tmpdir(), `halfpitch-kinds-${process.pid}-${name.length}`);
    writeFileSync(file, bytes);
    expect(await sniffFile(file, "a.xlsx")).toBe("xlsx");
  });

  it("lists a sheet of a chart as one without cells", async () => {
    const { table } = await read(
      workbook({
        sheets: [
          { name: "Data", rows: [["a"]] },
          { name: "Chart", rows: [] },
        ],
        extra: {
          "xl/_rels/workbook.xml.rels": strToU8(
            `<Relationships><Relationship Id="rId1" Type="${transitional}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${transitional}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`,
          ),
        },
      }),
      "xlsx",
    );
    expect(table.sheets.map((one) => [one.name, one.cells])).toEqual([
      ["Data", true],
      ["Chart", false],
    ]);
  });
});
