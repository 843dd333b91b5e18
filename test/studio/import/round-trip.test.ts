import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Frequency, periodLabel } from "@/lib/kernel/period";
import { nearest } from "@/lib/studio/reading/nearest";
import { periodOf } from "@/lib/studio/reading/period-of";
import { readPeriod } from "@/lib/studio/reading/read-period";
import { readNumber } from "@/lib/studio/import/cells/read-number";
import { resolverOf } from "@/lib/studio/reading/resolve-name";
import { Mapping } from "@/lib/studio/import/mapping/mapping";
import { planOf } from "@/lib/studio/import/rows/plan";
import { Profile } from "@/lib/studio/import/rows/profile";
import { readRow, type RowItem } from "@/lib/studio/import/rows/read-row";
import { openTable } from "@/lib/studio/import/sheet/open-table";
import { type SheetRow, textOfCell } from "@/lib/studio/import/sheet/sheet-row";
import { toyDataset } from "../../setup/store-toy";
import { oneSheet } from "../../setup/workbook";

const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-trip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const toy = toyDataset();
const codes = (key: "part" | "region") => {
  const dimension = toy.dimensions[key];
  const named = dimension && "codes" in dimension ? Object.entries(dimension.codes) : [];
  return resolverOf(
    key,
    named.map(([slug, name]) => ({ slug, name, aliases: [] })),
  );
};
const dims = new Map([["part", codes("part")] as const, ["region", codes("region")] as const]);
const anything = (written: string) => ({ slug: written });

/** The values that a table says, as `part region period value`. */
async function said(bytes: Uint8Array, format: "csv" | "xlsx", columns: string[]): Promise<(string | undefined)[]> {
  const file = path.join(folder, "table");
  writeFileSync(file, bytes);
  const table = await openTable(file, "table", format, {});
  const all: SheetRow[] = [];
  for await (const block of table.blocks()) all.push(...block);
  table.close();
  const headers = (all[0]?.cells ?? []).map(textOfCell);
  const plan = planOf(toy, Mapping.parse({ columns, status: "A", source: "toy-survey" }), headers, null);
  const profile = new Profile(plan);
  for (const row of all.slice(1)) profile.see(row);
  expect(profile.question()).toBeNull();
  const decimalOf = (column: number) => profile.decimalOf(column);
  const reader = { plan, dims, measure: anything, source: anything, order: profile.order, decimalOf };
  return all.slice(1).flatMap((row) => readRow(row, reader).map(wordsOf));
}

function wordsOf(item: RowItem): string | undefined {
  if (item.kind === "fault") return `${item.fault.line}: ${item.fault.reason}`;
  if (item.kind === "empty") return undefined;
  const { place, content } = item.edit;
  return `${place.dims["part"]} ${place.dims["region"]} ${place.period} ${content.value}`;
}

const month = fc
  .integer({ min: 0, max: 1199 })
  .map((n) => `${1990 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}-01`);
const value = fc.integer({ min: 0, max: 40_000 }).map((n) => n / 100);
const parts = ["sprocket", "flux-gate"] as const;
const names: Record<string, string> = {
  sprocket: "Sprocket",
  "flux-gate": "Flux gate",
  north: "North",
  south: "SOUTH",
};
const cell = fc.record({
  part: fc.constantFrom(...parts),
  region: fc.constantFrom("north", "south"),
  period: month,
  value,
});

describe("what is written as a table", () => {
  it("is read again: long, with decimal points or commas, periods as labels or days, names or keys", async () => {
    const written = fc.record({
      cells: fc.array(cell, { minLength: 1, maxLength: 12 }),
      comma: fc.boolean(),
      named: fc.boolean(),
      label: fc.constantFrom("label", "day", "iso"),
    });
    await fc.assert(
      fc.asyncProperty(written, async ({ cells, comma, named, label }) => {
        const number = (one: number) => (comma ? one.toFixed(2).replace(".", ",") : one.toFixed(2));
        const name = (slug: string) => (named ? (names[slug] ?? slug) : slug);
        const period = (day: string) =>
          label === "iso" ? day.slice(0, 7) : label === "day" ? day : periodLabel(day, "month");
        // A label has two digits of the year, which mean this century.
        const kept = label === "label" ? cells.filter((one) => one.period >= "2000") : cells;
        const lines = kept.map((one) =>
          [name(one.part), name(one.region), period(one.period), number(one.value)].join(";"),
        );
        const bytes = Buffer.from(`part;region;period;value\n${lines.join("\n")}\n`);
        const columns = ["dimension:part", "dimension:region", "period", "value"];
        expect(await said(bytes, "csv", columns)).toEqual(
          kept.map((one) => `${one.part} ${one.region} ${one.period} ${one.value}`),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("is read again: wide, in a workbook, empty cells passed over", async () => {
    const written = fc.record({
      periods: fc.uniqueArray(
        month.filter((day) => day >= "2000"),
        { minLength: 1, maxLength: 6 },
      ),
      rows: fc.array(fc.array(fc.option(value), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(written, async ({ periods, rows }) => {
        const head = ["part", "region", ...periods.map((day) => periodLabel(day, "month"))];
        const table = rows.map((row, n) => [parts[n % 2] ?? "", "north", ...periods.map((_, at) => row[at] ?? null)]);
        const columns = ["dimension:part", "dimension:region", ...periods.map(() => "across")];
        const read = (await said(oneSheet([head, ...table]), "xlsx", columns)).filter((one) => one !== undefined);
        const expected = rows.flatMap((row, n) =>
          periods.flatMap((day, at) =>
            row[at] === null || row[at] === undefined ? [] : [`${parts[n % 2]} north ${day} ${row[at]}`],
          ),
        );
        expect(read).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a period", () => {
  it.each<[string, Frequency, string]>([
    ["2026Q3", "quarter", "2026-07-01"],
    ["3Q26", "quarter", "2026-07-01"],
    ["Q3 2026", "quarter", "2026-07-01"],
    ["2026-09-30", "quarter", "2026-07-01"],
    ["2026-07-01", "quarter", "2026-07-01"],
    ["30.09.2026", "quarter", "2026-07-01"],
    ["1H26", "half", "2026-01-01"],
    ["Nov-26", "month", "2026-11-01"],
    ["2026/11/30", "month", "2026-11-01"],
    ["2026", "year", "2026-01-01"],
    ["31/12/2026", "year", "2026-01-01"],
    ["2026-11-20", "day", "2026-11-20"],
  ])("%s is read as a %s", (text, frequency, start) => {
    const found = readPeriod(text, null);
    expect(found && periodOf(found, frequency)).toEqual({ start });
  });

  it("that is another one than the measure's, or lies within one, is refused with the reason", () => {
    const why = (text: string, frequency: Frequency) => {
      const found = readPeriod(text, "dmy");
      return found && periodOf(found, frequency);
    };
    expect(why("2026", "quarter")).toEqual({ reason: "is a year, and the measure is kept by quarter" });
    expect(why("15/08/2026", "quarter")).toEqual({ reason: "is neither the first nor the last day of a quarter" });
    expect(readPeriod("03/04/2026", null)).toBeNull();
    expect(readPeriod("03/04/2026", "mdy")?.start).toBe("2026-03-04");
  });
});

describe("a number", () => {
  const usd = { label: "Revenue", unit: "USD" };
  const text = (words: string) => ({ kind: "text", text: words }) as const;
  it("counts in what its file counts in, unless it says its own unit", () => {
    const value = (words: string) => {
      const read = readNumber(text(words), { ...usd, scale: 6 });
      return read.kind === "value" ? read.value : read;
    };
    expect([value("10.2"), value("(1,250.5)"), value("$10.2B")]).toEqual([10_200_000, -1_250_500_000, 10_200_000_000]);
    expect(readNumber({ kind: "number", number: 0.1, percent: false }, { ...usd, scale: 9 })).toMatchObject({
      value: 100_000_000,
    });
  });

  it("shown as a percentage is one, and nothing else", () => {
    const cell = { kind: "number", number: 0.07, percent: true } as const;
    expect(readNumber(cell, { label: "Share", unit: "%" })).toMatchObject({ value: 7 });
    expect(readNumber(cell, usd)).toEqual({
      kind: "refused",
      reason: "the cell shows a percentage; Revenue is kept in USD",
    });
  });
});

describe("a name", () => {
  const find = resolverOf("company", [
    { slug: "sk-hynix", name: "SK hynix", aliases: ["Hynix", "000660.KS"] },
    { slug: "micron", name: "Micron", aliases: ["MU"] },
    { slug: "micron-jp", name: "Micron Japan", aliases: ["mu-j"] },
  ]);

  it("is found by key, name or alias, whatever the case and the blanks", () => {
    expect(["sk-hynix", " SK HYNIX ", "hynix", "000660.ks", "Sk-Hynix"].map((one) => find(one))).toEqual(
      Array.from({ length: 5 }, () => ({ slug: "sk-hynix" })),
    );
  });

  it("that is not known comes with those that look like it", () => {
    expect(find("Micorn")).toEqual({
      reason: "there is no company called “Micorn”; near it: “Micron”",
      near: ["Micron"],
    });
    expect(nearest("zzz", ["Micron"])).toEqual([]);
  });

  it("of two things is refused with both", () => {
    const twins = resolverOf("site", [
      { slug: "a", name: "Twin", aliases: [] },
      { slug: "b", name: "twin", aliases: [] },
    ]);
    expect(twins("TWIN")).toEqual({ reason: "“TWIN” can be Twin (a) or twin (b); write the key" });
  });
});
