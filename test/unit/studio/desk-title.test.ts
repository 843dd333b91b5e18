import { describe, expect, it } from "vitest";
import { deskTitle } from "@/app/_ui/desk/desk-title";
import type { ConnectorLine, RunLine } from "@/lib/studio/refresh/read-desk";

const run = (state: RunLine["state"]): RunLine => ({
  id: 1,
  connector: "constructed",
  replayOf: null,
  requests: 1,
  bytes: 5,
  state,
  trigger: "schedule",
  startedBy: "schedule",
  startedAt: "2026-11-24T06:00:00Z",
  endedAt: null,
  seen: 5,
  accepted: 5,
  appended: 5,
  held: 0,
  rejected: 0,
  passed: 0,
  error: null,
});
const line = (change: Partial<ConnectorLine> = {}): ConnectorLine => ({
  slug: "constructed",
  title: "Constructed",
  datasets: ["gpu-prices"],
  cron: "0 6 * * *",
  timeZone: "UTC",
  licence: "Constructed",
  attribution: "Constructed",
  switchable: false,
  role: "primary",
  on: true,
  because: null,
  paused: false,
  turnedOn: false,
  trouble: null,
  troubleKind: null,
  runs: [run("published")],
  lastWell: null,
  next: null,
  heldOpen: 0,
  ...change,
});
const titled = (lines: ConnectorLine[], contact = true) => deskTitle({ lines, contact });

describe("the title of the desk of sources", () => {
  it("says that nothing is fetched where nobody is named, whatever is on", () => {
    expect(titled([line(), line({ heldOpen: 3 })], false)).toBe(
      "Nothing is fetched, since no contact is set; 3 values wait for a decision",
    );
  });

  it("calls no source well that has not run", () => {
    expect(titled([line({ runs: [] }), line({ runs: [], on: false })])).toBe(
      "1 of 2 sources is on, none of them has run yet; no value waits for a decision",
    );
    expect(titled([line({ runs: [] }), line()])).toContain("2 of 2 sources are on, 1 not run yet;");
  });

  it("counts troubles, and is glad only where there is none", () => {
    expect(titled([line({ runs: [run("failed")] }), line({ trouble: "silent" }), line()])).toContain("2 in trouble;");
    expect(titled([line({ heldOpen: 1 }), line()])).toBe(
      "2 of 2 sources are on, all of them well; 1 value waits for a decision",
    );
    expect(titled([line({ on: false })])).toBe("0 of 1 sources are on; no value waits for a decision");
  });
});
