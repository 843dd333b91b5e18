import { describe, expect, it } from "vitest";
import { cellWords } from "@/app/_ui/grid/describe-cell";
import { viewRow } from "@/app/_ui/grid/cell-view";
import { composeContent, NO_STAMP, usualStatus } from "@/app/_ui/grid/compose-content";
import type { Status } from "@/lib/kernel/status";
import type { DraftCell, Rival } from "@/lib/studio/drafts/draft";
import type { GridRow, PublishedCell } from "@/lib/studio/grid/grid";
import { NO_STATUSES } from "@/lib/studio/settings/status-of-new";
import { toyDataset } from "../../setup/store-toy";

const SERIES = "CONSTRUCTED.ROW";
const [MAY, JUNE] = ["2026-05-01", "2026-06-01"];
const columns = [
  { period: MAY, label: "May-26" },
  { period: JUNE, label: "Jun-26" },
];

const published = (column: string, value: number, status: Status = "E"): PublishedCell => ({
  column,
  period: column,
  value,
  low: null,
  high: null,
  status,
  confidence: null,
  source: "constructed",
  periodEnd: null,
  periodLabel: null,
});

const drafted = (period: string, value: number | null, base: DraftCell["base"] = null): DraftCell => ({
  series: SERIES,
  measure: "lead_time",
  dims: {},
  period,
  value,
  low: null,
  high: null,
  confidence: null,
  status: value === null ? "W" : "E",
  source: "constructed",
  reason: null,
  note: null,
  periodEnd: null,
  periodLabel: null,
  version: 1,
  editedBy: "Ada",
  editedAt: "2026-11-30T10:00:00Z",
  base,
});

const stood = (value: number | null): NonNullable<DraftCell["base"]> => ({
  value,
  low: null,
  high: null,
  status: value === null ? "W" : "E",
  recordedAt: "2026-11-01T00:00:00.000000Z",
});

const rival = (mine: boolean, value: number): Rival => ({
  series: SERIES,
  period: MAY,
  draft: 7,
  author: mine ? "Ada" : "Ben",
  mine,
  state: "in review",
  value,
  low: null,
  high: null,
  status: "E",
});

const row = (change: Partial<GridRow>): GridRow => ({
  series: SERIES,
  dims: {},
  title: "Constructed row",
  unit: "weeks",
  isNew: false,
  published: [],
  drafted: [],
  rivals: [],
  ...change,
});

const cellOf = (given: GridRow, settled = false) => {
  const cell = viewRow(given, columns, "month", { pending: new Map(), troubles: new Map(), settled }).get(MAY);
  if (!cell) throw new Error("the row has that column");
  return cell;
};

describe("a cell that was withdrawn, by hand or by a revert", () => {
  it("takes a value anew and is not said to have been published meanwhile", () => {
    expect(cellOf(row({ drafted: [drafted(MAY, 5, stood(null))] })).moved).toBe(false);
    expect(cellOf(row({ drafted: [drafted(MAY, 5, null)] })).moved).toBe(false);
  });

  it("is said to have moved where a value really came or went", () => {
    expect(cellOf(row({ drafted: [drafted(MAY, 5, stood(null))], published: [published(MAY, 4)] })).moved).toBe(true);
    expect(cellOf(row({ drafted: [drafted(MAY, 5, stood(4))] })).moved).toBe(true);
  });

  it("has not moved by the publication of the very draft that is looked at", () => {
    const own = row({ drafted: [drafted(MAY, 5, stood(4))], published: [published(MAY, 5)] });
    expect([cellOf(own).moved, cellOf(own, true).moved]).toEqual([true, false]);
  });
});

describe("a row whose last value is withdrawn in the draft", () => {
  const measure = toyDataset().measures["lead_time"];
  if (!measure) throw new Error("the constructed dataset has that measure");
  const usual = { statuses: NO_STATUSES, measure, today: "2026-11-30" };
  const given = row({ published: [published(MAY, 4)], drafted: [drafted(JUNE, null, stood(3))] });

  it("has the status of its values and not that of the withdrawal", () => {
    expect(usualStatus(given)).toBe("E");
    expect(usualStatus(row({ drafted: [drafted(MAY, 2), drafted(JUNE, null)] }))).toBe("E");
    expect(usualStatus(row({ drafted: [drafted(JUNE, null)] }))).toBeNull();
  });

  it("takes further values, in the withdrawn cell too", () => {
    const read = { kind: "value", value: 9, low: null, high: null, status: null, approximate: false } as const;
    for (const column of [MAY, JUNE]) {
      const view = viewRow(given, columns, "month", { pending: new Map(), troubles: new Map() }).get(column);
      if (!view) throw new Error("the row has that column");
      expect(composeContent(read, view, NO_STAMP, { ...usual, series: usualStatus(given) }).status).toBe("E");
    }
  });
});

describe("what waits for review", () => {
  const measure = { unit: "weeks", decimals: 1 };

  it("stays in one's own cell as one's own, and in another's as somebody else's", () => {
    const own = cellOf(row({ published: [published(MAY, 4)], rivals: [rival(true, 6)] }));
    expect([own.own?.value, own.rivals]).toEqual([6, []]);
    expect(cellWords(own, measure).join("; ")).toContain("in your draft that is in review: 6 weeks, estimate");
    const other = cellOf(row({ rivals: [rival(false, 6)] }));
    expect([other.own, other.rivals.length]).toEqual([null, 1]);
    expect(cellWords(other, measure).join("; ")).toContain("Ben proposes 6 weeks");
  });
});
