import { expect, test } from "vitest";
import { describeTrace } from "@/app/_ui/trace/describe-trace";
import { isTraceView } from "@/app/_ui/trace/trace-view";
import { seriesHref, traceKey, traceOf } from "@/app/_ui/trace/trace-href";
import type { Trace, Vintage } from "@/lib/store/rows";

// Constructed numbers.
const vintage = (over: Partial<Vintage>): Vintage => ({
  period: "2026-07-01",
  periodEnd: null,
  periodLabel: null,
  value: 62,
  low: null,
  high: null,
  status: "E",
  confidence: "medium",
  confidenceByRule: false,
  note: null,
  knownAt: "2026-10-29T00:00:00.000Z",
  recordedAt: "2026-11-24T10:00:00.000Z",
  source: {
    key: "k",
    title: "Note",
    publisher: "Desk",
    url: null,
    published: null,
    kind: "note",
    licence: null,
    reliability: null,
    grade: "data-vendor",
    gradeWhy: "a publisher of data, from its own page",
    gradeBy: "rule",
  },
  release: {
    dataset: "hbm-share",
    number: 3,
    publishedAt: "2026-11-24T10:00:00.000Z",
    author: "Ada",
    authorKind: "person",
    reason: "Restated",
    appended: 1,
    series: 1,
  },
  readBy: null,
  ...over,
});

const trace = (vintages: Vintage[]): Trace => ({
  series: {
    code: "HBM_SHARE.X",
    dataset: "hbm-share",
    measure: "quarter",
    dims: {},
    title: "Share",
    unit: "%",
    frequency: "quarter",
  },
  period: "2026-07-01",
  vintages,
});

test("a trace tells each value, how it changed, and who published it", () => {
  const view = describeTrace(trace([vintage({}), vintage({ value: 60, knownAt: "2026-08-01T00:00:00.000Z" })]), null);
  expect(view.periodLabel).toBe("2026Q3");
  expect(view.vintages.map(({ value, change, knownOn }) => [value, change, knownOn])).toEqual([
    ["62%", "+2 pp", "2026-10-29"],
    ["60%", null, "2026-08-01"],
  ]);
  expect(view.vintages[0]?.release).toMatchObject({ number: 3, author: "Ada", publishedAt: "2026-11-24 10:00 UTC" });
  expect(isTraceView(view)).toBe(true);
});

test("a range stays a range, a withdrawal says so, and neither is compared", () => {
  const ranged = vintage({ value: null, low: 58, high: 64 });
  const view = describeTrace(trace([vintage({ value: null, status: "W" }), ranged, vintage({})]), null);
  expect(view.vintages.map(({ value, change }) => [value, change])).toEqual([
    ["withdrawn", null],
    ["58–64%", null],
    ["62%", null],
  ]);
});

test("a number that was not known has no vintages but its period", () => {
  expect(describeTrace(trace([]), "2025-01-01")).toMatchObject({
    vintages: [],
    asOf: "2025-01-01",
    periodLabel: "2026Q3",
  });
});

test("a number's short form reads back, and leads to its series without script", () => {
  const ref = { series: "HBM_SHARE.X", period: "2026-07-01" };
  expect(traceOf(traceKey(ref))).toEqual(ref);
  for (const bad of [null, "", "X", "X|2026", "|2026-01-01"]) expect(traceOf(bad)).toBeNull();
  expect(seriesHref(ref, "2026-03-01")).toBe("/series/HBM_SHARE.X?period=2026-07-01&asOf=2026-03-01");
});

test("a trace tells kind, licence, reliability and grade of its source, and what nobody stated stays unknown", () => {
  const [one] = describeTrace(trace([vintage({})]), null).vintages;
  expect(one?.source).toEqual({
    title: "Note",
    publisher: "Desk",
    url: null,
    published: null,
    kind: "note",
    licence: null,
    reliability: null,
    grade: "data vendor",
    gradeWhy: "a publisher of data, from its own page",
  });
});

test("a trace says whether its confidence was stated or follows the rule, and why", () => {
  const why = (over: Partial<Vintage>) => describeTrace(trace([vintage(over)]), null).vintages[0]?.confidenceWhy;
  expect(why({})).toBe("stated with it");
  expect(why({ confidenceByRule: true })).toBe("by rule: data vendor for an estimate");
  expect(why({ confidenceByRule: true, confidence: "low" })).toMatch(/graded when it was published/);
  expect(why({ status: "W", value: null, confidence: null })).toBeNull();
});
