import { beforeAll, describe, expect, it } from "vitest";
import { Reader } from "@/lib/access/reader";
import { now } from "@/lib/kernel/clock";
import { publish, useStore } from "../setup/store";
import { everything } from "../setup/starter-pages";

// Companies, values and days are constructed.
const store = useStore();
const on = (day: string | null) => new Reader(store.db, everything, day, now(), { newest: true });
const at = (day: string) => `${day}T00:00:00.000Z`;
const company = (slug: string, name: string, day: string) => ({
  kind: "company" as const,
  slug,
  name,
  aliases: [`${name} Inc`],
  attributes: { ticker: "TEST" },
  verified: true,
  source: "toy-survey",
  knownAt: at(day),
});
const CODE = "HBM_SHARE.MAKER.SURVEYOR.REVENUE.ALL.ALL.QUARTER";

beforeAll(async () => {
  await publish(store.db, {
    entities: [
      company("maker", "First name", "2026-03-01"),
      { kind: "publisher", slug: "surveyor", name: "Surveyor", aliases: [], attributes: {}, verified: true },
    ],
    observations: [
      {
        dataset: "hbm-share",
        measure: "quarter",
        dims: { supplier: "maker", publisher: "surveyor", basis: "revenue", generation: "all", customer: "all" },
        period: "2025-07-01",
        value: 50,
        status: "E",
        source: "toy-survey",
        knownAt: at("2025-11-01"),
        note: "as first reported; cut by the same publisher in April 2026",
      },
    ],
  });
  await publish(store.db, { entities: [company("maker", "Second name", "2026-06-01")] });
});

describe("an entity", () => {
  const maker = async (day: string | null) =>
    (await on(day).entities({ kind: "company", slugs: ["maker"] }))[0] ?? null;

  it("is known from the first number about it on", async () => {
    expect(await maker("2025-10-31")).toBeNull();
    expect(await maker("2025-11-01")).toMatchObject({ slug: "maker", knownSince: at("2025-11-01") });
  });

  it("shows nothing but its name before anybody had described it", async () => {
    expect(await maker("2026-02-28")).toEqual({
      kind: "company",
      slug: "maker",
      name: "First name",
      described: false,
      aliases: [],
      formerly: [],
      attributes: {},
      verified: false,
      knownAt: at("2025-11-01"),
      knownSince: at("2025-11-01"),
      source: null,
      note: null,
    });
    expect(await maker("2026-03-01")).toMatchObject({ described: true, attributes: { ticker: "TEST" } });
  });

  it("is called on a day what it was called on it, else what it was called first", async () => {
    const name = async (day: string | null) => (await on(day).entityNames("company")).get("maker");
    expect(await Promise.all(["2024-01-01", "2026-03-01", "2026-06-01", null].map(name))).toEqual([
      "First name",
      "First name",
      "Second name",
      "Second name",
    ]);
  });
});

describe("a series", () => {
  it("is not found on a day on which nothing of it was known", async () => {
    await expect(on("2025-10-31").seriesByCode(CODE)).rejects.toMatchObject({ code: "not_found" });
    await expect(on("2025-10-31").seriesJson(CODE)).rejects.toThrow("was known on 2025-10-31");
    expect((await on("2025-11-01").seriesByCode(CODE)).code).toBe(CODE);
    expect((await on(null).seriesByCode(CODE)).code).toBe(CODE);
  });

  it("has notes without what came later", async () => {
    const notes = async (day: string | null) =>
      (await on(day).vintages({ dataset: "hbm-share" })).map((one) => one.note);
    expect(await notes("2026-03-31")).toEqual(["as first reported"]);
    expect(await notes(null)).toEqual(["as first reported; cut by the same publisher in April 2026"]);
    const { vintages } = await on("2026-03-31").trace({ series: CODE, period: "2025-07-01" });
    expect(vintages[0]?.note).toBe("as first reported");
  });
});

describe("releases and freshness", () => {
  it("are those of the day", async () => {
    const then = on("2026-01-01");
    expect(await then.releases({ dataset: "hbm-share", limit: 5 })).toEqual([]);
    const fresh = (await then.freshness()).find((one) => one.dataset === "hbm-share");
    expect(fresh).toMatchObject({ observations: 1, release: 0, releasedAt: null });
    expect(await on(null).releases({ dataset: "hbm-share", limit: 5 })).toHaveLength(1);
  });
});
