import { describe, expect, it } from "vitest";
import type { CalendarEntry } from "@/lib/studio/calendar/entry";
import { outcomeText, stretch } from "@/lib/studio/calendar/outcome";

const entry = (change: Partial<CalendarEntry> = {}): CalendarEntry => ({
  key: "k",
  version: 1,
  sequence: 0,
  dataset: "toy-lead-times",
  kind: "release",
  title: "Third quarter",
  dueAt: "2026-12-01T21:00:00.000Z",
  zone: "America/New_York",
  allDay: false,
  cancelled: false,
  note: null,
  plannedAt: "2026-10-01T00:00:00.000Z",
  changedAt: "2026-10-01T00:00:00.000Z",
  ...change,
});

describe("what became of an entry", () => {
  it.each([
    [null, "not published yet"],
    ["2026-12-01T21:15:00Z", "published on time, 2026-12-01 21:15 UTC"],
    ["2026-12-01T21:16:00Z", "published late by 16 min, 2026-12-01 21:16 UTC"],
    ["2026-12-04T02:30:00Z", "published late by 2 days 5 h, 2026-12-04 02:30 UTC"],
    ["2026-12-01T19:00:00Z", "published early by 2 h, 2026-12-01 19:00 UTC"],
  ])("that was published at %s is “%s”", (arrived, words) => {
    expect(outcomeText(entry(), arrived)).toBe(words);
  });

  it("goes by the days of its zone where only the day was known", () => {
    const day = entry({ allDay: true, dueAt: "2026-12-01T05:00:00.000Z" });
    expect(outcomeText(day, "2026-12-02T04:59:00Z")).toBe("published on the day, 2026-12-02 04:59 UTC");
    expect(outcomeText(day, "2026-12-02T05:00:00Z")).toBe("published late by 1 day, 2026-12-02 05:00 UTC");
    expect(outcomeText(day, "2026-12-01T04:00:00Z")).toBe("published early by 1 day, 2026-12-01 04:00 UTC");
  });

  it("is cancelled, whatever came", () => {
    expect(outcomeText(entry({ cancelled: true }), "2026-12-01T21:00:00Z")).toBe("cancelled");
  });

  it("is told in the two largest units", () => {
    expect([0, 59, 60, 200, 1440, 3065].map(stretch)).toEqual([
      "0 min",
      "59 min",
      "1 h",
      "3 h 20 min",
      "1 day",
      "2 days 3 h",
    ]);
  });
});
