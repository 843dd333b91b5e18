import { describe, expect, it } from "vitest";
import { isLikelyFraction, withPercent } from "@/lib/studio/reading/likely-fraction";
import { parseCell } from "@/lib/studio/reading/parse-cell";
import { paste } from "../../setup/paste";

const RULES = { label: "Share", unit: "%" };
function read(text: string) {
  const found = parseCell(text, RULES);
  if (found.kind !== "value") throw new Error(`“${text}” is no value`);
  return found;
}
const likely = (text: string, sizes: readonly number[], unit = "%") => isLikelyFraction(text, read(text), unit, sizes);

describe("a number below one in a row of percents", () => {
  it("is doubted where the row's usual values are ten times as large and more", () => {
    for (const text of ["0.55", ".55", "0,55", "-0.55", "~0.55", "0.55E", "0.5-0.6", ">0.5", "1e-1"])
      expect([text, likely(text, [20, 57, 60])]).toEqual([text, true]);
    // One wrong value in the row does not make the next one right.
    expect(likely("0.55", [0.55, 20, 57, 60])).toBe(true);
  });

  it("is taken where the row is small too, has nothing yet, or the sign is written", () => {
    expect(likely("0.55", [0.4, 0.7, 1.2])).toBe(false);
    expect(likely("0.9", [1.5, 3, 5])).toBe(false);
    expect(likely("0.55", [])).toBe(false);
    expect(likely("0.55%", [20, 57])).toBe(false);
    expect([likely("0", [20, 57]), likely("1", [20, 57]), likely("55", [20, 57])]).toEqual([false, false, false]);
    expect(isLikelyFraction("0.55", { ...read("0.55") }, "USD", [20, 57])).toBe(false);
  });

  it("is written out in both readings, which are doubted no more", () => {
    const both = (text: string) => [true, false].map((fraction) => withPercent(read(text), fraction));
    expect(both("0.55")).toEqual(["55%", "0.55%"]);
    expect(both("~0.07")).toEqual(["~7%", "~0.07%"]);
    expect(both("0.29E")).toEqual(["29%E", "0.29%E"]);
    expect(both("0.5-0.6")).toEqual(["50-60%", "0.5-0.6%"]);
    expect(both("<0.5")).toEqual(["<50%", "<0.5%"]);
    for (const text of [...both("~0.07"), ...both("0.29E"), ...both("0.5-0.6"), ...both("<0.5")])
      expect([text, likely(text, [20, 57])]).toEqual([text, false]);
    expect(read("50-60%")).toMatchObject({ low: 50, high: 60 });
  });
});

describe("a pasted block in which some values are fractions and others are not", () => {
  it("keeps the others and refuses those with both readings", () => {
    const done = paste("\tQ1 2026\tQ2 2026\nSK hynix\t0.55\t56\nMicron\t20\t0.21%", {}, { sizesOf: () => [20, 57] });
    expect(done.cells.map((one) => one.read.value)).toEqual([56, 20, 0.21]);
    expect(done.questions).toEqual([]);
    expect(done.problems.map(({ line, column, message }) => [line, column, message])).toEqual([
      [2, 2, "“0.55” is below 1, and what this row has is not: write 55% or 0.55%"],
    ]);
  });
});
