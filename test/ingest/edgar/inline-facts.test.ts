import { describe, expect, it } from "vitest";
import { inlineFacts } from "@/lib/ingest/edgar/inline-facts";

const TAG = "us-gaap:Revenues";
const context = (id: string, segment = "") =>
  `<xbrli:context id='${id}'><xbrli:entity>${segment}</xbrli:entity><xbrli:period><xbrli:startDate>2026-01-01</xbrli:startDate
   ><xbrli:endDate>2026-03-31</xbrli:endDate></xbrli:period></xbrli:context>`;
const fact = (shown: string, more: string, ref = "c") =>
  `<ix:nonFraction name="${TAG}" contextRef="${ref}" decimals="-6" ${more}>${shown}</ix:nonFraction>`;
const valuesOf = (...facts: string[]) =>
  inlineFacts(context("c") + facts.join(""), new Set([TAG])).facts.map((one) => one.value);

describe("a number of a filing", () => {
  it("counts with its scale and its sign", () => {
    expect(valuesOf(fact("1,234", 'scale="6" format="ixt:num-dot-decimal"'))).toEqual([1_234_000_000]);
    expect(valuesOf(fact("1.234,5", 'scale="3" format="ixt:num-comma-decimal"'))).toEqual([1_234_500]);
    expect(valuesOf(fact("<b>7</b>", 'sign="-" scale="6"'))).toEqual([-7_000_000]);
  });
  it("is zero for a dash only where the format says so", () => {
    expect(valuesOf(fact("—", 'format="ixt:fixed-zero"'))).toEqual([0]);
    const dash = inlineFacts(context("c") + fact("—", 'format="ixt:num-dot-decimal"'), new Set([TAG]));
    expect(dash).toMatchObject({ facts: [], bad: [expect.stringContaining("—")] });
  });
  it("is none where it is nil, of another tag, or of a context with a typed dimension", () => {
    expect(valuesOf(fact("", 'xsi:nil="true"'))).toEqual([]);
    const typed = context("t", '<xbrldi:typedMember dimension="x:A">1</xbrldi:typedMember>');
    expect(inlineFacts(typed + fact("1", "", "t"), new Set([TAG])).facts).toEqual([]);
    expect(inlineFacts(context("c") + fact("1", ""), new Set(["us-gaap:Assets"])).facts).toEqual([]);
  });
  it("counts once, as exactly as it stands anywhere", () => {
    expect(valuesOf(fact("1.2", 'scale="9"').replace("-6", "-8"), fact("1,234", 'scale="6"'))).toEqual([1_234_000_000]);
  });
});
