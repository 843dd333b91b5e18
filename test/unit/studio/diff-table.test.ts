import { describe, expect, it } from "vitest";
import type { Cell, TableModel } from "@/lib/dashboards/figure";
import { changeWords, diffTables } from "@/lib/studio/blast-radius/diff-table";

const columns: TableModel["columns"] = [
  { key: "company", label: "Company", kind: "text" },
  { key: "period", label: "Period", kind: "period" },
  { key: "value", label: "Capex", kind: "number", unit: "USD", decimals: 0 },
  { key: "known", label: "Known since", kind: "day" },
];
const row = (company: string, period: string, value: Cell, known = "2026-01-01") => ({
  company: { value: company },
  period: { value: period },
  value,
  known: { value: known },
});
const table = (...rows: TableModel["rows"]): TableModel => ({ columns, rows });
const usd = (value: number | null): Cell => ({ value });

describe("the difference of two tables", () => {
  it("is nothing where only the day of knowledge or the order differs", () => {
    const [a, b] = [row("A", "2026Q1", usd(1e9)), row("B", "2026Q1", usd(2e9))];
    expect(diffTables(table(a, b), table(b, row("A", "2026Q1", usd(1e9), "2026-02-02")))).toEqual([]);
  });

  it("names the row and column of each cell, with both values and the relative change", () => {
    expect(diffTables(table(row("A", "2026Q1", usd(1e9))), table(row("A", "2026Q1", usd(1.1e9))))).toEqual([
      { row: "A, 2026Q1", column: "Capex", before: "$1B", after: "$1.1B", change: "+10%" },
    ]);
  });

  it("tells a new revision of a period from the rows that stay", () => {
    const old = row("A", "2026Q1", usd(1e9));
    expect(diffTables(table(old), table(row("A", "2026Q1", usd(3e9)), old))).toEqual([
      { row: "A, 2026Q1", column: "Capex", before: null, after: "$3B", change: null },
    ]);
  });

  it("follows a row whose words change by the stored number that it leads back to", () => {
    const ref = { series: "S", period: "2026-01-01" };
    const [before, after] = [
      row("Old name", "2026Q1", { value: 1e9, ref }),
      row("New name", "2026Q1", { value: 1e9, ref }),
    ];
    expect(diffTables(table(before), table(after))).toEqual([
      { row: "New name, 2026Q1", column: "Company", before: "Old name", after: "New name", change: null },
    ]);
  });

  it("writes digits that rounding would hide", () => {
    const [change] = diffTables(
      table(row("A", "2026Q1", usd(1_000_000_000))),
      table(row("A", "2026Q1", usd(1_000_000_100))),
    );
    expect(change).toMatchObject({ before: "1000000000", after: "1000000100" });
  });

  it("counts a withdrawn value and a missing table", () => {
    expect(diffTables(table(row("A", "2026Q1", usd(1e9))), table())).toMatchObject([{ before: "$1B", after: null }]);
    expect(diffTables({ columns: [], rows: [] }, table(row("A", "2026Q1", usd(1e9))))).toMatchObject([
      { before: null, after: "$1B" },
    ]);
  });
});

describe("a change in words", () => {
  it("is in points for shares, relative for all else, and nothing where one side is missing", () => {
    expect(changeWords(57, 60, "%")).toBe("+3 pp");
    expect(changeWords(-4, -5, "USD")).toBe("−25%");
    expect(changeWords(0, 5, "USD")).toBeNull();
    expect(changeWords(null, 5, "USD")).toBeNull();
  });
});
