import { beforeAll, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { readObservations, readVintages } from "@/lib/store/read-observations";
import { readReleases } from "@/lib/store/read-releases";
import { findSeries, readSeries } from "@/lib/store/read-series";
import { traceNumber } from "@/lib/store/trace";
import { publish, toyDataset, useStore } from "../setup/store";

const store = useStore();
beforeAll(() => void toyDataset());

const LATEST = "2200-01-01T00:00:00.000Z";
const QUERY = { dataset: "toy-lead-times" };

const lead = (change: Partial<ProposedObservation>): ProposedObservation => ({
  dataset: "toy-lead-times",
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period: "2026-01-01",
  value: 10,
  status: "A",
  source: "toy-survey",
  knownAt: "2026-02-03T00:00:00.000Z",
  ...change,
});

const count = async () => (await store.db.sql<{ n: number }[]>`select count(*)::int as n from observation`)[0]?.n;
const counts = async () =>
  (
    await store.db
      .sql`select (select count(*) from change_set) c, (select count(*) from release) r, (select count(*) from series) s`
  )[0];

describe("publishing a change set", () => {
  it("appends, numbers a release per dataset and says who and why", async () => {
    const published = await publish(store.db, { observations: [lead({})], reason: "First survey" });
    expect(published.releases).toEqual([{ dataset: "toy-lead-times", number: 1, appended: 1, series: 1 }]);
    const [release] = await readReleases(store.db.sql, { datasets: ["toy-lead-times"], limit: 5, before: LATEST });
    expect(release).toMatchObject({ number: 1, author: "Test analyst", authorKind: "person", reason: "First survey" });
  });

  it("leaves no trace when it says nothing new", async () => {
    const before = await counts();
    const again = await publish(store.db, { observations: [lead({})] });
    expect(again).toMatchObject({ changeSetId: null, unchanged: 1, releases: [] });
    expect(await counts()).toEqual(before);
  });

  it("corrects by a new row and withdraws by a row", async () => {
    await publish(store.db, { observations: [lead({ value: 11, knownAt: "2026-03-01T00:00:00.000Z" })] });
    await publish(store.db, {
      observations: [lead({ value: null, status: "W", knownAt: "2026-04-01T00:00:00.000Z" })],
    });
    const at = async (day: string) =>
      (await readObservations(store.db.sql, QUERY, `${day}T12:00:00.000Z`)).map((one) => one.value);
    expect(await at("2026-02-03")).toEqual([10]);
    expect(await at("2026-03-15")).toEqual([11]);
    expect(await at("2026-04-02")).toEqual([]);
    expect(await at("2026-01-02")).toEqual([]);
    expect((await readVintages(store.db.sql, QUERY, LATEST)).map((one) => one.status)).toEqual(["A", "A", "W"]);
  });

  it("publishes all of a change set or nothing of it", async () => {
    const [before, rows] = [await counts(), await count()];
    const good = lead({ period: "2026-06-01", knownAt: "2026-07-01T00:00:00.000Z" });
    const bad = lead({ period: "2026-06-01", dims: { part: "gizmo", region: "north" } });
    await expect(publish(store.db, { observations: [good, bad] })).rejects.toThrow(/“gizmo” is no Part/);
    await expect(publish(store.db, { observations: [good, lead({ source: "nowhere" })] })).rejects.toThrow(/no source/);
    expect(await counts()).toEqual(before);
    expect(await count()).toBe(rows);
  });

  it.each([
    ["a value out of bounds", { value: 900 }, /above 400/],
    ["a month that begins on the fifth", { period: "2026-01-05" }, /does not begin/],
    ["an actual about the future", { period: "2026-05-01", knownAt: "2026-02-01T00:00:00.000Z" }, /cannot be known/],
    ["knowledge from the future", { knownAt: "2190-01-01T00:00:00.000Z" }, /known on 2190-01-01 yet/],
    ["a withdrawal with a value", { status: "W" as const }, /withdrawal has neither/],
    ["a range upside down", { low: 5, high: 2 }, /low is above high/],
  ])("refuses %s", async (_, change, message) => {
    await expect(publish(store.db, { observations: [lead(change)] })).rejects.toThrow(message);
  });

  it("refuses the same observation twice in one change set", async () => {
    await expect(publish(store.db, { observations: [lead({}), lead({ value: 12 })] })).rejects.toThrow(/twice/);
  });

  it("numbers releases without gaps when many publish at once", async () => {
    const months = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01"];
    await Promise.all(months.map((period) => publish(store.db, { observations: [lead({ period })] })));
    const releases = await readReleases(store.db.sql, { datasets: ["toy-lead-times"], limit: 50, before: LATEST });
    const numbers = releases.map((one) => one.number).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });

  it("knows what it publishes without a date from that moment on", async () => {
    const published = await publish(store.db, {
      observations: [
        {
          dataset: QUERY.dataset,
          measure: "lead_time",
          dims: { part: "flux-gate", region: "south" },
          period: "2026-01-01",
          value: 5,
          status: "E",
          source: "toy-survey",
        },
      ],
    });
    expect(published.releases[0]?.appended).toBe(1);
    const [found] = await readVintages(
      store.db.sql,
      { ...QUERY, where: { part: "flux-gate", region: "south" } },
      LATEST,
    );
    expect(found?.knownAt.slice(0, 4)).toBe(String(now().getFullYear()));
  });
});

describe("a series", () => {
  it("is found by its code and by an alias, and traced to every value that it had", async () => {
    await publish(store.db, { aliases: [{ alias: "LEAD.OLD", series: "TOY_LEAD_TIME.SPROCKET.NORTH" }] });
    const byAlias = await findSeries(store.db.sql, "LEAD.OLD");
    expect(byAlias?.code).toBe("TOY_LEAD_TIME.SPROCKET.NORTH");
    expect(await findSeries(store.db.sql, "LEAD.NEVER")).toBeNull();
    if (!byAlias) throw new Error("found above");
    const trace = await traceNumber(store.db.sql, byAlias, "2026-01-01", LATEST);
    expect(trace.vintages.map((one) => [one.value, one.status])).toEqual([
      [null, "W"],
      [11, "A"],
      [10, "A"],
    ]);
    expect(trace.vintages[2]).toMatchObject({
      source: { publisher: "Constructed publisher" },
      release: { author: "Test analyst" },
    });
    const before = await traceNumber(store.db.sql, byAlias, "2026-01-01", "2026-02-10T00:00:00.000Z");
    expect(before.vintages.map((one) => one.value)).toEqual([10]);
  });
});

describe("a series of an earlier shape of its dataset", () => {
  it("is found by its code, and is none of the dataset's series any more", async () => {
    await store.db.sql`
      insert into series (code, dataset, measure, dims, title, unit, frequency, change_set_id)
      select 'TOY_LEAD_TIME.SPROCKET', dataset, measure, dims - 'region', title, unit, frequency, change_set_id
      from series where code = 'TOY_LEAD_TIME.SPROCKET.NORTH'`;
    await store.db.sql`
      insert into observation (series_id, period, known_at, value, status, source_id, release_id)
      select (select id from series where code = 'TOY_LEAD_TIME.SPROCKET'), period, known_at, value, status, source_id,
        release_id
      from observation where status = 'A' limit 1`;
    expect((await findSeries(store.db.sql, "TOY_LEAD_TIME.SPROCKET"))?.dims).toEqual({ part: "sprocket" });
    const codes = (await readSeries(store.db.sql, QUERY)).map((one) => one.code);
    expect(codes).toContain("TOY_LEAD_TIME.SPROCKET.NORTH");
    expect(codes).not.toContain("TOY_LEAD_TIME.SPROCKET");
  });
});

describe("guidance", () => {
  it("takes as guidance only what a source has in the company's own words", async () => {
    const sources = ["filing", "news"].map((kind) => ({
      key: `constructed-${kind}`,
      title: "Constructed",
      publisher: "Constructed publisher",
      kind,
    }));
    const guided = (source: string) =>
      publish(store.db, { sources, observations: [lead({ period: "2030-01-01", status: "G", source })] });
    await expect(guided("constructed-news")).rejects.toThrow(/needs the company's own words.*constructed-news.*news/);
    expect((await guided("constructed-filing")).appended.observations).toBe(1);
  });
});
