import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { hrefWith, parseView } from "@/app/_data/view-state";
import { strictView } from "@/lib/dashboards/strict-view";

const View = z.object({
  gpu: z.string().max(20).default("h100"),
  level: z.enum(["level", "change", "yoy"]).default("level"),
  log: z.enum(["0", "1"]).default("0"),
});
const TODAY = "2026-11-24";
const read = (params: Record<string, string | string[] | undefined>) => parseView(View, params, TODAY);

describe("the state in a link", () => {
  test("is the default where the link says nothing", () => {
    expect(read({})).toMatchObject({ view: { gpu: "h100", level: "level", log: "0" }, asOf: null, dropped: [] });
    expect(read({ gpu: "", level: undefined })).toMatchObject({ view: { gpu: "h100" }, dropped: [] });
  });

  test("drops what is unknown, invalid or repeated and says so", () => {
    const { view, dropped } = read({ gpu: ["b200", "h200"], level: "sideways", utm: "x", trace: "A|2026-01-01" });
    expect(view).toEqual({ gpu: "b200", level: "level", log: "0" });
    expect(dropped).toEqual([
      { name: "gpu", value: "h200", why: "repeated" },
      { name: "level", value: "sideways", why: "invalid" },
      { name: "utm", value: "x", why: "unknown" },
    ]);
  });

  test("stands on a day that exists and has come", () => {
    expect(read({ asOf: "2026-03-01" })).toMatchObject({ asOf: "2026-03-01", dropped: [] });
    expect(read({ asOf: "2026-02-30" })).toMatchObject({ asOf: null, dropped: [{ name: "asOf", why: "invalid" }] });
    expect(read({ asOf: "2027-01-01" })).toMatchObject({ asOf: null, dropped: [{ name: "asOf", why: "future" }] });
  });

  test("comes back from the link that it makes", () => {
    const state = fc.record({
      gpu: fc.string({ minLength: 1, maxLength: 20 }),
      level: fc.constantFrom("level", "change", "yoy"),
      log: fc.constantFrom("0", "1"),
    });
    fc.assert(
      fc.property(state, fc.option(fc.constant("2026-03-01")), (view, asOf) => {
        const { href } = read({ ...view, ...(asOf ? { asOf } : {}) });
        const query = Object.fromEntries(new URL(href("/prices"), "http://x").searchParams);
        expect(read(query)).toMatchObject({ view, asOf, dropped: [] });
      }),
    );
  });

  test("writes links without defaults and with the as-of day", () => {
    const { href } = read({ gpu: "b200", asOf: "2026-03-01" });
    expect(href("/prices")).toBe("/prices?gpu=b200&asOf=2026-03-01");
    expect(href("/prices", { gpu: "h100", level: "yoy" })).toBe("/prices?level=yoy&asOf=2026-03-01");
    expect(href("/prices", { asOf: null })).toBe("/prices?gpu=b200");
    expect(hrefWith("/x", { on: true, off: false, many: ["a", "b"] }, { off: false })).toBe("/x?on=1&many=a%2Cb");
  });
});

describe("the state of a file", () => {
  test("is what was asked for or an error", () => {
    expect(strictView(View, new URLSearchParams("level=yoy"))).toEqual({ gpu: "h100", level: "yoy", log: "0" });
    expect(() => strictView(View, new URLSearchParams("utm=x"))).toThrow("no such parameter");
    expect(() => strictView(View, new URLSearchParams("gpu=a&gpu=b"))).toThrow("given once");
    expect(() => strictView(View, new URLSearchParams("level=sideways"))).toThrow("level");
  });
});
