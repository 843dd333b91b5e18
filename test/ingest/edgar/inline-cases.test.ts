import { describe, expect, it } from "vitest";
import type { Filer } from "@/lib/ingest/edgar/filers";
import { filers } from "@/lib/ingest/edgar/filers";
import { inlineFacts } from "@/lib/ingest/edgar/inline-facts";
import { fiscalCalendarOf } from "@/lib/ingest/edgar/fiscal-calendar";
import { readLine } from "@/lib/ingest/edgar/read-line";
import { readReport } from "@/lib/ingest/edgar/read-segments";
import { segmentsOf } from "@/lib/ingest/edgar/segments";

const TAG = "us-gaap:Revenues";
const CONTRACT = "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax";

const context = (id: string, start: string, end: string, member = "", axis = "us-gaap:StatementBusinessSegmentsAxis") =>
  `<xbrli:context id="${id}"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier>${
    member
      ? `<xbrli:segment><xbrldi:explicitMember dimension="${axis}">${member}</xbrldi:explicitMember></xbrli:segment>`
      : ""
  }</xbrli:entity><xbrli:period><xbrli:startDate>${start}</xbrli:startDate><xbrli:endDate>${end}</xbrli:endDate></xbrli:period></xbrli:context>`;
const fact = (shown: string, more: Record<string, string> = {}) => {
  const given = {
    name: TAG,
    contextRef: "a",
    unitRef: "usd",
    scale: "6",
    decimals: "-6",
    format: "ixt:num-dot-decimal",
    ...more,
  };
  const attributes = Object.entries(given).map(([key, value]) => `${key}="${value}"`);
  return `<ix:nonFraction ${attributes.join(" ")}>${shown}</ix:nonFraction>`;
};
const A = context("a", "2026-01-01", "2026-03-31");
const B = context("b", "2025-01-01", "2025-03-31");
const C = context("c", "2024-01-01", "2024-03-31");
const read = (...parts: string[]) => inlineFacts([A, B, C, ...parts].join(""), new Set([TAG]));
const values = (...parts: string[]) => read(...parts).facts.map((one) => [one.start.slice(0, 4), one.value / 1e6]);
const unit = (id: string, ...measures: string[]) =>
  `<xbrli:unit id="${id}">${
    measures.length > 1
      ? `<xbrli:divide><xbrli:unitNumerator><xbrli:measure>${measures[0]}</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>${measures[1]}</xbrli:measure></xbrli:unitDenominator></xbrli:divide>`
      : `<xbrli:measure>${measures[0]}</xbrli:measure>`
  }</xbrli:unit>`;

describe("numbers within numbers", () => {
  it("are both read, each in its own context", () => {
    expect(values(fact(fact("1,234", { contextRef: "b" })))).toEqual([
      ["2025", 1234],
      ["2026", 1234],
    ]);
  });
  it("are read three deep, and each with its own sign", () => {
    const inner = fact("7", { contextRef: "c", sign: "-" });
    expect(values(fact(fact(inner, { contextRef: "b" })))).toEqual([
      ["2024", -7],
      ["2025", 7],
      ["2026", 7],
    ]);
  });
  it("are read where the outer one is another tag, or is shown in spans", () => {
    expect(values(fact(`<span>${fact("5", { contextRef: "b" })}</span>`, { name: "x:Other" }))).toEqual([["2025", 5]]);
    expect(values(fact(`<b>${fact("5")}</b>`, { contextRef: "b" }))).toEqual([
      ["2026", 5],
      ["2025", 5],
    ]);
  });
});

describe("the unit of a number", () => {
  it.each([
    ["eur", ""],
    ["U_EUR", unit("U_EUR", "iso4217:EUR")],
    ["usd", unit("usd", "iso4217:EUR")],
    ["perShare", unit("perShare", "iso4217:USD", "xbrli:shares")],
    ["sh", unit("sh", "xbrli:shares")],
    ["pure", unit("pure", "xbrli:pure")],
    ["undeclared", ""],
  ])("%s is not dollars: the number is listed and not taken", (ref, units) => {
    const { facts, foreign } = read(units, fact("1,234", { unitRef: ref }));
    expect(facts).toEqual([]);
    expect(foreign).toHaveLength(1);
    expect(foreign[0]?.sample).toContain("1,234");
  });
  it.each([
    ["usd", ""],
    ["u-1", unit("u-1", "iso4217:USD")],
    ["eur", unit("eur", "iso4217:USD")],
    ["later", ""],
  ])("%s is dollars where its measure is", (ref, units) => {
    expect(values(units, fact("1,234", { unitRef: ref }), unit("later", "iso4217:USD"))).toEqual([["2026", 1234]]);
  });
  it("is missing in no document that declares units: such a number is not taken", () => {
    const bare = fact("1").replace(' unitRef="usd"', "");
    expect(read(unit("usd", "iso4217:USD"), bare)).toMatchObject({ facts: [], foreign: [{ unit: "no unit" }] });
  });
  it("is that of the filer: euros are read where euros are asked for", () => {
    const { facts } = inlineFacts(A + fact("3", { unitRef: "eur" }), new Set([TAG]), "EUR");
    expect(facts.map((one) => one.value)).toEqual([3_000_000]);
  });
});

describe("what a document only mentions", () => {
  it.each([
    ["a comment", (one: string) => `<!-- ${one} -->`],
    ["CDATA", (one: string) => `<![CDATA[${one}]]>`],
    ["a script", (one: string) => `<script>var x = '${one}';</script>`],
    ["a comment over lines with dashes", (one: string) => `<!-- was:\n - ${one}\n - and more -->`],
  ])("in %s is no number", (_, hide) => {
    expect(values(hide(fact("9", { contextRef: "b" })), fact("1"))).toEqual([["2026", 1]]);
  });
  it("in a continuation or an exclusion is no number, and one in the hidden section is", () => {
    expect(values(`<ix:continuation id="x">12</ix:continuation>`, fact("1<ix:exclude>2</ix:exclude>"))).toEqual([
      ["2026", 1],
    ]);
    expect(values(`<ix:header><ix:hidden>${fact("8")}</ix:hidden></ix:header>`)).toEqual([["2026", 8]]);
  });
  it("is found in a document that is not well formed, beside what is", () => {
    expect(values("<p>AT&T & <br> 3 < 4", fact("1"), "</div></p>", fact("2", { contextRef: "b" }))).toEqual([
      ["2026", 1],
      ["2025", 2],
    ]);
  });
  it("under other prefixes is found as well", () => {
    const other = (A + fact("4")).replaceAll("ix:", "inline:").replaceAll("xbrli:", "x:").replaceAll("xbrldi:", "d:");
    expect(inlineFacts(other, new Set([TAG])).facts).toMatchObject([{ value: 4_000_000 }]);
  });
});

describe("how a number is written", () => {
  it.each([
    ["1,234.5", "ixt:num-dot-decimal", 1234.5],
    ["1.234,5", "ixt:num-comma-decimal", 1234.5],
    ["1.234.567", "ixt:numcommadecimal", 1_234_567],
    ["1 234,5", "ixt:numspacecomma", 1234.5],
    ["1&#160;234.5", "ixt:numspacedot", 1234.5],
    ["12,34,567", "ixt:num-dot-decimal-in", 1_234_567],
    ["1'234.5", "ixt4:num-dot-decimal-apos", 1234.5],
    ["—", "ixt:fixed-zero", 0],
    ["-", "ixt:zerodash", 0],
    ["-", "ixt:numdash", 0],
    ["no", "ixt-sec:numwordsen", 0],
    ["7", "", 7],
  ])("%s under “%s” is %d", (shown, format, value) => {
    expect(values(fact(shown, { format }))).toEqual([["2026", value]]);
  });
  it.each([
    ["1.234,5", "ixt:num-dot-decimal"],
    ["1,234.5", "ixt:num-comma-decimal"],
    ["1,23", ""],
    ["(7)", "ixt:num-dot-decimal"],
    ["7 %", "ixt:num-dot-decimal"],
    ["seven", "ixt-sec:numwordsen"],
    ["7", "ixt:date-month-day"],
    ["", "ixt:num-dot-decimal"],
  ])("%s under “%s” is no number, and listed", (shown, format) => {
    expect(read(fact(shown, { format }))).toMatchObject({ facts: [], bad: [expect.stringContaining("in a:")] });
  });
  it("a scale or a sign that is none is listed", () => {
    expect(read(fact("7", { scale: "six" }), fact("7", { sign: "minus", contextRef: "b" })).bad).toHaveLength(2);
  });
  it("a fact of a context that is not there is listed, and costs no other", () => {
    const found = read(fact("7", { contextRef: "gone" }), fact("8"));
    expect([found.bad.length, found.facts.length]).toEqual([1, 1]);
  });
  it("two values for one fact that no rounding explains are both listed and neither taken", () => {
    const found = read(fact("7"), fact("9"), fact("5", { contextRef: "b" }));
    expect(found.facts.map((one) => one.value)).toEqual([5_000_000]);
    expect(found.bad).toEqual([expect.stringContaining("elsewhere 7000000")]);
  });
});

const filer = (ticker: string): Filer => {
  const found = filers.find((one) => one.ticker === ticker);
  if (!found) throw new Error(`nobody is called ${ticker}`);
  return found;
};
const readAmd = (form: string, filed: string, parts: string) => {
  const segments = segmentsOf["AMD"];
  if (!segments) throw new Error("AMD has segments");
  const report = { accession: "0000002488-26-000001", form, filed, document: "amd.htm" };
  return readReport(filer("AMD"), report, parts, segments);
};
const amd = (form: string, filed: string, parts: string) => {
  const { facts, readings } = readAmd(form, filed, parts);
  const found = (facts.get("datacenter-revenue") ?? []).map((one) => one.value / 1e6);
  return { found, words: JSON.stringify(readings) };
};
const one = (member: string, start: string, end: string, shown: string) =>
  context(`${member}-${end}`, start, end, member) + fact(shown, { name: CONTRACT, contextRef: `${member}-${end}` });

describe("AMD's data center", () => {
  it.each(["amd:DatacenterMember", "amd:DataCenterMember", "amd:DATACENTERMember"])(
    "is read from a 10-K as %s",
    (member) => {
      expect(amd("10-K", "2026-02-04", one(member, "2024-12-29", "2025-12-27", "16,635")).found).toEqual([16_635]);
    },
  );
  it.each([
    ["2022-12-31", "2023-04-01", "2023-05-03"],
    ["2023-07-02", "2023-09-30", "2023-11-01"],
    ["2024-06-30", "2024-09-28", "2024-10-30"],
  ])("is not read from the 10-Q of the quarter %s to %s, and the run says why", (start, end, filed) => {
    const { found, words } = amd("10-Q", filed, one("amd:DataCenterMember", start, end, "462"));
    expect(found).toEqual([]);
    expect(words).toContain("that member holds Gaming");
    expect(words).not.toContain("no revenue of");
    expect(words).toContain(end);
  });
  it("is read from later 10-Qs, with the quarters that they compare with", () => {
    const parts =
      one("amd:DataCenterMember", "2024-12-29", "2025-03-29", "3,674") +
      one("amd:DataCenterMember", "2023-12-31", "2024-03-30", "2,337");
    expect(amd("10-Q", "2025-05-07", parts).found).toEqual([3674, 2337]);
  });
  it("is one line under either name: the last quarter is the 10-K's year less the 10-Q's nine months", () => {
    const nine = readAmd("10-Q", "2025-11-05", one("amd:DataCenterMember", "2024-12-29", "2025-09-27", "11,259"));
    const year = readAmd("10-K", "2026-02-04", one("amd:DatacenterMember", "2024-12-29", "2025-12-27", "16,635"));
    const facts = [nine, year].flatMap((report) => report.facts.get("datacenter-revenue") ?? []);
    const read = [...readLine(filer("AMD"), "datacenter-revenue", facts, fiscalCalendarOf(facts, "1227"))];
    const quarters = read.flatMap((reading) => ("observation" in reading ? [reading.observation] : []));
    expect(quarters.filter((seen) => seen.measure === "quarter")).toMatchObject([
      { periodLabel: "FY2025Q4", value: 5_376_000_000, dims: { basis: "derived" } },
    ]);
  });
  it("is not read where it stands in the row of another segment", () => {
    const [own, other] = ["amd:DataCenterMember", "amd:GamingMember"];
    const [start, end] = ["2025-03-30", "2025-06-28"];
    const row = (words: string, shown: string) => `<tr><td>${words}</td><td>$</td><td>${shown}</td></tr>`;
    const said = (member: string, shown: string) => fact(shown, { name: CONTRACT, contextRef: member });
    const parts = context(own, start, end, own) + context(other, start, end, other);
    const crossed = amd(
      "10-Q",
      "2025-08-06",
      parts + row("Gaming", said(own, "1,122")) + row("Other", said(other, "1")),
    );
    expect(crossed.found).toEqual([]);
    expect(crossed.words).toContain("it stands in the row “Gaming");
    const straight = amd(
      "10-Q",
      "2025-08-06",
      parts + row("Data Center", said(own, "3,240")) + row("Gaming", said(other, "1")),
    );
    expect(straight.found).toEqual([3240]);
  });
  it("is not read from a total on another axis, or with a further dimension", () => {
    const geography = context("g", "2025-03-30", "2025-06-28", "amd:DataCenterMember", "srt:StatementGeographicalAxis");
    expect(amd("10-Q", "2025-08-06", geography + fact("1", { name: CONTRACT, contextRef: "g" })).found).toEqual([]);
  });
});
