import { expect, test } from "vitest";
import { knownFrom } from "@/lib/provenance/known-from";
import { datasetOf } from "@/lib/datasets/registry";
import { eventRow, observationRow, SOURCES_READ_ON } from "@/lib/starter/rows";

// Everything here is constructed.
const publications = new Map([
  ["day", { published: "2024-05-24", kind: "news" }],
  ["month", { published: "2024-02", kind: "news" }],
  ["year", { published: "2023", kind: "news" }],
  ["undated", { published: null, kind: "news" }],
  ["compiled", { published: null, kind: "dataset" }],
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

test("what a compilation without a date says is known from the day on which it was read, a page's statement from its own", () => {
  const contract = { cloud: "c", contract: "openai-2025-03-10", extent: "announced", publisher: "p", measure: "value" };
  const issues = (source: string, known_at: string) => {
    const row = { ...contract, period: "2023-06-01", value: "1", status: "A", source, known_at };
    const read = observationRow(datasetOf("neocloud-contracts"), row, () => true, publications);
    return read.ok ? [] : read.issues.map((one) => one.field);
  };
  expect(issues("compiled", "2023-06-01")).toEqual(["known_at"]);
  expect(issues("compiled", SOURCES_READ_ON)).toEqual([]);
  expect(issues("undated", "2023-06-01")).toEqual([]);
});
