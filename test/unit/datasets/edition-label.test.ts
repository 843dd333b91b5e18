import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { EditionLabel, editionLabel, isoWeek } from "@/lib/datasets/edition-label";

const label = (at: string, taken: string[] = []) => editionLabel(new Date(at), taken);

describe("the label of an edition", () => {
  it.each([
    ["2026-11-26T12:00:00Z", "2026.48"],
    // 2026 has 53 weeks, and its last one reaches into 2027.
    ["2026-12-31T23:59:59Z", "2026.53"],
    ["2027-01-03T23:59:59Z", "2026.53"],
    ["2027-01-04T00:00:00Z", "2027.01"],
    // 2024 has 52: its last days belong to the first week of 2025.
    ["2024-12-29T23:59:59Z", "2024.52"],
    ["2024-12-30T00:00:00Z", "2025.01"],
    ["2020-12-31T00:00:00Z", "2020.53"],
    ["2021-01-03T00:00:00Z", "2020.53"],
  ])("of %s is %s", (at, expected) => {
    expect(label(at)).toBe(expected);
  });

  it("counts on where the week has editions already", () => {
    expect(label("2026-11-26T12:00:00Z", ["2026.48"])).toBe("2026.48.2");
    expect(label("2026-11-26T12:00:00Z", ["2026.48.2", "2026.48", "2026.47"])).toBe("2026.48.3");
  });

  it("goes by the week that the calendar has, on every day", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("1990-01-01"), max: new Date("2120-01-01"), noInvalidDate: true }), (at) => {
        const day = Temporal.PlainDate.from(at.toISOString().slice(0, 10));
        expect(isoWeek(at)).toEqual({ year: day.yearOfWeek, week: day.weekOfYear });
        expect(EditionLabel.safeParse(editionLabel(at, [])).success).toBe(true);
      }),
    );
  });
});
