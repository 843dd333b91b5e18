import { beforeAll, describe, expect, it } from "vitest";
import { Reader } from "@/lib/access/reader";
import type { ReaderWays } from "@/lib/access/reader-ways";
import type { Entitlement, Viewer } from "@/lib/access/viewer";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague } from "../setup/studio";

const store = useStore();
const TOY = "toy-lead-times";
const CODE = "TOY_LEAD_TIME.SPROCKET.NORTH";
const NOW = new Date("2026-06-30T12:00:00.000Z");

const reader = (entitlements: Entitlement[], asOfDay: string | null = null, ways: ReaderWays = {}) => {
  const viewer: Viewer = {
    personId: "p",
    name: "Constructed reader",
    email: "reader@example.com",
    organisationId: 1,
    organisation: "Constructed house",
    role: "subscriber",
    entitlements,
    sessionId: "s",
    viewedBy: null,
  };
  return new Reader(store.db, viewer, asOfDay, NOW, ways);
};
const full = [{ dataset: "*", delayDays: 0 }];
const values = async (one: Reader) => (await one.observations({ dataset: TOY })).map((each) => each.value);

beforeAll(async () => {
  toyDataset();
  const lead = (value: number, knownAt: string, period = "2026-01-01") => ({
    dataset: TOY,
    measure: "lead_time",
    dims: { part: "sprocket", region: "north" },
    period,
    value,
    status: "A" as const,
    source: "toy-survey",
    knownAt: `${knownAt}T08:00:00.000Z`,
  });
  await publish(store.db, {
    observations: [lead(10, "2026-02-01"), lead(12, "2026-06-01"), lead(20, "2026-06-20", "2026-05-01")],
    entities: [
      {
        kind: "cloud",
        slug: "cloud-one",
        name: "Cloud One",
        attributes: { country: "FR" },
        verified: true,
        knownAt: "2026-01-01T00:00:00.000Z",
      },
    ],
    aliases: [{ alias: "OLD_NAME.SPROCKET", series: CODE }],
  });
});

describe("a reader", () => {
  it("reads the latest state, and any day of the past as it was known at its end", async () => {
    expect(await values(reader(full))).toEqual([12, 20]);
    expect(await values(reader(full, "2026-03-01"))).toEqual([10]);
    expect(await values(reader(full, "2026-06-01"))).toEqual([12]);
    expect(await values(reader(full, "2026-01-15"))).toEqual([]);
    expect(await values(reader(full, "2030-01-01"))).toEqual([12, 20]);
  });

  it("is held back by exactly the days of its entitlement", async () => {
    const delayed = (delayDays: number) => reader([{ dataset: TOY, delayDays }]);
    expect(await values(delayed(10))).toEqual([12, 20]);
    expect(await values(delayed(11))).toEqual([12]);
    expect(await values(delayed(29))).toEqual([12]);
    expect(await values(delayed(30))).toEqual([10]);
    expect(await delayed(30).releases({ dataset: TOY, limit: 5 })).toEqual([]);
    const trace = await delayed(30).trace({ series: CODE, period: "2026-01-01" });
    expect(trace.vintages.map((one) => one.value)).toEqual([10]);
  });

  it("tells a series with the source of each row, and grades that follow what an analyst decides", async () => {
    const told = async () => {
      const { rows, sources } = await reader(full).seriesJson(CODE);
      const read: { rows: unknown[][]; sources: unknown[] } = JSON.parse(`{"rows":${rows},"sources":${sources}}`);
      return read;
    };
    const before = await told();
    expect(before.rows.map((row) => row[7])).toEqual(["toy-survey", "toy-survey"]);
    expect(before.sources).toMatchObject([{ key: "toy-survey", grade: expect.any(String) }]);
    const { personId } = await colleague(store.db, "Ada One");
    await store.db.sql`
      insert into source_state (source_id, grade, grade_reason, reason, person_id)
      select id, 'press', 'seen on paper', 'seen on paper', ${personId} from source where key = 'toy-survey'`;
    expect((await told()).sources).toMatchObject([{ key: "toy-survey", grade: "press" }]);
  });

  it("is refused everything of a dataset that it has no right to, by every method", async () => {
    const none = reader([{ dataset: "hbm-share", delayDays: 0 }]);
    const forbidden = { code: "forbidden" };
    expect(none.may(TOY)).toBe(false);
    await expect(none.observations({ dataset: TOY })).rejects.toMatchObject(forbidden);
    await expect(none.latest({ dataset: TOY })).rejects.toMatchObject(forbidden);
    await expect(none.vintages({ dataset: TOY })).rejects.toMatchObject(forbidden);
    await expect(none.series({ dataset: TOY })).rejects.toMatchObject(forbidden);
    // Of a code not even whether it is there: the answer is that of one that was made up.
    const unknown = { code: "not_found", message: `There is no series called “${CODE}”.` };
    await expect(none.trace({ series: CODE, period: "2026-01-01" })).rejects.toMatchObject(unknown);
    await expect(none.seriesByCode(CODE)).rejects.toMatchObject(unknown);
    await expect(none.seriesJson(CODE)).rejects.toMatchObject(unknown);
    await expect(none.events({ dataset: TOY })).rejects.toMatchObject(forbidden);
    await expect(none.releases({ dataset: TOY, limit: 1 })).rejects.toMatchObject(forbidden);
    expect((await none.freshness()).map((one) => one.dataset)).not.toContain(TOY);
    expect((await none.releases({ limit: 50 })).map((one) => one.dataset)).not.toContain(TOY);
  });

  it("sees the names of entities and nothing more of them without a right", async () => {
    expect((await reader(full).entities({ kind: "cloud", slugs: ["cloud-one"] }))[0]?.attributes).toEqual({
      country: "FR",
    });
    expect((await reader([]).entities({ kind: "cloud", slugs: ["cloud-one"] }))[0]).toMatchObject({
      name: "Cloud One",
      attributes: {},
    });
  });

  it("is led from an alias to the series, and from a wrong code to those near it", async () => {
    expect((await reader(full).seriesByCode("OLD_NAME.SPROCKET")).code).toBe(CODE);
    await expect(reader(full).seriesByCode("TOY_LEAD_TIME.SPROCKET.EAST")).rejects.toThrow(/Near it: TOY_LEAD_TIME/);
    await expect(reader([]).seriesByCode("TOY_LEAD_TIME.SPROCKET.EAST")).rejects.not.toThrow(/Near it/);
  });

  it("reads what is published next, though it keeps answers", async () => {
    const before = await values(reader(full));
    await publish(store.db, {
      observations: [
        {
          dataset: TOY,
          measure: "lead_time",
          dims: { part: "sprocket", region: "north" },
          period: "2026-04-01",
          value: 15,
          status: "E",
          source: "toy-survey",
          knownAt: "2026-05-05T00:00:00.000Z",
        },
      ],
    });
    expect(before).toEqual([12, 20]);
    expect(await values(reader(full))).toEqual([12, 15, 20]);
  });

  it("refuses a dimension or a measure that the dataset does not have", async () => {
    await expect(reader(full).observations({ dataset: TOY, where: { colour: "red" } })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(reader(full).observations({ dataset: TOY, measure: "weight" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(reader(full).observations({ dataset: "nothing" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("neither takes nor fills kept answers where it is told not to, and tells which datasets it was asked for", async () => {
    const query = { dataset: TOY, where: { region: "south" } };
    const asked: string[] = [];
    const dry = reader(full, null, { keeps: false, asked: (what) => asked.push(what) });
    const first = await dry.observations(query);
    expect(await dry.observations(query)).not.toBe(first);
    const kept = await reader(full).observations(query);
    expect(kept).not.toBe(first);
    expect(await reader(full).observations(query)).toBe(kept);
    expect(await dry.observations(query)).not.toBe(kept);
    await dry.entities({ kind: "cloud" });
    expect(new Set(asked)).toEqual(new Set([TOY, "cloud"]));
  });
});
