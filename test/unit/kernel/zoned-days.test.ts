import { describe, expect, it } from "vitest";
import { dayIn, localIn, startOfDay } from "@/lib/kernel/zoned";

describe("days in time zones", () => {
  it.each([
    ["2026-12-01", "UTC", "2026-12-01T00:00:00.000Z"],
    ["2026-12-01", "America/New_York", "2026-12-01T05:00:00.000Z"],
    // In Beirut the clocks are set forward at midnight: the day begins at one.
    ["2026-03-29", "Asia/Beirut", "2026-03-28T22:00:00.000Z"],
    // In Havana they are set back at one, and midnight comes twice: the day begins with the first.
    ["2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z"],
  ])("%s in %s begins at %s, and that is on the day", (day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
    expect(dayIn(instant, zone)).toBe(day);
  });

  it("are shown as a form asks for them", () => {
    expect(localIn("2026-12-01T21:00:00Z", "America/New_York")).toBe("2026-12-01T16:00");
    expect(localIn("2026-03-28T22:00:00Z", "Asia/Beirut")).toBe("2026-03-29T01:00");
  });
});
