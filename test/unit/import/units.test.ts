import { describe, expect, it } from "vitest";
import { DatasetDefinition } from "@/lib/datasets/define";
import { guessHeader } from "@/lib/studio/import/mapping/guess-header";
import { guessMapping } from "@/lib/studio/import/mapping/guess-mapping";
import { Mapping } from "@/lib/studio/import/mapping/mapping";
import { askedOf } from "@/lib/studio/import/report/questions";
import { planOf } from "@/lib/studio/import/rows/plan";
import { Profile } from "@/lib/studio/import/rows/profile";
import { readRow, type RowItem } from "@/lib/studio/import/rows/read-row";
import { textCell } from "@/lib/studio/import/sheet/clean-text";
import type { SheetRow } from "@/lib/studio/import/sheet/sheet-row";
import { joinHeadings } from "@/lib/studio/reading/two-row-headings";
import { resolverOf } from "@/lib/studio/reading/resolve-name";
import { dataset as toy } from "../../fixtures/toy/toy-lead-times.mjs";

/** Constructed: capex in USD by quarter, or a share in percent, of the toy's parts and regions. */
const constructed = (unit: string, label: string, bounds: object = {}) =>
  DatasetDefinition.parse({
    ...toy,
    slug: "constructed-units",
    measures: {
      amount: { label, unit, frequency: "quarter", nature: "flow", aggregate: "sum", decimals: 1, ...bounds },
    },
    view: { ...toy.view, chart: { ...toy.view.chart, measure: "amount" } },
  });
const capex = constructed("USD", "Capex");
const share = constructed("%", "Share");
const weeks = constructed("weeks", "Lead time");

const codes = (key: "part" | "region") =>
  resolverOf(
    key,
    Object.entries(toy.dimensions[key].codes).map(([slug, name]) => ({ slug, name, aliases: [] })),
  );
const resolvers = new Map([["part", codes("part")] as const, ["region", codes("region")] as const]);
const anything = (written: string) => ({ slug: written });

/** Reads a table as an import does, guessed but for `change`: what it asks, else what it reads. */
function imported(dataset: typeof capex, lines: readonly string[], change: Partial<Mapping> = {}) {
  const table = lines.map((line, at): SheetRow => ({
    line: at + 1,
    cells: line.split(";").map((text) => textCell(text)),
  }));
  const header = guessHeader(table);
  const own = lines[header - 1]?.split(";") ?? [];
  const headers = joinHeadings(lines[header - 2]?.split(";") ?? [], own) ?? own;
  const data = table.slice(header);
  const clues = { dataset, headers, samples: data, resolvers, last: null, lastRoles: new Map() };
  const mapping = Mapping.parse({ ...guessMapping(clues), status: "E", source: "toy-survey", ...change });
  const profile = new Profile(planOf(dataset, mapping, headers, null));
  for (const row of data) profile.see(row);
  const question = profile.question();
  const plan = planOf(dataset, mapping, headers, profile.order);
  const decimalOf = (column: number) => profile.decimalOf(column);
  const reader = { plan, dims: resolvers, measure: anything, source: anything, order: profile.order, decimalOf };
  const words = (item: RowItem): unknown => {
    if (item.kind === "empty") return "empty";
    if (item.kind === "fault") return `${item.fault.header}: ${item.fault.reason}`;
    const { value, low, high, status } = item.edit.content;
    return low === null && high === null && status === "E" ? value : [value, low, high, status];
  };
  return {
    columns: mapping.columns,
    asked: question && askedOf(question),
    read: data.flatMap((row) => readRow(row, reader).map(words)),
  };
}

const LONG = "Part;Region;Quarter";

describe("a scale for the whole file", () => {
  it("moves every form of a plain number, and nothing that names its own step", () => {
    const rows = [
      "Part;Region;2025Q4;2026Q1",
      "Sprocket;North;21.4A;24.1E",
      "Sprocket;South;21.4;~24.1",
      "Flux gate;North;24-25;24 bn",
      "Flux gate;South;$21.4;24.1 (23-25)",
      "Flux gate;North;>24;−21.4",
    ];
    expect(imported(capex, rows, { scale: 9 }).read).toEqual([
      [21.4e9, null, null, "A"],
      24.1e9,
      21.4e9,
      24.1e9,
      [null, 24e9, 25e9, "E"],
      24e9,
      21.4e9,
      [24.1e9, 23e9, 25e9, "E"],
      [null, 24e9, null, "E"],
      -21.4e9,
    ]);
  });
});

describe("a heading that names a unit", () => {
  it.each([
    ["Capex (USD m)", 21_383e6],
    ["Capex, $mn", 21_383e6],
    ["Capex in USD thousands", 21_383e3],
    ["Capex [US$ bn]", 21_383e9],
    ["Capex USD m", 21_383e6],
    ["Capex ($'000)", 21_383e3],
  ])("“%s” is the measure, and proposes its scale", (heading, expected) => {
    const rows = [`${LONG};${heading}`, "Sprocket;North;2026Q1;21383"];
    const { asked, columns } = imported(capex, rows);
    expect(columns).toEqual(["dimension:part", "dimension:region", "period", "value"]);
    expect(asked).toMatchObject({ about: "scale", column: heading, likely: "heading" });
    expect(imported(capex, rows, { headed: "heading" })).toMatchObject({ asked: null, read: [expected] });
    expect(imported(capex, rows, { headed: "plain" })).toMatchObject({ asked: null, read: [21_383] });
  });

  it("is not asked about where the setting says the same, and wins over it once that was said", () => {
    const rows = [`${LONG};Capex (USD m)`, "Sprocket;North;2026Q1;21383"];
    expect(imported(capex, rows, { scale: 6 })).toMatchObject({ asked: null, read: [21_383e6] });
    expect(imported(capex, rows, { scale: 9 }).asked).toMatchObject({ about: "scale" });
    expect(imported(capex, rows, { scale: 9, headed: "heading" }).read).toEqual([21_383e6]);
  });

  it.each([
    [capex, "Capex (EUR)", "“Capex (EUR)” says EUR; Capex is kept in USD"],
    [capex, "Capex (EUR m)", "“Capex (EUR m)” says EUR; Capex is kept in USD"],
    [capex, "Capex (%)", "“Capex (%)” says %; Capex is kept in USD"],
    [weeks, "Lead time (days)", "“Lead time (days)” says days; Lead time is kept in weeks"],
  ])("of another unit is refused by name: %#", (dataset, heading, reason) => {
    const { read } = imported(dataset, [`${LONG};${heading}`, "Sprocket;North;2026Q1;12"], { headed: "heading" });
    expect(read).toEqual([`${heading}: “12”: ${reason}`]);
  });

  it.each(["Capex (spot)", "Capex (a)", "Capex (192 GB)", "Capex, total"])("“%s” names none", (heading) => {
    const { read, asked } = imported(capex, [`${LONG};${heading}`, "Sprocket;North;2026Q1;12"]);
    expect([asked, read]).toEqual([null, [12]]);
  });

  it("beside a period leaves the period readable", () => {
    const rows = ["Part;Region;2026Q1 (USD m);2026Q2* (USD m)", "Sprocket;North;12;13"];
    expect(imported(capex, rows, { headed: "heading" }).read).toEqual([12e6, 13e6]);
  });
});

describe("a column of units or currencies", () => {
  const rows = [`${LONG};Capex;Currency`, "Sprocket;North;2026Q1;1000;EUR", "Sprocket;South;2026Q1;1000;USD"];

  it("holds for its row", () => {
    const { columns, read } = imported(capex, rows);
    expect(columns.at(-1)).toBe("currency");
    expect(read).toEqual(["Capex: “1000”: “Currency” says EUR; Capex is kept in USD", 1000]);
    const units = [
      `${LONG};Capex;Unit;Currency`,
      "Sprocket;North;2026Q1;12;million;USD",
      "Sprocket;South;2026Q1;3;bn;USD",
      "Flux gate;South;2026Q1;3;parsec;USD",
    ];
    expect(imported(capex, units).read).toEqual([12e6, 3e9, "Unit: “parsec” is no unit that is known"]);
  });

  it("that is not taken is asked about, unless it says what is kept anyway", () => {
    const columns = ["dimension:part", "dimension:region", "period", "value", "ignore"] as const;
    const { asked } = imported(capex, rows, { columns: [...columns] });
    expect(asked).toMatchObject({ about: "unit", column: "Currency", samples: ["EUR", "USD"] });
    expect(imported(capex, rows, { columns: [...columns], units: "take" }).read[0]).toContain("says EUR");
    expect(imported(capex, rows, { columns: [...columns], units: "ignore" }).read).toEqual([1000, 1000]);
    const same = [`${LONG};Capex;Currency`, "Sprocket;North;2026Q1;1000;USD"];
    expect(imported(capex, same, { columns: [...columns] })).toMatchObject({ asked: null, read: [1000] });
  });
});

describe("fractions where percents are kept", () => {
  const rows = [`${LONG};Share`, "Sprocket;North;2026Q1;0.55", "Sprocket;South;2026Q1;.45"];

  it("are asked about, and read as was said", () => {
    expect(imported(share, rows).asked).toMatchObject({ about: "percent", likely: null });
    expect(imported(share, rows, { percent: "fractions" })).toMatchObject({ asked: null, read: [55, 45] });
    expect(imported(share, rows, { percent: "percent" })).toMatchObject({ asked: null, read: [0.55, 0.45] });
  });

  it("are none where a value is above one, or says percent itself", () => {
    expect(imported(share, [...rows, "Flux gate;North;2026Q1;57"]).asked).toBeNull();
    expect(imported(share, [`${LONG};Share`, "Sprocket;North;2026Q1;0.55%"])).toMatchObject({
      asked: null,
      read: [0.55],
    });
  });
});

describe("the ends of a range", () => {
  it("take bounds on their own side, and refuse what is no end", () => {
    const rows = [
      "Part;Region;Quarter;Low;High",
      "Sprocket;North;2026Q1;>20;<23",
      "Sprocket;South;2026Q1;20-21;23",
      "Flux gate;North;2026Q1;20;n/a",
      "Flux gate;South;2026Q1;<20;23",
      "Sprocket;North;2026Q2;at least 20;up to 23",
    ];
    expect(imported(capex, rows).read).toEqual([
      [null, 20, 23, "E"],
      "Low: the low end is one number, and “20-21” is a range",
      [null, 20, null, "E"],
      "Low: the low end is one number, and “<20” is the other end",
      [null, 20, 23, "E"],
    ]);
  });
});

describe("periods of an import", () => {
  it("in headings may have marks, statuses and days in any order", () => {
    const rows = ["Part;Region;2026Q1*;Q2 2026 (prelim.);3Q26A", "Sprocket;North;1;2;3"];
    expect(imported(capex, rows).read).toEqual([1, [2, null, null, "P"], [3, null, null, "A"]]);
    const days = ["Part;Region;01/01/2026;01/04/2026", "Sprocket;North;1;2"];
    expect(imported(capex, days).asked).toMatchObject({ about: "dates" });
    expect(imported(capex, days, { dates: "dmy" }).read).toEqual([1, 2]);
  });

  it.each([
    [";;2026;;2027", "Part;Region;Q1;Q2;Q1E"],
    ["Part;Region;2026;2026;2027", ";;Q1;Q2;Q1E"],
  ])("may have their years in a row above: %s", (years, parts) => {
    const read = imported(capex, ["Capex of a house", years, parts, "Sprocket;North;1;2;3"]);
    expect(read).toMatchObject({ asked: null, read: [1, 2, 3] });
    expect(read.columns).toEqual(["dimension:part", "dimension:region", "across", "across", "across"]);
  });

  it("of two digits are asked about, year first where all begin alike", () => {
    const rows = ["Part;Region;Date;Capex", "Sprocket;North;26-10-01;2.5", "Sprocket;North;26-07-01;2.6"];
    expect(imported(capex, rows).asked).toMatchObject({ about: "dates", likely: "ymd" });
    expect(imported(capex, rows, { dates: "ymd" }).read).toEqual([2.5, 2.6]);
  });

  it.each(["0000Q1", "0026Q3", "0026", "1850Q1"])("%s is none", (text) => {
    expect(imported(capex, [`${LONG};Capex`, `Sprocket;North;${text};1`, "Sprocket;South;2026Q1;2"]).read[0]).toContain(
      `“${text}” is no period`,
    );
  });

  it("of a company's own year are refused with the reason", () => {
    expect(imported(capex, [`${LONG};Capex`, "Sprocket;North;Q1 FY26;1"]).read[0]).toContain(
      "“Q1 FY26” is a fiscal quarter, and which months it has depends on the company",
    );
  });
});

describe("what cannot be kept", () => {
  it.each(["a\0b", "\ud800"])("in a note costs that note alone", (note) => {
    const rows = [`${LONG};Capex;Note`, `Sprocket;North;2026Q1;1;${note}`, "Sprocket;South;2026Q1;2;fine"];
    const { read } = imported(capex, rows);
    expect(read).toEqual([
      1,
      expect.stringMatching(/^Note: the cell holds (?:a control character|half of a character).*the value is taken/),
      2,
    ]);
  });

  it("is a measure that is called as every object's own", () => {
    const rows = ["Part;Region;Quarter;Measure;Value", "Sprocket;North;2026Q1;constructor;1"];
    expect(imported(capex, rows).read).toHaveLength(1);
  });
});
