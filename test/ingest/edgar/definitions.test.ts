import { describe, expect, it } from "vitest";
import { CONTRACT, companyFacts, type Given, given, PPE, PRODUCTIVE, readAs, REVENUES } from "./company";

const ENDS = ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"] as const;
const FILED = ["2025-04-25", "2025-07-25", "2025-10-25", "2026-02-01"] as const;
const day = (all: readonly string[], at: number): string => all[at] ?? "";

/** A year to date under a tag, in millions; null where a report leaves the tag out. */
const toDate = (tag: string, sums: readonly (number | null)[], more: Record<string, unknown> = {}): Given[] =>
  sums.flatMap((sum, at) =>
    sum === null
      ? []
      : [given(tag, "2025-01-01", day(ENDS, at), sum, day(FILED, at), { form: at === 3 ? "10-K" : "10-Q", ...more })],
  );
const read = (ticker: string, ...all: Given[][]) => readAs(ticker, companyFacts(all.flat()));
const short = (rows: [string, string, number, string][]) => rows.map(([label, , value]) => [label, value]);

describe("revenue in total and in part (ed-partial-revenue)", () => {
  it.each([
    ["contracts beside total revenues", CONTRACT, REVENUES],
    ["contracts beside net sales", CONTRACT, "SalesRevenueNet"],
    ["net sales beside total revenues", "SalesRevenueNet", REVENUES],
    ["contracts with taxes beside total revenues", "RevenueFromContractWithCustomerIncludingAssessedTax", REVENUES],
  ])("of one filing the total is taken: %s", (_, part, whole) => {
    const { rows } = read("MSFT", toDate(part, [90, null, null, 400]), toDate(whole, [100, null, null, 450]));
    expect(short(rows("revenue", "quarter"))).toEqual([["FY2025Q1", 100]]);
    expect(short(rows("revenue", "year"))).toEqual([["FY2025", 450]]);
  });
  it("a total that hedging makes smaller than its contracts is the total all the same", () => {
    const { rows } = read("MSFT", toDate(CONTRACT, [104]), toDate(REVENUES, [100]));
    expect(short(rows("revenue", "quarter"))).toEqual([["FY2025Q1", 100]]);
  });
  it("a later filing's part does not replace the total, and is named", () => {
    const later = given(CONTRACT, "2025-01-01", "2025-12-31", 400, "2027-02-01", { form: "10-K" });
    const { rows, words } = read(
      "MSFT",
      toDate(CONTRACT, [90, null, null, 400]),
      toDate(REVENUES, [100, null, null, 450]),
      [later],
    );
    expect(short(rows("revenue", "year"))).toEqual([["FY2025", 450]]);
    expect(words).toContain(`${CONTRACT} is another amount than the line`);
  });
  it("a part that is nearly the whole is a part, and a rounded whole is none", () => {
    const later = (millions: number) =>
      given(CONTRACT, "2025-01-01", "2025-12-31", millions, "2027-02-01", { form: "10-K" });
    const years = (part: number) =>
      read("MSFT", toDate(CONTRACT, [null, null, null, part]), toDate(REVENUES, [null, null, null, 450.12]), [
        later(part),
      ])
        .rows("revenue", "year")
        .map(([, , value]) => value);
    expect(years(449.87)).toEqual([450.12]);
    expect(years(450)).toEqual([450.12, 450]);
  });
  it("is taken from contracts where a filer gives nothing else", () => {
    expect(short(read("MSFT", toDate(CONTRACT, [90])).rows("revenue", "quarter"))).toEqual([["FY2025Q1", 90]]);
  });
});

describe("differences under two tags (ed-mixed-tags-q4, ed-capex-tag-mix)", () => {
  it("the last quarter is taken under the tag that has year and nine months", () => {
    const { rows } = read("MSFT", toDate(REVENUES, [100, 210, 330, 450]), toDate(CONTRACT, [null, null, null, 400]));
    expect(short(rows("revenue", "quarter"))).toEqual([
      ["FY2025Q1", 100],
      ["FY2025Q2", 110],
      ["FY2025Q3", 120],
      ["FY2025Q4", 120],
    ]);
  });
  it("the last quarter is left out and said where no tag has both", () => {
    const { rows, words } = read(
      "MSFT",
      toDate(REVENUES, [100, 210, 330, null]),
      toDate(CONTRACT, [null, null, null, 400]),
    );
    expect(short(rows("revenue", "quarter")).map(([label]) => label)).toEqual(["FY2025Q1", "FY2025Q2", "FY2025Q3"]);
    expect(words).toContain("the quarter to 2025-12-31 cannot be derived");
    expect(words).toContain(`the year from 2025-01-01 to 2025-12-31 is filed under ${CONTRACT}`);
    expect(words).toContain(`under ${REVENUES}`);
  });
  it.each(["NVDA", "AMZN", "AAPL", "MU", "MSFT"])("capex of two tags that differ is never mixed (%s)", (ticker) => {
    const { rows, words } = read(ticker, toDate(PRODUCTIVE, [12, 25]), toDate(PPE, [10, null, 30]));
    const values = short(rows("capex", "quarter"));
    expect(values.find(([label]) => label === "FY2025Q3")).toBeUndefined();
    expect([10, 12]).toContain(values[0]?.[1]);
    expect(values.slice(1).every(([, value]) => value === 13)).toBe(true);
    expect(words).toMatch(/(quarter to 2025-09-30 cannot be derived|to 2025-09-30 is filed under \w+ alone)/);
  });
  it("one equal quarter does not make two tags one line", () => {
    const { rows, words } = read("AMZN", toDate(PRODUCTIVE, [10, 25]), toDate(PPE, [10, null, 30]));
    expect(short(rows("capex", "quarter"))).toEqual([
      ["FY2025Q1", 10],
      ["FY2025Q2", 15],
    ]);
    expect(words).toContain("the quarter to 2025-09-30 cannot be derived");
  });
  it("years of equal values do: a filer that goes back and forth between two tags", () => {
    const before = ["2021", "2022", "2023", "2024"].flatMap((year) =>
      [REVENUES, CONTRACT].map((tag) =>
        given(tag, `${year}-01-01`, `${year}-12-31`, 300, `${Number(year) + 1}-02-01`, { form: "10-K" }),
      ),
    );
    const { rows } = read(
      "MSFT",
      before,
      toDate(CONTRACT, [90, 190, 290, null]),
      toDate(REVENUES, [null, null, null, 400]),
    );
    expect(short(rows("revenue", "quarter")).at(-1)).toEqual(["FY2025Q4", 110]);
  });
  it("a year that a change of tags restates beside a comparison is one line's new vintage", () => {
    const year = given("Other", "2025-01-01", "2025-12-31", 1, "2026-02-01");
    const later = given(REVENUES, "2025-01-01", "2025-12-31", 455, "2027-02-01", { form: "10-K" });
    const { rows } = read("MSFT", toDate(CONTRACT, [null, null, null, 450]), [later, year]);
    expect(rows("revenue", "year")).toEqual([
      ["FY2025", "reported", 450, "2026-02-01"],
      ["FY2025", "reported", 455, "2027-02-01"],
    ]);
  });
});

const half = (millions: number, filed: string, more = {}) =>
  given(PPE, "2024-01-01", "2024-06-30", millions, filed, more);
const first = (millions: number, filed: string, more = {}) =>
  given(PPE, "2024-01-01", "2024-03-31", millions, filed, more);
const second = (...all: Given[]) =>
  read("MSFT", all)
    .rows("capex", "quarter")
    .filter(([label]) => label === "FY2024Q2")
    .map(([, , value, known]) => [value, known]);

describe("restated parts (ed-restated-half-only)", () => {
  const asFiled = [first(10, "2024-04-25"), half(25, "2024-07-25")];
  it("a half restated beside a first quarter that is confirmed moves the second, from that filing on", () => {
    expect(second(...asFiled, first(10, "2025-04-25"), half(27, "2025-07-25"))).toEqual([
      [15, "2024-07-25"],
      [17, "2025-07-25"],
    ]);
  });
  it("a first quarter restated moves it once the half is filed again", () => {
    expect(second(...asFiled, first(12, "2025-04-25"), half(25, "2025-07-25"))).toEqual([
      [15, "2024-07-25"],
      [13, "2025-07-25"],
    ]);
  });
  it("both restated alike leave it as it was", () => {
    expect(second(...asFiled, first(12, "2025-04-25"), half(27, "2025-07-25"))).toEqual([[15, "2024-07-25"]]);
  });
  it("an amendment that gives both moves it", () => {
    const amended = { form: "10-Q/A", accn: "0-amended" };
    expect(second(...asFiled, first(11, "2024-09-01", amended), half(28, "2024-09-01", amended))).toEqual([
      [15, "2024-07-25"],
      [17, "2024-09-01"],
    ]);
  });
  it("an amendment of the half alone leaves it and says so, until the first quarter is confirmed", () => {
    const amended = half(27, "2024-09-01", { form: "10-Q/A" });
    expect(second(...asFiled, amended)).toEqual([[15, "2024-07-25"]]);
    expect(read("MSFT", [...asFiled, amended]).words).toContain(
      "the quarter to 2024-06-30 stands as it was first derived: the filing of 2024-09-01 restated the half from 2024-01-01 to 2024-06-30, and none the quarter",
    );
    expect(second(...asFiled, amended, first(10, "2025-04-25"))).toEqual([
      [15, "2024-07-25"],
      [17, "2025-04-25"],
    ]);
  });
  it("a year restated two years on, when nothing else is repeated, leaves its quarters and says so", () => {
    const year = toDate(PPE, [10, 25, 45, 70]);
    const confirmed = [
      given(PPE, "2025-01-01", "2025-09-30", 45, "2026-10-25"),
      given(PPE, "2025-01-01", "2025-12-31", 70, "2027-02-01", { form: "10-K" }),
    ];
    const later = given(PPE, "2025-01-01", "2025-12-31", 80, "2028-02-01", { form: "10-K" });
    const { rows, words } = read("MSFT", year, confirmed, [later]);
    expect(rows("capex", "quarter").filter(([label]) => label === "FY2025Q4")).toEqual([
      ["FY2025Q4", "derived", 25, "2026-02-01"],
    ]);
    expect(rows("capex", "year").map(([, , value]) => value)).toEqual([70, 80]);
    expect(words).toContain(
      "the filing of 2028-02-01 restated the year from 2025-01-01 to 2025-12-31, and none the nine months",
    );
  });
  it("a registration that gives all of two years at once gives their quarters", () => {
    const at = (end: string, millions: number) => given(PPE, `${end.slice(0, 4)}-01-01`, end, millions, "2026-11-01");
    const { rows } = read("MSFT", [
      at("2025-03-31", 10),
      at("2025-06-30", 25),
      at("2025-09-30", 45),
      at("2025-12-31", 70),
    ]);
    expect(short(rows("capex", "quarter")).map(([, value]) => value)).toEqual([10, 15, 20, 25]);
  });
  it("a half of its own report less a first quarter that only the next year's gives is left out and said", () => {
    const { rows, words } = read("MSFT", [half(25, "2024-07-25"), first(10, "2025-04-25")]);
    expect(rows("capex", "quarter").map(([label]) => label)).toEqual(["FY2024Q1"]);
    expect(words).toContain("were never filed in reports of the same year");
  });
  it("a value that comes again with another frame, year or quarter of the filing is no news", () => {
    const again = half(25, "2025-07-25", { fy: 2031, fp: "FY", frame: "CY2024" });
    expect(second(...asFiled, first(10, "2025-04-25", { fp: "Q3" }), again)).toEqual([[15, "2024-07-25"]]);
  });
});
