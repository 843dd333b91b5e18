import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readPayloads } from "@/lib/ingest/edgar/read-payloads";
import type { Payload } from "@/lib/ingest/payload/payload";
import { SourceError } from "@/lib/ingest/source-error";
import { companyFacts, filingsOf, type Given, given, PPE, readAs, REVENUES } from "./company";

const day = (all: readonly string[], at: number): string => all[at] ?? "";
const short = (rows: [string, string, number, string][]) => rows.map(([label, , value]) => [label, value]);

/** Depreciation of 2025 to date, as Alphabet files it. */
const toDate = (tag: string, sums: readonly number[]): Given[] =>
  sums.map((sum, at) =>
    given(
      tag,
      "2025-01-01",
      day(["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"], at),
      sum,
      day(["2025-04-25", "2025-07-25", "2025-10-25", "2026-02-01"], at),
      { form: at === 3 ? "10-K" : "10-Q" },
    ),
  );
const read = (ticker: string, ...all: Given[][]) => readAs(ticker, companyFacts(all.flat()));

describe("periods that begin or end a few days apart (ed-start-off-by-one)", () => {
  const year = (starts: readonly string[], ends: readonly string[], sums: readonly number[], tag = PPE) =>
    sums.map((sum, at) =>
      given(
        tag,
        day(starts, at),
        day(ends, at),
        sum,
        day(["2025-05-25", "2025-08-25", "2025-11-25", "2026-02-25"], at),
        { form: at === 3 ? "10-K" : "10-Q" },
      ),
    );
  const WEEKS = ["2025-04-27", "2025-07-27", "2025-10-26", "2026-01-25"];
  it.each([
    ["the first a day early", ["2025-01-26", "2025-01-27", "2025-01-27", "2025-01-27"]],
    ["each on another day", ["2025-01-27", "2025-01-26", "2025-01-28", "2025-01-25"]],
    ["three days apart", ["2025-01-27", "2025-01-30", "2025-01-27", "2025-01-30"]],
  ])("are one year: %s", (_, starts) => {
    const { rows } = readAs("NVDA", companyFacts(year(starts, WEEKS, [10, 25, 45, 70])), "0125");
    expect(short(rows("capex", "quarter"))).toEqual([
      ["FY2026Q1", 10],
      ["FY2026Q2", 15],
      ["FY2026Q3", 20],
      ["FY2026Q4", 25],
    ]);
  });
  it("a quarter that is filed again with other days stands once", () => {
    const again = given(PPE, "2025-01-28", "2025-04-26", 11, "2026-05-25");
    const { readings } = readAs("NVDA", companyFacts([...year(["2025-01-27"], WEEKS, [10]), again]), "0125");
    const seen = readings.flatMap((one) => ("observation" in one ? [one.observation] : []));
    expect(seen.map((one) => [one.period, one.periodEnd, one.value])).toEqual([
      ["2025-01-27", "2025-04-27", 10e6],
      ["2025-01-27", "2025-04-27", 11e6],
    ]);
  });
  it("a quarter both derived and filed with other days stands as filed", () => {
    const filed = given(REVENUES, "2025-04-29", "2025-07-27", 16, "2025-08-25");
    const facts = [...year(["2025-01-27", "2025-01-27"], WEEKS, [10, 25], REVENUES), filed];
    const { rows } = readAs("NVDA", companyFacts(facts), "0125");
    expect(rows("revenue", "quarter").filter(([label]) => label === "FY2026Q2")).toEqual([
      ["FY2026Q2", "reported", 16, "2025-08-25"],
    ]);
  });
  it("a week apart is another period: nothing is derived from it, and the gap is named", () => {
    const { rows, words } = readAs("NVDA", companyFacts(year(["2025-01-20", "2025-01-27"], WEEKS, [10, 25])), "0125");
    expect(short(rows("capex", "quarter"))).toEqual([["FY2026Q1", 10]]);
    expect(words).toContain("no quarter from 2025-01-27 on was filed");
  });
  it("a year of 53 weeks keeps its quarters", () => {
    const ends = ["2023-04-30", "2023-07-30", "2023-10-29", "2024-02-04"];
    const facts = [10, 25, 45, 72].map((sum, at) =>
      given(PPE, "2023-01-30", day(ends, at), sum, day(["2023-05-25", "2023-08-25", "2023-11-25", "2024-03-01"], at), {
        form: at === 3 ? "10-K" : "10-Q",
      }),
    );
    expect(short(readAs("MRVL", companyFacts(facts), "0131").rows("capex", "quarter")).at(-1)).toEqual([
      "FY2024Q4",
      27,
    ]);
  });
});

describe("a change of the fiscal year end (ed-transition)", () => {
  const june = [
    given(PPE, "2023-07-01", "2023-09-30", 14, "2023-10-25"),
    given(PPE, "2023-07-01", "2024-06-30", 60, "2024-08-25", { form: "10-K" }),
  ];
  const transition = given(PPE, "2024-07-01", "2024-12-31", 35, "2025-02-25", { form: "10-KT" });
  const march = given(PPE, "2025-01-01", "2025-03-31", 20, "2025-04-25");
  it("labels each quarter by the year end of its time, and names the transition", () => {
    const { rows, words } = readAs("MSFT", companyFacts([...june, transition, march]));
    expect(short(rows("capex", "quarter"))).toEqual([
      ["FY2024Q1", 14],
      ["FY2025Q1", 20],
    ]);
    expect(short(rows("capex", "year"))).toEqual([["FY2024", 60]]);
    expect(words).toContain("the transition period 2024-07-01 to 2024-12-31 (10-KT)");
  });
  it("reaches back to years before those that are filed", () => {
    const early = given(PPE, "2022-10-01", "2022-12-31", 9, "2023-01-25");
    const { rows } = readAs("MSFT", companyFacts([early, ...june, transition, march]));
    expect(short(rows("capex", "quarter"))[0]).toEqual(["FY2023Q2", 9]);
  });
  it("is seen without a transition report, from years that do not join", () => {
    const next = given(PPE, "2025-01-01", "2025-12-31", 90, "2026-02-25", { form: "10-K" });
    const { rows, words } = readAs("MSFT", companyFacts([...june, march, next]));
    expect(short(rows("capex", "quarter")).map(([label]) => label)).toEqual(["FY2024Q1", "FY2025Q1"]);
    expect(words).toContain("the fiscal year end changed, with a transition period 2024-07-01 to 2024-12-31");
  });
  it("a quarter within a transition is derived and called as it was then", () => {
    const within = given(PPE, "2024-07-01", "2024-09-30", 15, "2024-10-25");
    const { rows } = readAs("MSFT", companyFacts([...june, within, transition, march]));
    expect(short(rows("capex", "quarter"))).toEqual([
      ["FY2024Q1", 14],
      ["FY2025Q1", 15],
      ["FY2025Q2", 20],
      ["FY2025Q1", 20],
    ]);
  });
  it("two months of transition are named and published under no quarter", () => {
    const months = given(PPE, "2024-07-01", "2024-08-31", 8, "2024-10-25", { form: "10-QT" });
    const { rows, words } = readAs("MSFT", companyFacts([...june, months]), "0831");
    expect(short(rows("capex", "quarter"))).toEqual([["FY2024Q1", 14]]);
    expect(words).toContain("2024-07-01 to 2024-08-31 (10-QT)");
  });
  it("a sum of four quarters that ends within a year is no fiscal year", () => {
    const trailing = given(PPE, "2024-04-01", "2025-03-31", 77, "2025-04-25");
    const { rows, words } = readAs("AMZN", companyFacts([march, trailing]));
    expect(rows("capex", "year")).toEqual([]);
    expect(words).toContain("a sum of four quarters that is no fiscal year");
  });
});

describe("Alphabet's depreciation (real-edgar-2)", () => {
  const years = toDate("Depreciation", [4487, 9485, 15_096, 21_136]);
  it("is read as its line, with the quarters between", () => {
    expect(short(read("GOOGL", years).rows("da", "quarter"))).toEqual([
      ["FY2025Q1", 4487],
      ["FY2025Q2", 4998],
      ["FY2025Q3", 5611],
      ["FY2025Q4", 6040],
    ]);
  });
  it.each(["META", "MSFT", "NVDA", "AAPL"])("is not read for %s, where that tag is a part of the line", (ticker) => {
    const { rows, words } = read(ticker, years);
    expect(rows("da", "quarter")).toEqual([]);
    expect(words).toContain("no da filed");
  });
  it("gives way where a filing has the whole line as well", () => {
    const { rows } = read("GOOGL", years, toDate("DepreciationDepletionAndAmortization", [5000]));
    expect(short(rows("da", "quarter"))[0]).toEqual(["FY2025Q1", 5000]);
  });
});

/** A payload that holds something, or null for one whose JSON is cut off. */
const payload = (name: string, held: unknown): Payload => ({
  name,
  url: `https://data.sec.gov/${encodeURIComponent(name)}`,
  hash: name,
  bytes: 1,
  stream: async () => Readable.from([JSON.stringify(held)]),
  text: async () => JSON.stringify(held),
  json: async () => {
    if (held === null) throw new SourceError("not-what-was-asked", `${name}: the answer is no JSON.`);
    return held;
  },
});

describe("records that are none", () => {
  const good = [
    given(PPE, "2025-01-01", "2025-03-31", 10, "2025-04-25"),
    given(PPE, "2025-01-01", "2025-06-30", 25, "2025-07-25"),
  ];
  it.each([
    ["no value", { val: null }],
    ["a text", { val: "12" }],
    ["no number", { val: Number.NaN }],
    ["no end", { end: undefined }],
    ["no start", { start: undefined }],
    ["no such day", { end: "2025-02-30" }],
    ["an end before its start", { start: "2025-12-31" }],
    ["a filing before its end", { filed: "2025-05-01" }],
    ["no filing", { accn: undefined }],
  ])("%s is listed, and costs no other", (_, more) => {
    const bad = given(PPE, "2025-01-01", "2025-09-30", 45, "2025-10-25", more);
    const { rows, words } = readAs("MSFT", companyFacts([...good, bad]));
    expect(short(rows("capex", "quarter"))).toEqual([
      ["FY2025Q1", 10],
      ["FY2025Q2", 15],
    ]);
    expect(words).toContain(`MSFT ${PPE}: no fact of a span`);
  });
  it.each(["EUR", "USD/shares", "shares"])("%s is no dollars, and listed", (unit) => {
    const { rows, words } = readAs(
      "MSFT",
      companyFacts([...good, given(PPE, "2025-01-01", "2025-09-30", 45, "2025-10-25", { unit })]),
    );
    expect(rows("capex", "quarter")).toHaveLength(2);
    expect(words).toContain(`MSFT ${PPE}: in ${unit}, not USD`);
  });
  it("two values of one span in one filing are both listed, and the rest is read", () => {
    const twice = [45, 46].map((value) => given(PPE, "2025-01-01", "2025-09-30", value, "2025-10-25"));
    const { rows, words } = readAs("MSFT", companyFacts([...good, ...twice]));
    expect(rows("capex", "quarter")).toHaveLength(2);
    expect(words.match(/neither is taken/g)).toHaveLength(2);
  });
  it("a tag in another shape costs no other tag, and no units at all no other line", () => {
    const facts = companyFacts([...good, given(REVENUES, "2025-01-01", "2025-03-31", 100, "2025-04-25")]);
    const tags = { ...Object(facts.facts["us-gaap"]), [REVENUES]: { units: null }, SalesRevenueNet: null };
    const { rows, words } = readAs("MSFT", { facts: { dei: null, "us-gaap": tags } });
    expect(rows("capex", "quarter")).toHaveLength(2);
    expect(words).toContain(`MSFT ${REVENUES}: no fact of a span`);
  });
  it("records of a unit that are no list are listed", () => {
    const facts = { facts: { "us-gaap": { [PPE]: { units: { USD: { start: 1 } } } } } };
    expect(readAs("MSFT", facts).words).toContain(`MSFT ${PPE}: no fact of a span`);
  });
  it("an answer that is cut off costs its filer, and nobody else", async () => {
    const answers: [string, unknown][] = [
      ["MSFT filings", { ...filingsOf("1231") }],
      ["MSFT facts", null],
      ["META filings", { ...filingsOf("1231") }],
      ["META facts", companyFacts(good)],
    ];
    const payloads = answers.map(([name, held]) => payload(name, held));
    const found: string[] = [];
    for await (const one of readPayloads(Readable.from(payloads)))
      if ("rejected" in one) found.push(one.rejected);
      else if ("observation" in one) found.push(one.observation.dims["company"] ?? "");
    expect(found.filter((one) => one.startsWith("MSFT"))).toEqual([
      expect.stringContaining("MSFT: facts in another shape"),
    ]);
    expect(found.filter((one) => one === "meta")).toHaveLength(2);
  });
});
