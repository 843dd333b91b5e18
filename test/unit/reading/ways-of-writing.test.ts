import { describe, expect, it } from "vitest";
import { parseCell } from "@/lib/studio/reading/parse-cell";
import { readPeriod } from "@/lib/studio/reading/read-period";

/** What a text comes to in a unit: its value and status, its range, nothing, or why it is refused. */
function read(text: string, unit = "USD"): unknown {
  const found = parseCell(text, { label: "Capex", unit });
  if (found.kind === "refused") return found.message;
  if (found.kind === "empty") return "empty";
  const { value, low, high, status } = found;
  return low === null && high === null ? `${value}${status ?? ""}` : [low, high, status];
}
const all = (texts: readonly string[], unit = "USD") => [...new Set(texts.map((text) => read(text, unit)))];

describe("a number", () => {
  it("keeps the status that stands with it in a word", () => {
    expect(all(["24 (est.)", "24 est.", "est. 24", "24 (e)", "24 [estimate]", "24 estimated"], "%")).toEqual(["24E"]);
    expect(all(["1.2bn prelim.", "$1.2bn (provisional)", "prelim: 1.2bn"])).toEqual(["1200000000P"]);
    expect(read("24 (fcst)", "%")).toBe("24F");
    expect(read("5-6 (est.)", "%")).toEqual([5, 6, "E"]);
    expect(read("24 (spot)", "%")).toContain("(spot)");
  });

  it("drops a footnote in square brackets, and refuses one that could be a value", () => {
    expect(all(["1,234[1]", "1,234 [2]", "1,234 [a]", "1,234¹", "1,234*"])).toEqual(["1234"]);
    expect(read("24 (1)", "%")).toContain("24 (1)");
    expect(read("†")).toBe("“†” is no number");
  });

  it("is read in the digits of any script and grouped as in India", () => {
    expect(all(["٢١٫٥", "२१.५", "২১.৫", "２１．５", "21.5"])).toEqual(["21.5"]);
    expect(all(["12,34,567", "₹12,34,567".slice(1), "12,34,567.0"])).toEqual(["1234567"]);
    expect(read("1,23,45")).toContain("groups its digits");
  });

  it("knows its currency when both are one word, and names another", () => {
    expect(all(["USD1.2bn", "usd1.2B", "US$1.2bn"])).toEqual(["1200000000"]);
    expect(read("A$5")).toContain("it is in AUD");
    expect(read("CA$5")).toContain("it is in CAD");
    expect(read("Rs 5")).toContain("it is in INR");
    expect(read("EUR5m")).toContain("it is in EUR");
  });

  it("is refused where a slip of the hand gives another one", () => {
    expect(read("1..2")).toContain("two points");
    expect(read("0..55", "%")).toContain("two points");
    expect(read("1.2G", "MW")).toContain("guidance or a multiple");
    expect(read("5 G")).toContain("guidance or a multiple");
    expect(read("24G", "%")).toBe("24G");
    expect(read("24 (G)")).toBe("24G");
  });
});

describe("a text that is no number", () => {
  it("is nothing where it says so, and an error of a spreadsheet in any language", () => {
    expect(all(["n/m", "NMF", "n.d.", "TBC", "tba", "not disclosed", "––"])).toEqual(["empty"]);
    for (const text of ["#N/A N/A", "#GETTING_DATA", "#BUSY!", "#VALEUR!", "#WERT!", "######"])
      expect(read(text)).toBe(`“${text}” is a spreadsheet's error, not a value`);
  });
});

describe("a period", () => {
  it("is read with the year in front or other signs between", () => {
    for (const text of ["26Q3", "26Q3E", "'26 Q3", "CY26Q3", "2026:Q3", "2026_Q3", "2026, Q3", "Q3, 2026", "Q٣ ٢٠٢٦"])
      expect([text, readPeriod(text)]).toMatchObject([text, { start: "2026-07-01", frequency: "quarter" }]);
    expect(readPeriod("26H1")).toMatchObject({ start: "2026-01-01", frequency: "half" });
    for (const text of ["26Q5", "26H100", "H100", "126Q3"]) expect([text, readPeriod(text)]).toEqual([text, null]);
  });
});
