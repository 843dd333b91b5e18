import { expect, test } from "vitest";
import { isAfter, sourceOn, titleOn } from "@/lib/provenance/source-as-of";
import type { Source } from "@/lib/store/rows";

// Everything here is constructed.
const source: Source = {
  key: "archive",
  title: "Price archive (snapshot 2026-07-09)",
  publisher: "Keeper",
  url: "https://example.com/archive",
  published: "2026-07-09",
  kind: "repository",
  licence: null,
  reliability: null,
  grade: "press",
  gradeWhy: "constructed",
  gradeBy: "rule",
};
const record = (over: Partial<Source & { newestUse: string | null }> = {}) => {
  const { title, publisher, url, published } = { ...source, ...over };
  return { title, publisher, url, published, newestUse: over.newestUse === undefined ? "2024-03-01" : over.newestUse };
};

test("a date of publication by day, month or year is later than a day only where all of it is", () => {
  expect(isAfter("2026-01-02", "2026-01-01")).toBe(true);
  expect(isAfter("2026-01-01", "2026-01-01")).toBe(false);
  expect(isAfter("2026-01", "2026-01-01")).toBe(false);
  expect(isAfter("2026-02", "2026-01-31")).toBe(true);
  expect(isAfter("2027", "2026-12-31")).toBe(true);
});

test("a title loses the remarks that name a later day or month, and no others", () => {
  expect(titleOn("Archive (snapshot 2026-07-09)", "2024-06-30")).toBe("Archive");
  expect(titleOn("Archive (snapshot 2026-07-09)", "2026-07-09")).toBe("Archive (snapshot 2026-07-09)");
  expect(titleOn("Archive (git history) of prices (2026-07)", "2026-06-30")).toBe("Archive (git history) of prices");
  expect(titleOn("Statements, last quarters to 2026-06-30 (A vendor)", "2025-09-30")).toBe("Statements (A vendor)");
  expect(titleOn("Archive, to 2026-06-30, of prices", "2025-09-30")).toBe("Archive, of prices");
  expect(titleOn("State of prices as of 2026-06-30", "2025-09-30")).toBe("State of prices");
  expect(titleOn("Prices of 2024-01-01, then 2026-06", "2025-09-30")).toBe("Prices of 2024-01-01");
  expect(titleOn("Outlook for 2027", "2024-06-30")).toBe("Outlook for 2027");
});

test("a source that is written on is dated by the newest of its numbers that were known by then", () => {
  const then = sourceOn(source, [record()], "2024-06-30");
  expect(then).toMatchObject({ key: "archive", title: "Price archive", published: "2024-03-01" });
});

test("a source that was published by then stands as it is", () => {
  expect(sourceOn(source, [record()], "2026-07-09")).toEqual(source);
});

test("of merged records the one that was published by then stands, under the key of the one that is shown", () => {
  const earlier = record({ title: "First edition", published: "2023-05-01" });
  const then = sourceOn(source, [record({ newestUse: null }), earlier], "2024-06-30");
  expect(then).toMatchObject({ key: "archive", title: "First edition", published: "2023-05-01" });
});

test("a source of which nothing was known by then is not dated", () => {
  expect(sourceOn(source, [record({ newestUse: null })], "2024-06-30")).toMatchObject({ published: null });
});
