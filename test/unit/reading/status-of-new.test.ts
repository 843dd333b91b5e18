import { describe, expect, it } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import { type StatusClues, statusOfNew } from "@/lib/studio/settings/status-of-new";

const measure = datasetOf("hbm-share").measures["quarter"];
if (!measure) throw new Error("hbm-share is kept by quarter");
const today = "2026-11-30";
const clues = (change: Partial<StatusClues>): StatusClues => ({
  said: null,
  chosen: null,
  before: null,
  series: null,
  source: null,
  usual: { dataset: null, bySource: {} },
  measure,
  period: "2026-07-01",
  periodEnd: null,
  today,
  ...change,
});
const status = (change: Partial<StatusClues>) => {
  const found = statusOfNew(clues(change));
  return `${found.status} ${found.from}`;
};
const usual = { dataset: "E", bySource: { filing: "A" } } as const;

describe("the status of something new", () => {
  it("is what stands with the number, whatever else is usual", () => {
    expect(status({ said: "F", chosen: "A", series: "E", usual })).toBe("F said");
    expect(status({ said: "A", period: "2026-10-01" })).toBe("A said");
  });

  it("comes from what was chosen, the place, the series, the source and the dataset, in this order", () => {
    expect(status({ chosen: "C", before: "A", series: "E", usual })).toBe("C chosen");
    expect(status({ before: "A", series: "E", usual })).toBe("A before");
    expect(status({ series: "F", source: "filing", usual })).toBe("F series");
    expect(status({ source: "filing", usual })).toBe("A source");
    expect(status({ source: "another", usual })).toBe("E dataset");
    expect(status({ source: "constructor", usual })).toBe("E dataset");
    expect(status({ before: "W", usual })).toBe("E dataset");
  });

  it("is never actual in silence where every value of the dataset is an estimate, or nothing is known", () => {
    expect(status({ usual: { dataset: "E", bySource: {} } })).toBe("E dataset");
    expect(status({})).toBe("E nothing");
  });

  it("is never actual before its period is over, and a forecast before it begins", () => {
    expect(status({ chosen: "A", period: "2026-10-01" })).toBe("E period");
    expect(status({ before: "A", series: "A", period: "2027-01-01" })).toBe("F period");
    expect(status({ chosen: "A", usual, period: "2027-01-01" })).toBe("E period");
    expect(status({ series: "A", period: "2026-07-01", periodEnd: "2026-12-05" })).toBe("E period");
    expect(status({ series: "A", period: "2026-07-01", periodEnd: "2026-11-29" })).toBe("A series");
  });
});
