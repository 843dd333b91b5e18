import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { strToU8 } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { csvText } from "@/lib/kernel/csv";
import type { UploadFormat } from "@/lib/studio/import/file/sniff-file";
import { openTable, type TableChoice } from "@/lib/studio/import/sheet/open-table";
import { type SheetRow, textOfCell } from "@/lib/studio/import/sheet/sheet-row";
import { serialDay } from "@/lib/studio/import/sheet/serial-date";
import { formula, oneSheet, raw, shared, styled, workbook } from "../../setup/workbook";

const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-sheet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
async function open(bytes: Uint8Array, format: UploadFormat, choice: TableChoice = {}) {
  const file = path.join(folder, `file-${++files}`);
  writeFileSync(file, bytes);
  return openTable(file, "table", format, choice);
}

async function rowsOf(bytes: Uint8Array, format: UploadFormat, choice: TableChoice = {}) {
  const table = await open(bytes, format, choice);
  try {
    const rows: SheetRow[] = [];
    for await (const block of table.blocks()) rows.push(...block);
    return rows;
  } finally {
    table.close();
  }
}

const texts = async (bytes: Uint8Array, format: UploadFormat, choice: TableChoice = {}) =>
  (await rowsOf(bytes, format, choice)).map(({ line, cells }) => [line, ...cells.map(textOfCell)]);
const cellsOf = async (bytes: Uint8Array) => (await rowsOf(bytes, "xlsx")).map((row) => row.cells);

describe("a text table", () => {
  it.each([
    ["comma", "a,b\n1,2\n3,4\n"],
    ["semicolon", "a;b\n1,5;2,5\n3,5;4,5\n"],
    ["tab", "a\tb\n1,5\t2\n3,5\t4\n"],
    ["bar", "a|b\n1|2\n3|4\n"],
  ])("finds its delimiter: %s", async (_, written) => {
    expect((await rowsOf(strToU8(written), "csv")).every((row) => row.cells.length === 2)).toBe(true);
  });

  it("keeps line breaks and delimiters in quotes, and counts lines as an editor does", async () => {
    const written = 'name,note\r\n"SK, hynix","first\r\nsecond ""quoted"""\r\n\r\nMicron,x\r\n';
    expect(await texts(strToU8(written), "csv")).toEqual([
      [1, "name", "note"],
      [2, "SK, hynix", 'first\r\nsecond "quoted"'],
      [5, "Micron", "x"],
    ]);
  });

  it("of which a quotation mark is never closed is refused in that line alone", async () => {
    const rows = await rowsOf(strToU8('a,b\n1,2\n3,"4\n5,6\n'), "csv");
    expect(rows.map((row) => [row.line, row.refused])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, "a quotation mark is opened and never closed"],
      [4, undefined],
    ]);
  });

  const umlauts = "firma,wert\nMüller,1\nŁódź,2\n";
  it.each([
    ["UTF-8", Buffer.from(umlauts)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${umlauts}`)],
    ["UTF-16, little end first", Buffer.from(`\uFEFF${umlauts}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\uFEFF${umlauts}`, "utf16le").swap16()],
    ["UTF-16 without a mark", Buffer.from("company,value\nMuller,1\nLodz,2\n", "utf16le")],
  ])("is read from %s", async (name, bytes) => {
    const expected = name.endsWith("without a mark") ? "Muller" : "Müller";
    expect((await texts(bytes, "csv"))[1]).toEqual([2, expected, "1"]);
  });

  it("is read from Windows-1252 where it is no UTF-8", async () => {
    const table = await open(Buffer.from("firma;wert\nM\xfcller;\x80 5\n", "latin1"), "csv");
    expect(table.encoding).toBe("windows-1252");
    table.close();
    expect((await texts(Buffer.from("firma;wert\nM\xfcller;\x80 5\n", "latin1"), "csv"))[1]).toEqual([
      2,
      "Müller",
      "€ 5",
    ]);
  });

  it("in another encoding than was said is refused with the line", async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `row,${at}`);
    lines[49_999] = "M\xfcller,1";
    const bytes = Buffer.from(lines.join("\n"), "latin1");
    await expect(rowsOf(bytes, "csv", { encoding: "utf-8" })).rejects.toMatchObject({
      message: expect.stringMatching(/^Line 50000 is not UTF-8\./),
    });
    await expect(
      rowsOf(Buffer.from("a,b\nx\x81,2\n", "latin1"), "csv", { encoding: "windows-1252" }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/^Line 2 is not Windows-1252/),
    });
  });

  it("comes back as it was written, whatever stands in its cells", async () => {
    const cell = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((one) => one.trim() === one && one !== "");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const quoted = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        const read = await texts(Buffer.from(`${quoted}\r\n`), "csv", { delimiter: ",", encoding: "utf-8" });
        expect(read.map((row) => row.slice(1))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it("reads the product's own CSV", async () => {
    const rows = [
      ["supplier", "value"],
      ["SK hynix", 62.5],
      ["Micron, Inc.", -3],
    ];
    expect((await texts(strToU8(csvText(rows)), "csv")).map((row) => row.slice(1))).toEqual(
      rows.map((row) => row.map(String)),
    );
  });
});

describe("a workbook", () => {
  it("gives texts, shared and inline, numbers, truth values and empty cells", async () => {
    const bytes = oneSheet(
      [
        [shared(0), shared(1), "inline"],
        [1.5, null, raw('t="b"', "<v>1</v>")],
      ],
      {
        shared: ["<t>SK hynix</t>", "<r><t>rich </t></r><r><t>text</t></r><rPh><t>spoken</t></rPh>"],
      },
    );
    expect(await cellsOf(bytes)).toEqual([
      [
        { kind: "text", text: "SK hynix" },
        { kind: "text", text: "rich text" },
        { kind: "text", text: "inline" },
      ],
      [{ kind: "number", number: 1.5, percent: false }, { kind: "empty" }, { kind: "boolean", truth: true }],
    ]);
  });

  it("tells dates and percentages by their formats, whatever these are called", async () => {
    const bytes = oneSheet(
      [
        [
          styled(1, 46_113),
          styled(2, 46_113),
          styled(3, 0.625),
          styled(4, 0.07),
          styled(5, 46_113),
          styled(6, 46_113.5),
        ],
      ],
      {
        formats: [14, "mmm\\-yy;@", 9, "0.0%;[Red]-0.0%", '#,##0 "days"', "yyyy-mm-dd hh:mm"],
      },
    );
    expect((await cellsOf(bytes))[0]).toEqual([
      { kind: "day", day: "2026-04-01", clock: false },
      { kind: "day", day: "2026-04-01", clock: false },
      { kind: "number", number: 0.625, percent: true },
      { kind: "number", number: 0.07, percent: true },
      { kind: "text", text: "46113 days", number: 46_113 },
      { kind: "day", day: "2026-04-01", clock: true },
    ]);
    expect(textOfCell({ kind: "number", number: 0.07, percent: true })).toBe("7%");
  });

  it("counts days from 1904 where the workbook does", async () => {
    const rows = [[styled(1, 44_651)]];
    expect((await cellsOf(oneSheet(rows, { formats: [14], date1904: true })))[0]).toEqual([
      { kind: "day", day: "2026-04-01", clock: false },
    ]);
  });

  it("takes a formula by its stored result, and names the cell of one that has none", async () => {
    const bytes = oneSheet([
      [formula("1+1", 2), formula("NOW()"), raw('t="str"', "<f>T()</f><v></v>"), raw('t="e"', "<f>X</f><v>#REF!</v>")],
    ]);
    expect((await cellsOf(bytes))[0]).toMatchObject([
      { kind: "number", number: 2 },
      { kind: "fault", reason: expect.stringMatching(/the formula has no result/) },
      { kind: "empty" },
      { kind: "fault", text: "#REF!", reason: "the cell shows the error #REF!" },
    ]);
  });

  it("gives the value of merged cells to the first of them, and names the others", async () => {
    const bytes = oneSheet(
      [
        ["supplier", "period", "value"],
        ["SK hynix", "2026Q1", 60],
        [null, "2026Q2", 61],
        [null, "2026Q3", 62],
      ],
      {
        merges: ["A2:A4"],
      },
    );
    const rows = await cellsOf(bytes);
    expect(rows[1]?.[0]).toEqual({ kind: "text", text: "SK hynix" });
    expect(rows.slice(2).map((row) => row[0])).toMatchObject([
      { kind: "fault", reason: "A3 belongs to the merged cells A2:A4, whose value stands in A2 alone" },
      { kind: "fault", reason: "A4 belongs to the merged cells A2:A4, whose value stands in A2 alone" },
    ]);
  });

  it("lists its sheets, those that are hidden too, and reads the one that is asked for", async () => {
    const bytes = workbook({
      sheets: [
        { name: "Cover & notes", state: "veryHidden", rows: [["secret"]] },
        { name: "Data", rows: [["seen"]] },
      ],
    });
    const table = await open(bytes, "xlsx");
    expect([table.sheets, table.sheet]).toEqual([
      [
        { name: "Cover & notes", hidden: true, cells: true },
        { name: "Data", hidden: false, cells: true },
      ],
      "Data",
    ]);
    table.close();
    expect(await texts(bytes, "xlsx", { sheet: "Cover & notes" })).toEqual([[1, "secret"]]);
    await expect(open(bytes, "xlsx", { sheet: "Gone" })).rejects.toMatchObject({
      message: "The workbook has no sheet called “Gone”.",
    });
  });

  it("with entities of its own, or cut XML, is refused", async () => {
    const sheet = (xml: string) => workbook({ sheets: [{ name: "Data", rows: [], xml }] });
    const laughing =
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row r="1"><c r="A1"><v>&a;</v></c></row></sheetData></worksheet>';
    await expect(rowsOf(sheet(laughing), "xlsx")).rejects.toMatchObject({
      message: expect.stringMatching(/entities of its own/),
    });
    await expect(rowsOf(sheet("<worksheet><sheetData><row r='1'>"), "xlsx")).rejects.toMatchObject({
      message: expect.stringMatching(/damaged/),
    });
  });

  it("with a cell that is longer than a cell can be is refused before it is in memory", async () => {
    const bytes = workbook({ sheets: [{ name: "Data", rows: [["x".repeat(200_000)]] }] });
    await expect(rowsOf(bytes, "xlsx")).rejects.toMatchObject({ code: "invalid" });
  });

  it("reads names with prefixes, rows without numbers and cells without references", async () => {
    const xml =
      '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>two</x:t></x:is></x:c></x:row><x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await texts(workbook({ sheets: [{ name: "Data", rows: [], xml }] }), "xlsx")).toEqual([
      [1, "1", "two"],
      [2, "3"],
    ]);
  });

  it("comes back as it was written, whatever its numbers and texts are", async () => {
    const cell = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one)),
      fc.stringMatching(/^[\w äöü&<>"'.,;%-]{1,20}$/).filter((one) => one.trim() === one && one !== ""),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 6 }),
        async (rows) => {
          const read = await cellsOf(oneSheet(rows));
          expect(read.map((row) => row.map((one) => (one.kind === "number" ? one.number : textOfCell(one))))).toEqual(
            rows,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a serial number", () => {
  it.each([
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [61, "1900-03-01"],
    [46_113, "2026-04-01"],
  ])("%d is %s", (serial, day) => expect(serialDay(serial, "1900")?.day).toBe(day));

  it("of a day that never was is none", () => {
    expect([60, 0, -1, 2_958_466].map((one) => serialDay(one, "1900"))).toEqual([null, null, null, null]);
  });
});
