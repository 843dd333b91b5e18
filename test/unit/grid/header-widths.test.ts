import { describe, expect, it } from "vitest";
import { headerWidths } from "@/app/_ui/grid/header-widths";
import { PLAIN, widthOf } from "@/app/_ui/grid/kept-layout";

const headers = ["supplier", "publisher", "basis"].map((key) => ({ key, label: key, width: 120 }));

describe("the names in front of the values", () => {
  it("stand side by side where they leave the values room, else share one column", () => {
    expect(headerWidths(headers, PLAIN, { width: 1000, narrow: false })).toMatchObject({ joined: false, px: 372 });
    expect(headerWidths(headers, PLAIN, { width: 500, narrow: false })).toMatchObject({ joined: true, px: 200 });
    expect(headerWidths(headers, PLAIN, { width: 390, narrow: true })).toMatchObject({ joined: true, px: 150 });
  });

  it("are as wide as they were drawn, and frozen periods stand beside them", () => {
    const layout = { ...PLAIN, names: { publisher: 220 }, frozen: ["2026-01-01"] };
    expect(headerWidths(headers, layout, { width: 1400, narrow: false })).toMatchObject({ namesPx: 472, px: 548 });
    const joined = { ...PLAIN, names: { joined: 350 } };
    expect(headerWidths(headers, joined, { width: 500, narrow: false }).px).toBe(350);
  });

  it("never grow over the sheet, nor shrink to nothing", () => {
    const joined = { ...PLAIN, names: { joined: 600 } };
    expect(headerWidths(headers, joined, { width: 500, narrow: false }).px).toBe(400);
    expect([widthOf(-20), widthOf(10_000)]).toEqual([36, 600]);
  });
});
