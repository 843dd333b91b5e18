import { describe, expect, it } from "vitest";
import { dataset } from "@/lib/datasets/definitions/gpu-clusters";
import { connector } from "@/lib/ingest/connectors/epoch-gpu-clusters";
import { payloadOf, readAll } from "./gpu-fixtures";

const COLUMNS = [
  ..."Name,Status,Certainty,H100 equivalents,Country,Owner,First Operational Date,Power Capacity (MW)".split(","),
  ..."Superseded by,Possible Duplicate,Exclude,Total number of AI chips".split(","),
];
type Row = Record<string, string>;
const row = (changes: Row): Row => ({
  Name: "A campus",
  Status: "Existing",
  Certainty: "Confirmed",
  "H100 equivalents": "500",
  Country: "China",
  "First Operational Date": "2024-11-15",
  ...changes,
});
const read = (rows: readonly Row[], columns: readonly string[] = COLUMNS) => {
  const lines = [columns, ...rows.map((one) => columns.map((name) => one[name] ?? ""))];
  return readAll(connector, [
    payloadOf("gpu_clusters", "https://epoch.ai/", lines.map((one) => one.join(",")).join("\n")),
  ]);
};
const ANONYMOUS = "an anonymous system, which nothing tells apart";

describe("systems of Epoch's table that nothing tells apart", () => {
  it.each(["Anonymized Chinese System", "Anonymised system", "Undisclosed cluster", "Unknown (US)", "Unnamed lab"])(
    "pass, each counted, and merge into no site: %s",
    async (Name) => {
      const rows = [row({ Name }), row({ Name, "H100 equivalents": "9" }), row({ Name: "A campus" })];
      const found = await read(rows);
      expect(found.values("site")).toEqual({ "a-campus": 500 });
      expect(found.passed).toEqual({ [ANONYMOUS]: 2 });
    },
  );

  it("are numbered by the source's own id where it gives one", async () => {
    const Name = "Anonymized Chinese System";
    const rows = [row({ Name, ID: "17" }), row({ Name, ID: "18", "H100 equivalents": "30" }), row({ Name, ID: "" })];
    const found = await read(rows, ["ID", ...COLUMNS]);
    expect(found.values("site")).toEqual({ "anonymized-chinese-system-17": 500, "anonymized-chinese-system-18": 30 });
    expect(found.passed).toEqual({ [ANONYMOUS]: 1 });
  });

  it("pass where one name stands for systems of two owners", async () => {
    const found = await read([row({ Name: "Phase 1", Owner: "One" }), row({ Name: "Phase 1", Owner: "Two" })]);
    expect([found.observations, found.passed]).toEqual([[], { "one name for several systems": 2 }]);
  });

  it("keep the reason of their own where Epoch excludes them", async () => {
    const found = await read([row({ Name: "Anonymized system", Exclude: "True" })]);
    expect(found.passed).toEqual({ "excluded by Epoch": 1 });
  });
});

describe("phases that another one superseded", () => {
  it("stand beside it and say by which they are superseded", async () => {
    const found = await read([
      row({ Name: "Colossus Phase 1", "Superseded by": "Colossus Phase 2", Owner: "xAI" }),
      row({
        Name: "Colossus Phase 2",
        "H100 equivalents": "2000",
        "First Operational Date": "2025-02-18",
        Owner: "xAI",
      }),
    ]);
    expect(found.values("site")).toEqual({ "colossus-phase-1": 500, "colossus-phase-2": 2000 });
    expect(
      found.observations.map((one) => one.note?.startsWith("Superseded by Colossus Phase 2: not to be added")),
    ).toEqual([true, false]);
  });

  it("are never summed: no measure of clusters may be added up", () => {
    expect(Object.values(dataset.measures).map((one) => one.aggregate)).toEqual(["none", "none", "none"]);
  });
});
