import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runChecks } from "@/lib/datasets/checks";
import { DatasetDefinition } from "@/lib/datasets/define";
import { registerExtraDatasets } from "@/lib/datasets/extra";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { listedDatasets } from "@/lib/datasets/index";
import { datasets, findDataset } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { observationRow } from "@/lib/starter/rows";
import { listDatasets } from "@/scripts/list-datasets.mjs";
import { dataset as toyInput } from "../../fixtures/toy/toy-lead-times.mjs";

const toy = DatasetDefinition.parse(toyInput);
const everything = () => true;

describe("a dataset's definition", () => {
  it("is picked up from the folder by being there", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "halfpitch-definitions-"));
    writeFileSync(path.join(folder, "toy-lead-times.ts"), "");
    writeFileSync(path.join(folder, "notes.md"), "");
    const list = listDatasets(folder);
    expect(list).toContain('import { dataset as toyLeadTimes } from "./definitions/toy-lead-times";');
    expect(list).toContain("  toyLeadTimes,");
    expect(list).not.toContain("notes");
  });

  it("does not take the name of a page of the studio", () => {
    expect(DatasetDefinition.safeParse({ ...toyInput, slug: "drafts" }).success).toBe(false);
  });

  it("is picked up from outside the house at start-up", async () => {
    const file = fileURLToPath(new URL("../../fixtures/toy/toy-lead-times.mjs", import.meta.url));
    const [first] = await registerExtraDatasets([file]);
    expect(first?.dataset.slug).toBe("toy-lead-times");
    await registerExtraDatasets([file]);
    expect(datasets().filter((one) => one.slug === "toy-lead-times")).toHaveLength(1);
    expect(findDataset("toy-lead-times")?.title).toBe("Constructed lead times");
  });

  it("is refused with words where it is wrong", () => {
    const view = { ...toyInput.view, filters: ["colour"] };
    expect(() => DatasetDefinition.parse({ ...toyInput, view })).toThrow(/names no dimension: colour/);
    expect(() => DatasetDefinition.parse({ ...toyInput, measures: {} })).toThrow(/measures something/);
  });

  it("gives each series one readable code, in the order of its dimensions", () => {
    expect(seriesCode(toy, { region: "north", part: "flux-gate" }, "lead_time")).toBe("TOY_LEAD_TIME.FLUX_GATE.NORTH");
  });
});

describe("every dataset of the house", () => {
  it("has a code and a slug of its own, and a methodology that says something", () => {
    const all = listedDatasets;
    expect(all.length).toBeGreaterThan(8);
    expect(new Set(all.map((one) => one.slug)).size).toBe(all.length);
    expect(new Set(all.map((one) => one.code)).size).toBe(all.length);
    for (const one of all) expect(one.methodology.length, one.slug).toBeGreaterThan(400);
  });
});

describe("a row of a starter file", () => {
  const cells = {
    part: "sprocket",
    region: "north",
    period: "2026-01",
    value: "10",
    status: "A",
    known_at: "2026-02-03",
    source: "toy-survey",
  };

  it("becomes an observation", () => {
    expect(observationRow(toy, cells, everything)).toEqual({
      ok: true,
      value: {
        dataset: "toy-lead-times",
        measure: "lead_time",
        dims: { part: "sprocket", region: "north" },
        period: "2026-01-01",
        value: 10,
        status: "A",
        source: "toy-survey",
        knownAt: "2026-02-03T00:00:00.000Z",
      },
    });
  });

  it.each([
    [{ part: "gizmo" }, "part", /no Part/],
    [{ region: "" }, "region", /missing/],
    [{ colour: "red" }, "colour", /no dimension/],
    [{ value: "1,234" }, "value", /expected number/i],
    [{ value: "=1+1" }, "value", /expected number/i],
    [{ value: "-3" }, "value", /below 0/],
    [{ status: "X" }, "status", /expected one of/],
    [{ period: "2026Q1" }, "period", /is a quarter, not a month/],
    [{ period: "soon" }, "period", /is no period/],
    [{ known_at: "03.02.2026" }, "known_at", /ISO/i],
    [{ measure: "weight" }, "measure", /does not measure/],
  ])("is refused by column and reason: %j", (change, column, reason) => {
    const given = Object.fromEntries(Object.entries({ ...cells, ...change }).filter(([, value]) => value !== ""));
    const result = observationRow(toy, given, everything);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.issues.map((issue) => issue.field)).toContain(column);
    expect(result.issues.find((issue) => issue.field === column)?.message).toMatch(reason);
  });
});

describe("the parts check", () => {
  const shares = DatasetDefinition.parse({
    ...toyInput,
    checks: [{ rule: "parts", measure: "lead_time", over: "part", total: 100, tolerance: 1 }],
  });
  const part = (key: string, value: number): ProposedObservation => ({
    dataset: toy.slug,
    measure: "lead_time",
    dims: { part: key, region: "north" },
    period: "2026-01-01",
    value,
    status: "E",
    source: "toy-survey",
    knownAt: "2026-02-01T00:00:00.000Z",
  });

  it("passes what adds up within the tolerance and stops what does not", () => {
    expect(runChecks(shares, [part("sprocket", 60.4), part("flux-gate", 40)])).toEqual([]);
    const [finding] = runChecks(shares, [part("sprocket", 70), part("flux-gate", 40)]);
    expect(finding).toMatchObject({ rule: "parts", blocking: true });
    expect(finding?.message).toContain("add up to 110, not 100");
  });
});
