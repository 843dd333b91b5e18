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
