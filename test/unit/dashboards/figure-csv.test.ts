import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvFileName, figureCsv } from "@/lib/dashboards/figure-csv";
import type { Figure } from "@/lib/dashboards/figure";

// Constructed numbers.
const figure: Figure = {
  id: "share",
  title: "",
  subtitle: "",
  chart: null,
  table: {
    columns: [
      { key: "period", label: "Period", kind: "period" },
      { key: "supplier", label: "Supplier", kind: "text" },
      { key: "share", label: "Share", kind: "number", unit: "%", decimals: 1 },
      { key: "change", label: "Change", kind: "number", unit: "pp", decimals: 1 },
    ],
    rows: [
      {
        period: { value: "2026-04-01", text: "2026Q2" },
        supplier: { value: "=Acme" },
        share: {
          value: 61.23456,
          low: 60,
          high: 62,
          status: "E",
          confidence: "low",
          knownAt: "2026-08-01T00:00:00.000Z",
          source: "paper",
          ref: { series: "HBM_SHARE.ACME", period: "2026-04-01" },
        },
        change: { value: -2.5, derivation: "against 2026Q1" },
      },
      { period: { value: "2026-01-01", text: "2026Q1" }, supplier: { value: "Acme" }, share: { value: null } },
    ],
  },
};

const rows: Record<string, string>[] = parse(figureCsv(figure, new Map([["paper", "press"]])), {
  columns: true,
});

test("a CSV has a line for each number of each row, unrounded, with its unit, series, source and the source's grade", () => {
  expect(rows).toHaveLength(4);
  expect(rows[0]).toEqual({
    row_period: "2026-04-01",
    period_label: "2026Q2",
    supplier: "'=Acme",
    column: "Share",
    value: "61.23456",
    low: "60",
    high: "62",
    text: "",
    unit: "%",
    status: "estimate",
    confidence: "low",
    known_at: "2026-08-01T00:00:00.000Z",
    source: "paper",
    source_grade: "press",
    series_id: "HBM_SHARE.ACME",
    period: "2026-04-01",
    derivation: "",
  });
});

test("a computed number says how it was computed, and a negative one stays a number", () => {
  expect(rows[1]).toMatchObject({
    column: "Change",
    value: "-2.5",
    unit: "pp",
    derivation: "against 2026Q1",
    series_id: "",
  });
});

test("what is unknown is empty", () => {
  expect(rows[2]).toMatchObject({ column: "Share", value: "" });
});

test("a table of words alone has a line for each row", () => {
  const words: Figure = {
    ...figure,
    table: {
      columns: [
        { key: "on", label: "On", kind: "day" },
        { key: "what", label: "What", kind: "text" },
      ],
      rows: [{ on: { value: "2026-01-02" }, what: { value: "-launch" } }],
    },
  };
  expect(figureCsv(words).split("\r\n")[1]).toMatch(/^2026-01-02,'-launch,,,/);
});

test("a file is named after page, figure and day", () => {
  expect(csvFileName("hbm", "share", "2026-03-01")).toBe("halfpitch-hbm-share-2026-03-01.csv");
  expect(csvFileName("x", 'a"\r\nb', "2026-03-01")).toBe("halfpitch-x-a-b-2026-03-01.csv");
});
