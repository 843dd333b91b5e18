import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import { gridColumns } from "@/lib/studio/grid/columns";
import { nameBook } from "@/lib/studio/reading/name-book";
import { pasteBlock } from "@/lib/studio/paste/paste-block";
import type { PasteTarget } from "@/lib/studio/paste/pasted-block";
import { splitBlock, tileBlock } from "@/lib/studio/paste/split-block";

const dataset = datasetOf("hbm-share");
const names = nameBook(dataset, {
  supplier: [
    { value: "sk-hynix", label: "SK hynix", aliases: ["Hynix", "SKHMS"] },
    { value: "samsung", label: "Samsung", aliases: ["Samsung Electronics"] },
    { value: "micron", label: "Micron", aliases: ["MU"] },
  ],
  publisher: [
    { value: "counterpoint", label: "Counterpoint", aliases: ["Counterpoint Research"] },
    { value: "trendforce", label: "TrendForce", aliases: [] },
  ],
});
const dims = (supplier: string, change: Record<string, string> = {}) => ({
  supplier,
  publisher: "counterpoint",
  basis: "revenue",
  generation: "all",
  customer: "all",
  ...change,
});
const columns = gridColumns({ periods: ["2025-07-01", "2026-07-01"], today: "2026-11-26", frequency: "quarter" });
const target = (change: Partial<PasteTarget> = {}): PasteTarget => ({
  dataset,
  measure: "quarter",
  unit: "%",
  columns,
  rows: [dims("micron"), dims("samsung")],
  column: 0,
  names,
  otherwise: dims("micron"),
  ...change,
});
const paste = (text: string, change: Partial<PasteTarget> = {}) => pasteBlock(splitBlock(text), target(change));
const short = ({ cells, problems }: ReturnType<typeof paste>) => ({
  cells: cells.map(
    (one) => `${one.dims["supplier"]} ${one.dims["basis"]} ${one.column} ${one.read.value}${one.read.status ?? ""}`,
  ),
  problems: problems.map((one) => `${one.line}:${one.column} ${one.message}`),
});

describe("a block without headings", () => {
  it("lies where it is pasted", () => {
    expect(short(paste("1\t2\n3\t4", { column: 1 }))).toEqual({
      cells: [
        "micron revenue 2025-10-01 1",
        "micron revenue 2026-01-01 2",
        "samsung revenue 2025-10-01 3",
        "samsung revenue 2026-01-01 4",
      ],
      problems: [],
    });
  });

  it("leaves alone what is empty or n/a, and tells each cell that it does not understand", () => {
    const done = paste("12.5\tn/a\t\n\tabout\t45 MW");
    expect(done.empty).toBe(3);
    expect(short(done)).toEqual({
      cells: ["micron revenue 2025-07-01 12.5"],
      problems: ["2:2 “about” is no number", "2:3 “45 MW”: it is in “MW”; Share, quarterly is kept in %"],
    });
  });

  it("is told where it goes beyond the grid", () => {
    expect(short(paste("1\n2\n3")).problems).toEqual([
      "3:1 the block is longer than the grid: to add a series, paste its names in front of the values",
    ]);
    expect(short(paste("1\t2", { column: columns.length - 1 })).problems).toEqual([
      "1:2 the block is wider than the grid: no period stands here",
    ]);
    expect(short(paste("1\n2", { rows: [dims("micron"), null] })).problems).toEqual([
      "2:1 this row is not loaded yet: scroll to it, and paste again",
    ]);
  });

  it("takes its decimal sign from its other cells", () => {
    expect(short(paste("12,5\t1,234")).cells).toEqual([
      "micron revenue 2025-07-01 12.5",
      "micron revenue 2025-10-01 1.234",
    ]);
    expect(short(paste("12,5\t12.5\n1,234\t7")).problems).toEqual([
      "2:1 “1,234” can be read as 1234 or as 1.234: write it without a separator for thousands",
    ]);
  });
});

describe("a block with names and periods", () => {
  it("finds its rows and columns, whatever the order, and what it leaves open comes from where it is pasted", () => {
    const done = paste("Vendor\tQ3 2026\t2Q26E\nHynix\t57%\t61\nSamsung Electronics\t22\t17");
    expect(short(done)).toEqual({
      cells: [
        "sk-hynix revenue 2026-07-01 57",
        "sk-hynix revenue 2026-04-01 61E",
        "samsung revenue 2026-07-01 22",
        "samsung revenue 2026-04-01 17E",
      ],
      problems: [],
    });
    expect(done.assumed).toEqual(["Publisher: Counterpoint", "Basis: Revenue", "Generation: All", "Customer: All"]);
  });

  it("makes new rows of names, below the last row too", () => {
    const done = paste("SK hynix\tBits\t60\nMicron\tBits\t21", { rows: [], column: 5 });
    expect(short(done)).toEqual({
      cells: ["sk-hynix bits 2026-10-01 60", "micron bits 2026-10-01 21"],
      problems: [],
    });
  });

  it("reads series codes, and names above that stand for the rows below", () => {
    expect(short(paste("HBM_SHARE.SK_HYNIX.TRENDFORCE.BITS.ALL.ALL.QUARTER\t60")).cells).toEqual([
      "sk-hynix bits 2025-07-01 60",
    ]);
    expect(short(paste("Supplier\tBasis\t2026Q3\nSK hynix\tRevenue\t57\n\tBits\t60")).cells).toEqual([
      "sk-hynix revenue 2026-07-01 57",
      "sk-hynix bits 2026-07-01 60",
    ]);
  });

  it("tells unknown names precisely, and keeps the other rows", () => {
    expect(short(paste("Supplier\t2026Q3\nSK Hynx\t57\nCXMT\t2\nMicron\t21"))).toEqual({
      cells: ["micron revenue 2026-07-01 21"],
      problems: [
        "2:1 “SK Hynx” is no Supplier that is known; near it: SK hynix",
        "3:1 “CXMT” is no Supplier that is known",
      ],
    });
  });

  it("tells periods of another frequency", () => {
    expect(short(paste("Supplier\t2025\t2026\nMicron\t20\t21")).problems).toEqual([
      "1:2 2025 is a year; Share, quarterly is kept by quarter; choose the measure “Share, yearly” for it",
      "1:3 2026 is a year; Share, quarterly is kept by quarter; choose the measure “Share, yearly” for it",
    ]);
  });

  it("does not take values for years", () => {
    const rows = [dims("micron"), dims("samsung")];
    expect(short(paste("2001\t2050\n1\t2", { rows, unit: "GPUs" })).cells).toHaveLength(4);
  });
});

describe("the text of a block", () => {
  it("comes back as it was put on the clipboard", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "1", '"', "\t", "\n", ",") }).map((text) => text.trim());
    const block = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      );
    const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(block, (rows) => {
        // A block of one empty cell is no text at all.
        fc.pre(rows.some((row) => row.some((text) => text !== "")));
        fc.pre(rows.at(-1)?.some((text) => text !== "") ?? false);
        expect(splitBlock(rows.map((row) => row.map(quoted).join("\t")).join("\r\n"))).toEqual(rows);
      }),
    );
  });

  it("is repeated into a selection of a multiple of its size", () => {
    expect(tileBlock([["1"]], 2, 2)).toEqual([
      ["1", "1"],
      ["1", "1"],
    ]);
    expect(tileBlock([["1", "2"]], 3, 3)).toEqual([["1", "2"]]);
  });
});
