import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantsOf, momentWords } from "@/app/_ui/studio/preview-moment";
import { instantOf } from "@/lib/kernel/zoned";

const ZONES = [
  "UTC",
  "America/New_York",
  "Europe/London",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "America/St_Johns",
];

/** What the server makes of a local time: its instant, null where it refuses it. */
function decided(local: string, zone: string): number | null {
  try {
    return instantOf(local, zone).getTime();
  } catch {
    return null;
  }
}

describe("the preview of a moment", () => {
  it("says what the server will say, for any time in any zone", () => {
    const minutes = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2031, 0, 1) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const local = new Date(minute * 60_000).toISOString().slice(0, 16);
        const found = instantsOf(local, zone);
        expect(found.length === 1 ? found[0]?.getTime() : null).toBe(decided(local, zone));
      }),
      { numRuns: 300 },
    );
  });

  it("tells a time that the clocks leave out from one that comes twice", () => {
    expect(momentWords("2027-03-14T02:30", "America/New_York")).toMatch(/leave that time out/);
    expect(momentWords("2027-11-07T01:30", "America/New_York")).toMatch(/twice/);
    expect(momentWords("2026-12-01T16:00", "America/New_York")).toBe("That is 2026-12-01 21:00 UTC.");
    expect(momentWords("", "UTC")).toBe("");
  });
});
