import { beforeAll, describe, expect, it } from "vitest";
import { connectorOf } from "@/lib/ingest/find-connector";
import type { RunReport } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { readObservations } from "@/lib/store/read-observations";
import { useSources } from "../../setup/ingest";
import { useStore } from "../../setup/store";

const store = useStore();
const rehearsal = useSources();
const edgar = connectorOf("edgar");
let report: RunReport;

beforeAll(async () => {
  report = await runConnector(rehearsal.tools(store.db), edgar, { trigger: "command", startedBy: "test" });
});

const capex = async (company: string, measure: string, asOf?: string) => {
  const query = { dataset: "company-financials", measure, where: { company: [company], line: ["capex"] } };
  const found = await readObservations(store.db.sql, query, asOf);
  return found.map((one) => [one.periodLabel, one.dims["basis"], one.value === null ? null : one.value / 1e6]);
};

describe("EDGAR", () => {
  it("gives Alphabet's quarters of 2025, and its filing of January to March for both years", async () => {
    const found = await capex("alphabet", "quarter");
    expect(
      found.filter(([label]) => String(label) >= "FY2025").toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
    ).toEqual([
      ["FY2025Q1", "reported", 17197],
      ["FY2025Q2", "derived", 22446],
      ["FY2025Q3", "derived", 23953],
      ["FY2025Q4", "derived", 27851],
      ["FY2026Q1", "reported", 35674],
    ]);
  });

  it("knows each from its own filing on", async () => {
    const found = await capex("alphabet", "quarter", "2025-08-01T00:00:00Z");
    expect(found.filter(([label]) => String(label) >= "FY2025")).toHaveLength(2);
  });

  it("keeps both values of a year that was restated, each from its day on", async () => {
    expect(await capex("alphabet", "year", "2016-12-31T00:00:00Z")).toEqual([["FY2015", "reported", 9915]]);
    expect((await capex("alphabet", "year"))[0]).toEqual(["FY2015", "reported", 9950]);
    const fourth = await capex("alphabet", "quarter");
    expect(fourth.find(([label]) => label === "FY2015Q4")).toEqual(["FY2015Q4", "derived", 2415]);
  });

  it("takes NVIDIA's capex across its change of tags", async () => {
    expect(await capex("nvidia", "quarter")).toEqual(
      expect.arrayContaining([
        ["FY2021Q1", "reported", 155],
        ["FY2021Q2", "derived", 217],
        ["FY2021Q3", "derived", 473],
        ["FY2027Q1", "reported", 1757],
      ]),
    );
  });

  it("finds Apple's revenue under three tags, and quarters of thirteen weeks", async () => {
    const query = {
      dataset: "company-financials",
      measure: "quarter",
      where: { company: ["apple"], line: ["revenue"] },
    };
    const found = await readObservations(store.db.sql, query);
    expect(found.map((one) => [one.periodLabel, one.value])).toEqual([
      ["FY2017Q4", 52_579_000_000],
      ["FY2018Q4", 62_900_000_000],
      ["FY2025Q2", 95_359_000_000],
    ]);
    expect(await capex("apple", "quarter")).toEqual(
      expect.arrayContaining([
        ["FY2025Q1", "reported", 2940],
        ["FY2025Q2", "derived", 3071],
      ]),
    );
  });

  it("names fiscal years by their own end: Microsoft's June, Oracle's May", async () => {
    expect(await capex("microsoft", "year")).toEqual([["FY2026", "reported", 115_948]]);
    expect(await capex("oracle", "quarter")).toEqual([["FY2026Q4", "derived", 16_493]]);
  });

  it("takes a foreign filer's year in its own currency", async () => {
    const query = { dataset: "company-financials", measure: "year", where: { company: ["tsmc"] } };
    const found = await readObservations(store.db.sql, query);
    expect(found.map((one) => [one.dims["line"], one.unit, one.value])).toEqual(
      expect.arrayContaining([["capex", "TWD", 1_272_000_000_000]]),
    );
  });

  const lineOf = async (company: string, line: string, measure: string, asOf?: string) => {
    const query = { dataset: "company-financials", measure, where: { company: [company], line: [line] } };
    const found = await readObservations(store.db.sql, query, asOf);
    return found
      .toSorted((a, b) => (a.period < b.period ? -1 : 1))
      .map((one) => [one.periodLabel, one.dims["basis"], (one.value ?? 0) / 1e6]);
  };

  it("finds the revenue of segments in the filings themselves, from each filing on", async () => {
    expect(await lineOf("alphabet", "cloud-revenue", "year")).toEqual([
      ["FY2022", "reported", 26_280],
      ["FY2023", "reported", 33_088],
      ["FY2024", "reported", 43_229],
    ]);
    expect(await lineOf("alphabet", "cloud-revenue", "year", "2025-02-04T00:00:00Z")).toEqual([]);
  });

  it("takes a segment's quarters as filed, and never half a year for one", async () => {
    expect(await lineOf("nvidia", "datacenter-revenue", "quarter")).toEqual([
      ["FY2025Q2", "reported", 26_272],
      ["FY2026Q2", "reported", 41_096],
    ]);
    expect(await lineOf("nvidia", "datacenter-revenue-networking", "quarter")).toContainEqual([
      "FY2026Q2",
      "reported",
      7252,
    ]);
  });

  it("names a segment that is not followed, and rejects a number that shows none", () => {
    expect(Object.keys(report.batch?.passed ?? {})).toContain("NVDA: segment not followed: nvda:GamingMember");
    expect(report.batch?.rejected["NVDA: a fact that is no number"]?.samples[0]).toContain("see note 3");
  });

  it("asks for facts again only after a report, and for a report once", async () => {
    const urls = () => rehearsal.sources.seen.map((one) => one.url);
    const again = await runConnector(rehearsal.tools(store.db), edgar, { trigger: "command", startedBy: "test" });
    expect(again.ending).toMatchObject({ state: "unchanged", appended: 0 });
    expect(again.ending.findings["proposalHash"]).toBe(report.ending.findings["proposalHash"]);
    expect(urls().filter((url) => url.includes("/Archives/"))).toEqual([]);
    // Alphabet's newest report is filed and not yet in its facts: they are asked for until it is.
    const asked = urls().filter((url) => url.includes("companyfacts"));
    expect(asked).toContain("https://data.sec.gov/api/xbrl/companyfacts/CIK0001652044.json");
    expect(asked).not.toContain("https://data.sec.gov/api/xbrl/companyfacts/CIK0001045810.json");
    expect(urls()).toContain("https://data.sec.gov/submissions/CIK0001045810.json");
  });

  it("rejects what is no fact and who did not come, and hides nobody else", () => {
    const rejected = report.batch?.rejected ?? {};
    expect(rejected[`GOOGL PaymentsToAcquirePropertyPlantAndEquipment: no fact of a span`]?.count).toBe(1);
    expect(rejected["the filer's facts did not come"]?.count).toBe(19);
    expect(report.ending.state).toBe("published");
  });

  it("says that a filing has no facts yet", () => {
    expect(Object.keys(report.batch?.passed ?? {})).toContain(
      "GOOGL: 10-Q of 2026-07-23 is filed and has no facts yet",
    );
  });

  it("stops at the page that asks it to slow down, and asks nothing more", async () => {
    const page = "<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head></html>";
    rehearsal.sources.play("https://data.sec.gov/", { body: page, type: "text/html" });
    const { ending } = await runConnector(rehearsal.tools(store.db), edgar, { trigger: "command", startedBy: "test" });
    expect(ending).toMatchObject({ state: "failed" });
    expect(ending.error).toContain("Request Rate Threshold Exceeded");
    expect(rehearsal.sources.seen).toHaveLength(1);
  });
});
