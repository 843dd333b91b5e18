import { expect, test } from "vitest";
import { knownFrom } from "@/lib/provenance/known-from";
import { eventRow, SOURCES_READ_ON } from "@/lib/starter/rows";

// Everything here is constructed.
const publications = new Map([
  ["day", "2024-05-24"],
  ["month", "2024-02"],
  ["year", "2023"],
  ["undated", null],
]);
const cells = { key: "e", occurred_on: "2022-06-30", kind: "launch", title: "It ships" };
const knownAt = (source: string, given?: string) => {
  const row = eventRow("hbm-market", { ...cells, source, ...(given ? { known_at: given } : {}) }, publications);
  return row.ok ? row.value.knownAt?.slice(0, 10) : row.issues[0]?.field;
};

test("a source can be known from its day on, or from the last day of its month or year", () => {
  expect(knownFrom("2024-05-24")).toBe("2024-05-24");
  expect(knownFrom("2024-02")).toBe("2024-02-29");
  expect(knownFrom("2023")).toBe("2023-12-31");
  expect(knownFrom(null)).toBeNull();
});

test("a happening is known from its source on, not from the day on which it happened", () => {
  expect(knownAt("day")).toBe("2024-05-24");
  expect(knownAt("month")).toBe("2024-02-29");
  expect(knownAt("year")).toBe("2023-12-31");
});

test("a happening whose source bears no date is known from the day on which the source was read", () => {
  expect(knownAt("undated")).toBe(SOURCES_READ_ON);
});

test("a row may say that it became known later than its source allows, never earlier", () => {
  expect(knownAt("day", "2024-06-01")).toBe("2024-06-01");
  expect(knownAt("day", "2024-05-23")).toBe("known_at");
  expect(knownAt("undated", "2022-06-30")).toBe("known_at");
});
