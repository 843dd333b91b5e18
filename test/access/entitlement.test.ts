import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clampAsOf, demandRole, entitledTo } from "@/lib/access/entitlement";
import type { Entitlement, Viewer } from "@/lib/access/viewer";

const viewer = (entitlements: Entitlement[], role: Viewer["role"] = "subscriber"): Viewer => ({
  personId: "p",
  name: "Constructed reader",
  email: "reader@example.com",
  organisationId: 1,
  organisation: "Constructed house",
  role,
  entitlements,
  sessionId: "s",
  viewedBy: null,
});

describe("an entitlement", () => {
  it("opens the datasets that it names and no others", () => {
    const one = viewer([{ dataset: "hbm-share", delayDays: 0 }]);
    expect(entitledTo(one, "hbm-share")).toEqual({ allowed: true, delayDays: 0 });
    expect(entitledTo(one, "gpu-prices")).toEqual({ allowed: false });
    expect(entitledTo(viewer([]), "hbm-share")).toEqual({ allowed: false });
  });

  it("to everything gives way to one for a dataset of its own", () => {
    const one = viewer([
      { dataset: "*", delayDays: 0 },
      { dataset: "hbm-share", delayDays: 90 },
    ]);
    expect(entitledTo(one, "hbm-share")).toEqual({ allowed: true, delayDays: 90 });
    expect(entitledTo(one, "gpu-prices")).toEqual({ allowed: true, delayDays: 0 });
  });

  it("never reads later than asked nor later than its delay allows", () => {
    const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, fc.nat(400), (asOf, now, delayDays) => {
        const held = clampAsOf(viewer([{ dataset: "*", delayDays }]), "hbm-share", asOf, now);
        const latest = now.getTime() - delayDays * 86_400_000;
        expect(held.getTime()).toBe(Math.min(asOf.getTime(), latest));
      }),
    );
  });

  it("is one thing and a role another", () => {
    expect(() => demandRole(viewer([], "subscriber"), "analyst")).toThrow(/needs the role analyst/);
    expect(() => demandRole(viewer([], "admin"), "analyst")).not.toThrow();
  });
});
