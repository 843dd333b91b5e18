import { beforeAll, describe, expect, it } from "vitest";
import type { Hold } from "@/lib/ingest/gate/candidate";
import { connectorOf } from "@/lib/ingest/find-connector";
import type { RunReport } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { readObservations } from "@/lib/store/read-observations";
import { useSources } from "../../setup/ingest";
import { useStore } from "../../setup/store";
import { companyFacts, CONTRACT, type Given, given, PPE, REVENUES } from "./company";

const store = useStore();
const rehearsal = useSources();
const edgar = connectorOf("edgar");

const NAMES: [string, string][] = [
  ["2025-03-31", "2025-04-25"],
  ["2025-06-30", "2025-07-25"],
  ["2025-09-30", "2025-10-25"],
  ["2025-12-31", "2026-02-01"],
];
const toDate = (tag: string, sums: readonly (number | null)[]): Given[] =>
  NAMES.flatMap(([end, filed], at) => {
    const sum = sums[at];
    return typeof sum === "number"
      ? [given(tag, "2025-01-01", end, sum, filed, { form: at === 3 ? "10-K" : "10-Q" })]
      : [];
  });
const FACTS = [
  ...toDate(PPE, [-10, -25, 45]),
  ...toDate(REVENUES, [100, 210, 330]),
  ...toDate(CONTRACT, [null, null, null, 400]),
];

const run = async (): Promise<RunReport> => {
  rehearsal.sources.play("https://data.sec.gov/api/xbrl/companyfacts/CIK0000789019.json", {
    body: JSON.stringify(companyFacts(FACTS)),
  });
  return runConnector(rehearsal.tools(store.db), edgar, { trigger: "command", startedBy: "test" });
};
const heldOf = ({ held }: RunReport): string[] =>
  held
    .filter(({ candidate }) => candidate.proposal.dims["company"] === "microsoft")
    .map(({ rule, candidate }) => `${rule} ${candidate.proposal.period}`)
    .toSorted();
const published = async (line: string) => {
  const where = { company: ["microsoft"], line: [line] };
  const found = await readObservations(store.db.sql, { dataset: "company-financials", measure: "quarter", where });
  return found
    .map((one) => [one.period, (one.value ?? 0) / 1e6])
    .toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
};

let first: RunReport;
beforeAll(async () => {
  first = await run();
});

describe("a filer whose facts are wrong", () => {
  it("holds what cannot be, and what is derived from it, and publishes the rest", async () => {
    expect(first.ending.state).toBe("published");
    expect(heldOf(first)).toEqual(["implausible 2025-01-01", "implausible 2025-04-01", "rests-on-held 2025-07-01"]);
    expect(await published("capex")).toEqual([]);
    expect(await published("revenue")).toEqual([
      ["2025-01-01", 100],
      ["2025-04-01", 110],
      ["2025-07-01", 120],
    ]);
  });

  it("names in its run the quarter that it leaves out, with the tags of both parts", () => {
    const reasons = Object.entries(first.batch?.rejected ?? {}).filter(([reason]) => reason.includes("to 2025-12-31"));
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.[0]).toContain(`is filed under ${CONTRACT}`);
    expect(reasons[0]?.[1].samples[0]).toContain(`${REVENUES} 330000000`);
  });

  it("is held once: the next run finds nothing new", async () => {
    const again = await run();
    expect(again.ending).toMatchObject({ state: "unchanged", appended: 0 });
    expect(heldOf(again)).toEqual(heldOf(first));
  });

  it("lets through what rests on a value once an analyst took that", async () => {
    const taken = (one: Hold) => one.rule === "implausible" && one.candidate.proposal.dims["company"] === "microsoft";
    await publishChangeSet(store.db, {
      author: { kind: "person", name: "Test analyst" },
      reason: "Constructed for a test: taken after a look at the filing",
      observations: first.held.filter(taken).map((one) => ({ ...one.candidate.proposal, knownAt: undefined })),
    });
    const third = await run();
    expect(heldOf(third).filter((one) => one.startsWith("rests-on-held"))).toEqual([]);
    expect(await published("capex")).toContainEqual(["2025-07-01", 70]);
  });
});
