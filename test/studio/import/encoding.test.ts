import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sniffFile } from "@/lib/studio/import/file/sniff-file";
import { Encoding, encodingWord } from "@/lib/studio/import/sheet/encoding";
import { guessEncoding } from "@/lib/studio/import/sheet/guess-encoding";
import { useSheets } from "../../setup/sheet";

const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-encoding-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { read, texts } = useSheets();

const tables = new Map<string, Map<string, number[]>>();

/** The bytes of every sign of an encoding of one or two bytes: the platform decodes them, and does not encode. */
function tableOf(encoding: Encoding): Map<string, number[]> {
  const standing = tables.get(encoding);
  if (standing) return standing;
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const note = (bytes: number[]) => {
    try {
      const sign = decoder.decode(Uint8Array.from(bytes));
      if (Array.from(sign).length === 1 && !table.has(sign)) table.set(sign, bytes);
    } catch {
      // No sign has these bytes.
    }
  };
  for (let lead = 0; lead < 256; lead++) note([lead]);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) note([lead, trail]);
  tables.set(encoding, table);
  return table;
}

function encoded(text: string, encoding: Encoding): Buffer {
  const table = tableOf(encoding);
  return Buffer.from(Array.from(text).flatMap((sign) => table.get(sign) ?? [0x3f]));
}

const guessed = (bytes: Buffer) => {
  const file = path.join(folder, "file");
  writeFileSync(file, bytes);
  return guessEncoding(file);
};

const LONG: [Encoding, string][] = [
  ["euc-kr", "공급사,분기,값,비고\nSK하이닉스,2026Q1,62,시험 관련\n삼성전자,2026Q1,22,추정\n마이크론,2026Q1,16,확정\n"],
  ["shift_jis", "供給者,四半期,値\nマイクロン,2026Q1,16\nキオクシア,2026Q1,3\n"],
  ["shift_jis", "部品,備考\nSprocket,試験\n"],
  ["euc-jp", "供給者,四半期,値\nマイクロン,2026Q1,16\nキオクシアの見通し,2026Q1,3\n"],
  ["gb18030", "供应商,季度,数值\n长鑫存储,2026Q1,5\n三星电子,2026Q1,22\n海力士,2026Q1,60\n美光科技,2026Q1,16\n"],
  ["big5", "供應商,季度,數值\n南亞科,2026Q1,5\n三星,2026Q1,22\n"],
  ["windows-1251", "поставщик,квартал,значение\nМикрон,2026Q1,16\n"],
  ["koi8-r", "поставщик,квартал,значение\nМикрон,2026Q1,16\n"],
  ["windows-1253", "εταιρεία;τιμή\nΑθήνα;5\n"],
  ["windows-1250", "dostawca,wartość\nŁódź,5\nŚląsk,7\n"],
  ["windows-1254", "şirket;değer\nİstanbul;5\nIğdır;6\n"],
  ["windows-1252", "Firma;Wert\nMüller;5\nSüß & Söhne;7\n"],
];

describe("a text that is no UTF-8", () => {
  it.each(LONG)("is read in the encoding in which its words are words: %s", async (encoding, text) => {
    expect((await guessed(encoded(text, encoding))).encoding).toBe(encoding);
    const read = await texts(encoded(text, encoding), "csv");
    expect(read.map((row) => row[0])).toEqual(
      text
        .trim()
        .split("\n")
        .map((line) => line.split(/[,;]/)[0]),
    );
  });

  it("of a few signs is shown in each encoding that it may be in", async () => {
    const { encoding, samples } = await guessed(encoded("Part,Region,Note\nSprocket,North,시험관련\n", "euc-kr"));
    expect(encoding).toBe("euc-kr");
    expect(samples.find((one) => one.encoding === "euc-kr")?.words).toBe("시험관련");
    expect(samples.length).toBeGreaterThan(1);
    const chinese = await guessed(encoded("Part,Note\nSprocket,測試\n", "big5"));
    expect(chinese.samples.find((one) => one.encoding === "big5")?.words).toBe("測試");
  });

  it("is asked about nothing where all readings are the same", async () => {
    expect(await guessed(encoded("Firma;Wert\nMüller;5\n", "windows-1252"))).toEqual({
      encoding: "windows-1252",
      samples: [],
    });
  });

  it.each(["euc-kr", "shift_jis", "gb18030", "big5", "windows-1251"] as const)(
    "in another encoding than was said is refused with the line: %s",
    async (encoding) => {
      const bytes = Buffer.concat([Buffer.from("a,b\n1,2\n"), Buffer.from([0x78, 0x81, 0x0a]), Buffer.from("3,4\n")]);
      const said =
        encoding === "windows-1251" ? Buffer.concat([bytes.subarray(0, 9), Buffer.from([0x98, 0x0a])]) : bytes;
      await expect(read(said, "csv", { encoding })).rejects.toMatchObject({
        message: expect.stringMatching(/^Line 3 is not /),
      });
    },
  );
});

describe("UTF-16 without a mark", () => {
  it.each([
    ["of Latin letters", "supplier,value\nSK hynix,62\n"],
    ["of Korean ones", "공급사,분기,값\nSK하이닉스,2026Q1,62\n삼성전자,2026Q1,22\n"],
  ])("is read, %s", async (_, text) => {
    for (const bytes of [Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()]) {
      expect((await texts(bytes, "csv"))[1]?.[0]).toBe(text.split("\n")[1]?.split(",")[0]);
      const file = path.join(folder, "sniffed");
      writeFileSync(file, bytes);
      expect(await sniffFile(file, "a.csv")).toBe("csv");
    }
  });
});

describe("a text with a zero in one cell", () => {
  it("costs that cell alone", async () => {
    const text = "Part,Region,Note\nSprocket,North,a\u0000b\nFlux gate,South,fine\n";
    const file = path.join(folder, "zero");
    writeFileSync(file, text);
    expect(await sniffFile(file, "a.csv")).toBe("csv");
    expect(await texts(text, "csv")).toEqual([
      ["Part", "Region", "Note"],
      ["Sprocket", "North", expect.stringMatching(/^! the cell holds a control character/)],
      ["Flux gate", "South", "fine"],
    ]);
  });
});

describe("the encodings that are offered", () => {
  it("are all known to the platform and have words", () => {
    for (const one of Encoding.options) {
      expect(() => new TextDecoder(one, { fatal: true })).not.toThrow();
      expect(encodingWord[one]).not.toBe("");
    }
  });
});
