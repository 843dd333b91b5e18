import { describe, expect, it } from "vitest";
import { nameFits, nextOf, replacedText, valueFits, type Wanted } from "@/app/_ui/grid/find-text";

const wanted = (text: string, change: Partial<Wanted> = {}): Wanted => ({
  text,
  where: "all",
  whole: false,
  ...change,
});
const billions = { full: "10212345678", shown: "10.2B" };

describe("finding in the grid", () => {
  it("fits a value by what it is and by what it shows, however its digits are grouped", () => {
    expect(valueFits(wanted("10.2b"), billions)).toBe(true);
    expect(valueFits(wanted("10,212"), billions)).toBe(true);
    expect(valueFits(wanted("10 212 345 678", { whole: true }), billions)).toBe(true);
    expect(valueFits(wanted("10.2", { whole: true }), billions)).toBe(false);
    expect(valueFits(wanted("−3.5"), { full: "-3.5", shown: "−3.5" })).toBe(true);
    expect(valueFits(wanted(" "), billions)).toBe(false);
  });

  it("looks where it was told to", () => {
    expect(valueFits(wanted("10", { where: "names" }), billions)).toBe(false);
    expect(nameFits(wanted("hyn"), ["SK hynix", "Counterpoint"])).toBe(true);
    expect(nameFits(wanted("hyn", { where: "values" }), ["SK hynix"])).toBe(false);
    expect(nameFits(wanted("sk hynix", { whole: true }), ["SK hynix"])).toBe(true);
  });

  it("replaces in the full value, as a whole or a part, and never in one that is only shown so", () => {
    expect(replacedText(wanted("57"), { full: "57.1", shown: "57.1" }, "58")).toBe("58.1");
    expect(replacedText(wanted("57.1", { whole: true }), { full: "57.1", shown: "57.1" }, "=57.1*2")).toBe("=57.1*2");
    expect(replacedText(wanted("10.2B", { whole: true }), billions, "11B")).toBe("11B");
    expect(replacedText(wanted("10.2B"), billions, "11B")).toBeNull();
    expect(replacedText(wanted("."), { full: "1.5 to 2.5", shown: "1.5–2.5" }, ",")).toBe("1,5 to 2,5");
    // What replaces is taken as it stands, without signs of a pattern.
    expect(replacedText(wanted("1"), { full: "1", shown: "1" }, "$&2")).toBe("$&2");
  });

  it("goes on to the next place either way and around the ends", () => {
    expect([nextOf(3, null, 1), nextOf(3, null, -1), nextOf(3, 2, 1), nextOf(3, 0, -1), nextOf(0, null, 1)]).toEqual([
      0,
      2,
      0,
      2,
      null,
    ]);
  });
});
