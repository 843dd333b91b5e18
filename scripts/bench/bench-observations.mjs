/** Constructed for measurements only; never loaded into a store that people read. */
export const dataset = {
  slug: "bench-observations",
  code: "BENCH",
  title: "Constructed observations",
  description: "Constructed for measurements: series of daily values, a tenth of them revised once.",
  dimensions: { line: { label: "Line", codes: { x: "X" }, open: true } },
  measures: {
    level: { label: "Level", unit: "points", frequency: "day", nature: "stock", aggregate: "none", decimals: 2 },
  },
  view: { chart: { shape: "lines", measure: "level", by: ["line"] } },
  staleAfterDays: 36500,
  licence: "Constructed.",
  methodology:
    "## Scope\n\nConstructed for measurements: random walks by day, a tenth of the points revised a month later.",
  methodologyVersion: "1.0.0",
};
