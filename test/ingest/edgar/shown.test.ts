import { describe, expect, it } from "vitest";
import { companyFacts, given, PPE, readAs } from "./company";

describe("a tag under which a filer shows another amount for some years", () => {
  const filed = companyFacts([
    given(PPE, "2023-01-01", "2023-03-31", 6842, "2023-04-27"),
    given(PPE, "2023-01-01", "2023-06-30", 13058, "2023-07-27"),
    given(PPE, "2023-01-01", "2023-03-31", 6823, "2024-04-25"),
    given(PPE, "2024-01-01", "2024-03-31", 6400, "2024-04-25"),
  ]);

  it("is read as the line that each report shows: Meta's purchases before proceeds are no capex that was restated", () => {
    const { rows } = readAs("META", filed);
    expect(rows("capex", "quarter")).toEqual([
      ["FY2023Q1", "reported", 6823, "2024-04-25"],
      ["FY2024Q1", "reported", 6400, "2024-04-25"],
    ]);
    expect(rows("capex-gross", "quarter")).toEqual([
      ["FY2023Q1", "reported", 6842, "2023-04-27"],
      ["FY2023Q2", "derived", 6216, "2023-07-27"],
    ]);
  });

  it("stays one line for everybody else, and a changed value is its next vintage", () => {
    const { rows } = readAs("MSFT", filed);
    expect(rows("capex-gross", "quarter")).toEqual([]);
    expect(rows("capex", "quarter").filter(([label]) => label === "FY2023Q1")).toHaveLength(2);
  });
});
