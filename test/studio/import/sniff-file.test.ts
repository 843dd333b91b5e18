import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync, strToU8, zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { sniffFile } from "@/lib/studio/import/file/sniff-file";
import { oneSheet, workbookParts } from "../../setup/workbook";

const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-sniff-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function sniff(bytes: Uint8Array, name: string) {
  const file = path.join(folder, `file-${++files}`);
  writeFileSync(file, bytes);
  return sniffFile(file, name);
}

const text = (words: string) => strToU8(words);
const compound = (...streams: string[]) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(70_000),
    ...streams.map((one) => Buffer.from(one, "utf16le")),
  ]);
const sheet = workbookParts({
  sheets: [
    {
      name: "Data",
      rows: [
        ["a", "b"],
        [1, 2],
      ],
    },
  ],
});

describe("what a file is", () => {
  it("is told by its bytes", async () => {
    expect(await sniff(oneSheet([["a"], [1]]), "numbers.csv")).toBe("xlsx");
    expect(await sniff(text("a,b\r\n1,2\r\n"), "numbers.xlsx")).toBe("csv");
    expect(await sniff(text("a\tb\n1\t2\n"), "numbers.tsv")).toBe("tsv");
    expect(await sniff(Buffer.from("\uFEFFa;b\n1;2\n", "utf16le"), "numbers.csv")).toBe("csv");
    expect(await sniff(Buffer.from("supplier;value\nSK hynix;62\n", "utf16le"), "unmarked.csv")).toBe("csv");
  });
});

describe("what is no table", () => {
  const bomb = zipSync({ ...sheet, "xl/worksheets/sheet1.xml": new Uint8Array(40 * 2 ** 20) }, { level: 9 });
  it.each<[string, Uint8Array, RegExp]>([
    ["old.xls", compound("Workbook"), /old\.xls is in Excel's old binary format/],
    ["secret.xlsx", compound("Root Entry", "EncryptedPackage"), /secret\.xlsx is locked with a password/],
    ["tools.xlsm", oneSheet([["a"], [1]]), /tools\.xlsm holds macros/],
    ["quiet.xlsx", zipSync({ ...sheet, "xl/vbaProject.bin": new Uint8Array(4) }), /quiet\.xlsx holds macros/],
    ["binary.xlsx", zipSync({ "xl/workbook.bin": new Uint8Array(4) }), /binary workbook/],
    ["office.ods", zipSync({ "content.xml": new Uint8Array(4) }), /OpenDocument/],
    ["files.zip", zipSync({ "table.csv": text("a,b") }), /a zip file and no workbook/],
    ["bomb.xlsx", bomb, /zip bomb/],
    [
      "crowd.xlsx",
      zipSync(Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`x${at}`, new Uint8Array(0)]))),
      /zip bomb/,
    ],
    ["cut.xlsx", zipSync(sheet).slice(0, 300), /cut\.xlsx is damaged/],
    ["page.xls", text("\n<html><body><table><tr><td>1</td></tr></table></body></html>"), /page\.xls is a web page/],
    [
      "old.xml",
      text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
      /Excel's format of 2003/,
    ],
    ["report.csv", text("%PDF-1.7\n"), /report\.csv is a PDF/],
    ["table.csv.gz", gzipSync(text("a,b")), /compressed/],
    ["chart.csv", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /a picture/],
    ["noise.csv", new Uint8Array([1, 0, 0, 0, 5, 6, 7, 8, 9, 1, 2, 3]), /neither text nor a workbook/],
    ["nothing.csv", new Uint8Array(0), /nothing\.csv is empty/],
    ["blank.csv", text("\uFEFF \r\n\r\n"), /blank\.csv is empty/],
  ])("%s is refused by name", async (name, bytes, why) => {
    await expect(sniff(bytes, name)).rejects.toMatchObject({ code: "invalid", message: expect.stringMatching(why) });
  });

  it("a bomb whose directory promises little is stopped while it unpacks", async () => {
    const bytes = Buffer.from(zipSync({ ...sheet, "xl/worksheets/sheet1.xml": new Uint8Array(4 * 2 ** 20) }));
    // The directory and the part's own head say ten bytes.
    for (const mark of [0x04034b50, 0x02014b50]) {
      const at = mark === 0x04034b50 ? 22 : 24;
      for (let from = bytes.indexOf(uint32(mark)); from >= 0; from = bytes.indexOf(uint32(mark), from + 4))
        if (bytes.readUInt32LE(from + at) === 4 * 2 ** 20) bytes.writeUInt32LE(10, from + at);
    }
    const file = path.join(folder, "lying.xlsx");
    writeFileSync(file, bytes);
    const { openTable } = await import("@/lib/studio/import/sheet/open-table");
    const table = await openTable(file, "lying.xlsx", "xlsx", {});
    const read = async () => {
      for await (const _ of table.blocks());
    };
    await expect(read()).rejects.toMatchObject({ code: "invalid", message: expect.stringMatching(/damaged/) });
    table.close();
  });
});

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
