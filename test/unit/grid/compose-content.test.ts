import { describe, expect, it } from "vitest";
import type { CellView } from "@/app/_ui/grid/cell-view";
import { composeContent, NO_STAMP, type Usual } from "@/app/_ui/grid/compose-content";
import { datasetOf } from "@/lib/datasets/registry";
import type { CellContent } from "@/lib/studio/drafts/draft";
import { parseCell } from "@/lib/studio/reading/parse-cell";

const measure = datasetOf("hbm-share").measures["quarter"];
if (!measure) throw new Error("hbm-share measures shares");
const USUAL: Usual = { series: null, statuses: { dataset: "A", bySource: {} }, measure, today: "2026-11-30" };
const viewOf = (proposed: CellContent | null, period = "2026-07-01"): CellView => ({
  series: "CONSTRUCTED",
  column: period,
  period,
  published: null,
  proposed,
  saved: null,
  waiting: false,
  moved: false,
  lacks: [],
  rivals: [],
  own: null,
  trouble: null,
  here: [],
  fiscal: null,
  openEnds: null,
});
function typed(text: string, before: CellContent | null = null, period?: string): CellContent {
  const read = parseCell(text, { label: "Share", unit: "%" });
  if (read.kind !== "value") throw new Error(`${text} is no value`);
  return composeContent(read, viewOf(before, period), NO_STAMP, USUAL);
}

describe("what a cell holds for what was typed", () => {
  it("is the result of an arithmetic, with the expression in its note", () => {
    expect(typed("=40*1.2")).toMatchObject({ value: 48, note: "Calculated: =40*1.2" });
    expect(typed("~48").note).toBe("Given as approximate.");
    expect(typed("48").note).toBeNull();
  });

  it("has no note of how the value before it was given", () => {
    expect(typed("48", typed("=40*1.2")).note).toBeNull();
    expect(typed("48", typed("~47")).note).toBeNull();
    expect(typed("=1+2", typed("~47")).note).toBe("Calculated: =1+2");
  });

  it("keeps what somebody wrote", () => {
    const noted = { ...typed("47"), note: "Read off a chart." };
    expect(typed("=40*1.2", noted).note).toBe("Read off a chart.");
  });

  it("is a forecast by the day that is handed in, whatever the clock of this machine says", () => {
    expect(typed("48", null, "2026-07-01").status).toBe("A");
    expect(typed("48", null, "2027-01-01").status).toBe("F");
  });
});
