import { describe, expect, it } from "vitest";
import { joinHeadings } from "@/lib/studio/reading/two-row-headings";
import { dims, paste } from "../../setup/paste";

const cellsOf = (text: string) =>
  paste(text, {}, { rows: [dims("micron"), dims("samsung")] }).cells.map(
    ({ dims: of, column, read }) => `${of["supplier"]} ${column} ${read.value}${read.status ?? ""}`,
  );
const told = (text: string) => paste(text).problems.map((one) => one.message);
/** Why nothing of a block was taken; what was taken where something was. */
const refusal = (text: string) => (cellsOf(text).length > 0 ? cellsOf(text) : told(text)).join("\n");

describe("years over their parts", () => {
  it("that stand in the middle of them are refused", () => {
    expect(refusal("\t\t2025\t\t2026\n\tQ3\tQ4\tQ1\tQ2\nMicron\t21\t22\t23\t24")).toContain(
      "“Q3” is no heading that is understood",
    );
    expect(refusal("\t\t2025\t\t\t2026\t\n\tQ1\tQ2\tQ3\tQ1\tQ2\tQ3\nMicron\t1\t2\t3\t4\t5\t6")).toContain("“Q1”");
    expect(refusal("\t2025\t\t\n\tQ3\tQ4\tQ1\nMicron\t21\t22\t23")).toContain("“Q3”");
  });

  it("are joined where every part follows the one before, either way round", () => {
    expect(joinHeadings(["", "2026", "", "2025", ""], ["", "Q2", "Q1", "Q4", "Q3"])).toEqual([
      "",
      "Q2 2026",
      "Q1 2026",
      "Q4 2025",
      "Q3 2025",
    ]);
    expect(joinHeadings(["2025", "", "", "2026"], ["Nov", "Dec", "FY", "Jan"])).toEqual([
      "Nov 2025",
      "Dec 2025",
      "FY",
      "Jan 2026",
    ]);
    expect(joinHeadings(["2025", "", ""], ["Nov", "Dec", "Jan"])).toBeNull();
  });
});

describe("quarters down and names across", () => {
  it.each(["Quarter", "Quarters", "Fiscal quarter", "Period", "Quarter / Supplier", "", "%"])(
    "are read under the corner “%s”",
    (corner) => {
      expect(cellsOf(`${corner}\tMicron\tSamsung\n3Q25\t20\t30\n4Q25\t21\t31`)).toEqual([
        "micron 2025-07-01 20",
        "micron 2025-10-01 21",
        "samsung 2025-07-01 30",
        "samsung 2025-10-01 31",
      ]);
    },
  );

  it("have the lines above them listed", () => {
    const { cells, left } = paste("My table\nA second line\nQuarter\tMicron\tSamsung\n3Q25\t20\t30\n4Q25\t21\t31");
    expect(cells).toHaveLength(4);
    expect(left.map((one) => [one.where, one.text])).toEqual([
      ["line 1", "My table"],
      ["line 2", "A second line"],
    ]);
  });

  it("have a title over them that names another publisher asked about or taken for all rows", () => {
    const table = "Quarter\tMicron\tSamsung\n3Q25\t20\t30\n4Q25\t21\t31";
    expect(paste(`HBM share by TrendForce, revenue\n${table}`).questions.map((one) => one.about)).toEqual(["title"]);
    const { cells, left } = paste(`TrendForce\n${table}`);
    expect(new Set(cells.map((one) => one.dims["publisher"]))).toEqual(new Set(["trendforce"]));
    expect(left).toMatchObject([{ where: "line 1", text: "TrendForce", reason: "holds for every row" }]);
  });
});

describe("headings that are not understood", () => {
  it("place nothing where they are days as spreadsheets count them", () => {
    expect(refusal("\t45930\t46022\nMicron\t21\t22")).toContain("looks like a day as a spreadsheet counts it");
    expect(refusal("Supplier\t45930\t46022\nMicron\t21\t22")).toContain("show the headings as dates");
    expect(refusal("Supplier\t48\t49\nMicron\t21\t22")).toContain("“48” stands where a heading would");
  });

  it("place nothing where they begin a second table", () => {
    const first = "\tQ3 2025\tQ4 2025\nMicron\t1\t2\n";
    expect(refusal(`${first}Supplier\t2024\t2023\nSamsung\t3\t4`)).toContain("line 3 names other periods");
    expect(refusal(`${first}\t2024\t2023\nSamsung\t3\t4`)).toContain("these are two tables");
    expect(refusal(`${first}\nSupplier\tlast year\tthis year\nSamsung\t3\t4`)).toContain(
      "line 4 has headings of its own",
    );
  });

  it("leave a row of words under a known name to its own cells", () => {
    expect(cellsOf("\tQ3 2025\tQ4 2025\nMicron\tsold out\tsold out\nSamsung\t3\t4")).toHaveLength(2);
  });
});

describe("names away from their place", () => {
  it("are refused behind the values and below the periods", () => {
    expect(refusal("Q3 2025\tQ4 2025\tSupplier\n21\t22\tMicron")).toContain("“Supplier” stands behind the values");
    expect(refusal("\tQ3 2025\tQ4 2025\n\tRevenue\tBit shipments\nMicron\t21\t22")).toContain(
      "“Revenue” stands below a period",
    );
  });
});

describe("a row of statuses below the headings", () => {
  it("holds for its columns", () => {
    for (const row of ["Actual\tEst.", "A\tE", "(A)\t(E)"])
      expect(cellsOf(`\tQ3 2025\tQ4 2025\n\t${row}\nMicron\t21\t22`)).toEqual([
        "micron 2025-07-01 21A",
        "micron 2025-10-01 22E",
      ]);
  });
});
