import { expect, test } from "vitest";
import type { Figure, Row } from "@/lib/dashboards/figure";
import { withSources } from "@/lib/dashboards/figure-sources";
import { datesIn, laterIn, laterInSources } from "../../setup/shown-later";

// The check that is run over all pages, held against figures that are constructed to fail it.
const figure = (title: string, row: Row, pins: { on: string; label: string }[] = []) => {
  const made: Figure = {
    id: "f",
    title,
    subtitle: "",
    chart: { x: "time", unit: "USD", decimals: 0, series: [], summary: "", pins },
    table: {
      columns: [
        { key: "period", label: "Period", kind: "period" },
        { key: "value", label: "Value", kind: "number" },
        { key: "known", label: "Known since", kind: "day" },
      ],
      rows: [row],
    },
  };
  return withSources(made);
};
const DAY = "2025-02-15";
const row: Row = { period: { value: "2024-10-01", text: "2024Q4" }, value: { value: 1, status: "A" } };

test("dates are found as they are written, without units and names of fiscal years", () => {
  expect(datesIn("In Feb-25, on 2025-02-14 and in 2026Q1").map((one) => one.iso)).toEqual([
    "2025-02",
    "2025-02-14",
    "2026",
  ]);
  expect(datesIn("Spent 5 in FQ1 2027 (May-26), 2025 USD").map((one) => one.iso)).toEqual(["2026-05"]);
});

test("a value, a day of knowing, a pin and a title of a later day are found", () => {
  const known = (at: string): Row => ({ ...row, value: { value: 1, status: "A", knownAt: at } });
  expect(laterIn(DAY, figure("", known("2025-02-15T12:00:00.000Z")))).toEqual([]);
  expect(laterIn(DAY, figure("", known("2025-02-16T00:00:00.000Z")))).toHaveLength(1);
  expect(laterIn(DAY, figure("", { ...row, known: { value: "2025-02-16" } }))).toHaveLength(1);
  expect(laterIn(DAY, figure("", row, [{ on: "2025-03-01", label: "Launch" }]))).toHaveLength(1);
  expect(laterIn(DAY, figure("It rose in 2025Q2", row))).toEqual([]);
  expect(laterIn(DAY, figure("It rose in Mar-25", row))).toHaveLength(1);
  expect(laterIn(DAY, figure("It rose in 2026", row))).toHaveLength(1);
});

test("the period of a forecast may lie ahead, the day on which it was known may not", () => {
  const ahead: Row = { period: { value: "2026-01-01", text: "2026" }, value: { value: 1, status: "F" } };
  expect(laterIn(DAY, figure("It is forecast to rise in 2026", ahead))).toEqual([]);
  expect(laterIn(DAY, figure("It is forecast to rise in 2027", ahead))).toHaveLength(1);
  expect(laterIn(DAY, figure("", { ...ahead, known: { value: "2025-03-01" } }))).toHaveLength(1);
});

test("a source that is dated later, or whose title names a later state, is found", () => {
  const source = {
    key: "s",
    publisher: "P",
    url: null,
    kind: "page",
    licence: null,
    reliability: null,
    grade: "relay",
    gradeWhy: "constructed",
    gradeBy: "rule",
  } as const;
  expect(laterInSources(DAY, [{ ...source, title: "Outlook for 2027", published: "2025-02" }])).toEqual([]);
  expect(laterInSources(DAY, [{ ...source, title: "Archive", published: "2025-03" }])).toHaveLength(1);
  expect(laterInSources(DAY, [{ ...source, title: "Archive (2025-03-01)", published: null }])).toHaveLength(1);
});
