import { expect, test } from "vitest";
import { dayOf, isAboutSeries } from "@/lib/dashboards/event-pins";

const words = new Map([
  [
    "supplier",
    new Map([
      ["sk-hynix", "SK hynix"],
      ["sk-hynics", "SK hynix"],
      ["micron", "Micron"],
    ]),
  ],
  [
    "generation",
    new Map([
      ["all", "All"],
      ["hbm3e", "HBM3E"],
      ["hbm4", "HBM4"],
    ]),
  ],
]);
const about = (subjects: string[], dims: Record<string, string>) => isAboutSeries({ subjects }, dims, words);

test("an event without subjects is about every series", () => {
  expect(about([], { supplier: "micron", generation: "hbm4" })).toBe(true);
});

test("an event is about the series that have one of its values in each dimension that it names", () => {
  expect(about(["micron", "hbm3e"], { supplier: "micron", generation: "hbm3e" })).toBe(true);
  expect(about(["micron", "hbm3e"], { supplier: "sk-hynix", generation: "hbm3e" })).toBe(false);
  expect(about(["micron", "sk-hynix"], { supplier: "sk-hynix", generation: "hbm4" })).toBe(true);
});

test("a series of the whole, or of which a dimension is left open, is about whatever is named there", () => {
  expect(about(["micron", "hbm3e"], { supplier: "micron", generation: "all" })).toBe(true);
  expect(about(["micron", "hbm3e"], { supplier: "micron" })).toBe(true);
});

test("an event about a merged entity is about the one that it is shown as", () => {
  expect(about(["sk-hynics"], { supplier: "sk-hynix", generation: "hbm4" })).toBe(true);
});

test("subjects that no dimension knows do not hide an event", () => {
  expect(about(["somewhere"], { supplier: "micron", generation: "hbm4" })).toBe(true);
});

test.each([
  ["2026", "2026-01-01"],
  ["2026-05", "2026-05-01"],
  ["2026-05-07", "2026-05-07"],
])("what happened in %s is drawn on %s", (occurredOn, day) => {
  expect(dayOf(occurredOn)).toBe(day);
});
