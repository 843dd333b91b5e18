import { describe, expect, it } from "vitest";
import { cloudsFigure } from "@/lib/dashboards/neoclouds/clouds-figure";
import { cloudsTitle } from "@/lib/dashboards/neoclouds/clouds-title";
import { existingBy } from "@/lib/dashboards/neoclouds/cohort";
import { holdsMedal, standingTiers, tierCell, tierNow } from "@/lib/dashboards/neoclouds/standing-tiers";
import { CloudsView } from "@/lib/dashboards/neoclouds/view";
import type { Entity, Observation } from "@/lib/store/rows";

/** Constructed: one statement about an imaginary cloud's whole installed power. */
function fleet(cloud: string, value: number | null, change: Partial<Observation> = {}): Observation {
  return {
    series: `CONSTRUCTED.${cloud}`,
    measure: "power",
    unit: "MW",
    frequency: "day",
    period: "2026-06-30",
    periodEnd: null,
    periodLabel: null,
    value,
    low: null,
    high: null,
    status: "A",
    confidence: null,
    knownAt: "2026-07-01T00:00:00.000Z",
    source: "constructed",
    note: null,
    ...change,
    dims: {
      cloud,
      gpu: "all-models",
      state: "installed",
      site: "all-sites",
      basis: "reported",
      publisher: cloud,
      ...change.dims,
    },
  };
}

const cloud = (slug: string, change: Partial<Entity> = {}): Entity => ({
  kind: "cloud",
  slug,
  name: slug.toUpperCase(),
  aliases: [],
  formerly: [],
  described: true,
  attributes: { status: "active" },
  verified: true,
  knownAt: "2026-09-01T00:00:00.000Z",
  knownSince: "2026-09-01T00:00:00.000Z",
  source: "roster",
  note: null,
  ...change,
});

const asked = {
  unit: "MW",
  decimals: 0,
  filtered: false,
  telling: { staleAfterDays: 120, asOf: new Date("2026-11-24T12:00:00Z"), leads: () => true },
};
const four = ["a", "b", "c", "d"].map((slug) => cloud(slug));

describe("the title over all clouds", () => {
  const three = [fleet("a", 900), fleet("b", 500), fleet("c", 100, { period: "2026-03-31" })];

  it("says whose stated fleet is the largest, of how many and of when", () => {
    expect(cloudsTitle(four, three, asked)).toBe(
      "A states the largest installed fleet: 900 MW on 2026-06-30 (of 3 that state the whole of theirs, 2026-03-31 to 2026-06-30)",
    );
  });

  it("ranks nothing where something larger is known of another cloud, in whatever form", () => {
    const larger = [
      fleet("d", 5000, { dims: { gpu: "h100e" }, status: "E" }),
      fleet("d", 950, { dims: { site: "one-site" } }),
      fleet("d", null, { low: 900 }),
    ];
    for (const one of larger) expect(cloudsTitle(four, [...three, one], asked)).toMatch(/^[34] of 4 clouds tracked/);
  });

  it("ranks and quotes nobody of whom rivals say two things for one day", () => {
    const rival = fleet("a", 400, { dims: { publisher: "q" } });
    expect(cloudsTitle(four, [...three, rival], asked)).toBe(
      "3 of 4 clouds tracked on 2026-11-24 state a whole installed fleet in MW",
    );
    expect(cloudsTitle(four, [fleet("a", 900), rival], asked)).not.toContain("newest");
  });

  it("counts who states one where too few do, and quotes the newest with its date", () => {
    expect(cloudsTitle(four, three.slice(1), asked)).toBe(
      "2 of 4 clouds tracked on 2026-11-24 state a whole installed fleet in MW; newest: B, 500 MW on 2026-06-30",
    );
    expect(cloudsTitle(four, [], asked)).toBe(
      "4 clouds tracked on 2026-11-24, none with a figure of its own for its whole installed fleet in MW",
    );
  });

  it("quotes nothing that nobody can look up", () => {
    const telling = { ...asked.telling, leads: () => false };
    expect(cloudsTitle(four, three, { ...asked, telling })).toBe(
      "3 of 4 clouds tracked on 2026-11-24 state a whole installed fleet in MW",
    );
  });

  it("counts a cloud that was merged into another once", () => {
    const merged = [cloud("a", { formerly: ["c"] }), cloud("b")];
    expect(cloudsTitle(merged, [fleet("a", 900), fleet("b", 500), fleet("c", 100)], asked)).toMatch(/^2 of 2 clouds/);
  });
});

describe("what a cloud is rated now", () => {
  const tier = (slug: string, period: string, value: number): Observation =>
    fleet(slug, value, { measure: "tier", unit: "tier", period, periodLabel: period.slice(0, 4) });
  const ratings = [tier("a", "2025-11-06", 5), tier("b", "2026-09-23", 4), tier("c", "2026-09-23", 3)];

  it("is its tier in the newest edition; one of an older edition is named with it and is no medal now", () => {
    const tiers = standingTiers(ratings, four);
    expect(tierNow(tiers.get("a"))).toBe("not rated");
    expect(tierCell(tiers.get("a")).text).toBe("Gold (edition 2025)");
    expect(tierCell(tiers.get("b")).text).toBe("Silver");
    expect([...tiers.values()].filter(holdsMedal)).toHaveLength(2);
  });

  it("counts merged clouds once", () => {
    const tiers = standingTiers(ratings, [cloud("b", { formerly: ["c"] })]);
    expect([...tiers.values()].filter(holdsMedal)).toHaveLength(1);
    expect(tierNow(tiers.get("b"))).toBe("Silver");
  });
});

describe("the clouds of a past day", () => {
  it("are those founded, in the roster or with a number by then, and none that became known since", () => {
    const clouds = [
      cloud("founded", { attributes: { founded: "2019" } }),
      cloud("founded-then", { attributes: { founded: "2025" } }),
      cloud("in-roster", { knownSince: "2024-06-01T00:00:00.000Z" }),
      cloud("with-number", { formerly: ["older-name"] }),
      cloud("known-since"),
    ];
    const numbers = [
      fleet("older-name", 10, { period: "2024-03-31", knownAt: "2025-12-17T00:00:00.000Z" }),
      fleet("known-since", 10, { period: "2025-03-31", knownAt: "2025-12-17T00:00:00.000Z" }),
    ];
    const found = existingBy(clouds, numbers, "2024-12-31");
    expect(found.map((one) => one.cloud.slug)).toEqual(["founded", "in-roster", "with-number"]);
    expect(found.at(-1)?.shownBy).toMatchObject({ source: "constructed" });
  });
});

describe("the table of all clouds", () => {
  const data = (fleets: readonly Observation[]) => ({
    clouds: four.slice(0, 1),
    fleets,
    tiers: new Map<string, never>(),
    names: { site: new Map<string, string>(), gpu: new Map<string, string>() },
    telling: asked.telling,
  });
  const installed = (one: Observation) =>
    cloudsFigure(data([one]), CloudsView.parse({})).table.rows[0]?.["installed"]?.text;

  it("has the number of the cloud's own page: what can be looked up before what is newer and cannot", () => {
    const two = [fleet("a", 1500, { source: "lost" }), fleet("a", 590, { period: "2026-05-31" })];
    const leads = ({ source }: { source: string }) => source !== "lost";
    const telling = { ...asked.telling, leads };
    const cell = (fleets: Observation[]) =>
      cloudsFigure({ ...data(fleets), telling }, CloudsView.parse({})).table.rows[0]?.["installed"];
    expect(cell(two)?.value).toBe(590);
    expect(cell(two.slice(0, 1))?.value).toBe(1500);
  });

  it("writes the day beside a number that is older than the dataset's limit, whole or part", () => {
    expect(installed(fleet("a", 25, { period: "2024-12-31" }))).toBe("25 (2024-12-31)");
    expect(installed(fleet("a", null, { period: "2024-12-31", low: 250 }))).toBe("at least 250 (2024-12-31)");
    expect(installed(fleet("a", 25, { period: "2024-12-31", dims: { site: "one" } }))).toBe("25 part (2024-12-31)");
    expect(installed(fleet("a", 25, { period: "2026-09-30", knownAt: "2026-10-01T00:00:00.000Z" }))).toBeUndefined();
  });
});
