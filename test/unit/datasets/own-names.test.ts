import { describe, expect, it } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import { validateObservation } from "@/lib/datasets/validate";

const dataset = datasetOf("hbm-share");
const dims = { supplier: "micron", publisher: "counterpoint", basis: "revenue", generation: "all", customer: "all" };
const proposed = {
  dataset: dataset.slug,
  measure: "quarter",
  dims,
  period: "2026-01-01",
  value: 1,
  status: "E",
  source: "x",
} as const;

describe("names that every object has of its own", () => {
  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("%s is no measure, code or dimension", (name) => {
    const issues = (change: object) => validateObservation(dataset, { ...proposed, ...change }, () => true);
    expect(issues({ measure: name })).toEqual([
      { field: "measure", message: `${dataset.title} does not measure “${name}”` },
    ]);
    expect(issues({ dims: { ...dims, basis: name } }).map((one) => one.field)).toContain("basis");
    expect(
      issues({ dims: Object.fromEntries([...Object.entries(dims), [name, "x"]]) }).map((one) => one.field),
    ).toEqual([name]);
    expect(issues({})).toEqual([]);
  });
});
