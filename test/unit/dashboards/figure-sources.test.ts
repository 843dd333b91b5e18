import { expect, test } from "vitest";
import type { Figure } from "@/lib/dashboards/figure";
import { withSources } from "@/lib/dashboards/figure-sources";
import { cloudsFigure } from "@/lib/dashboards/neoclouds/clouds-figure";
import { CloudsView } from "@/lib/dashboards/neoclouds/view";
import type { Entity, Observation } from "@/lib/store/rows";

// Everything here is constructed.
const figure: Figure = {
  id: "f",
  title: "",
  subtitle: "",
  chart: {
    x: "time",
    unit: "USD",
    decimals: 0,
    summary: "",
    series: [
      {
        key: "a",
        name: "A",
        shape: "line",
        points: [{ x: "2026-01-01", y: 1, status: "A", source: "drawn", sources: ["rate"] }],
      },
    ],
    pins: [{ on: "2026-01-01", label: "Launch", source: "launch" }],
  },
  table: {
    columns: [{ key: "value", label: "Value", kind: "number" }],
    rows: [
      { value: { value: 1, source: "stored", sources: ["stored", "rate"] }, hidden: { value: 2, source: "hidden" } },
      { value: { value: 3, sources: ["part-1", "part-2"] } },
    ],
  },
};

test("a figure's sources are those of the cells it lists, the points it draws and its pins, once each", () => {
  expect(withSources(figure).sources).toEqual(["stored", "rate", "part-1", "part-2", "drawn", "launch"]);
});

test("a figure that shows nothing has no source", () => {
  expect(withSources({ ...figure, chart: null, table: { columns: [], rows: [] } }).sources).toEqual([]);
});

const cloud: Entity = {
  kind: "cloud",
  slug: "whole",
  name: "Whole",
  aliases: [],
  formerly: ["merged"],
  attributes: { status: "active", kind: "neocloud" },
  described: true,
  verified: true,
  knownAt: "2026-01-01T00:00:00.000Z",
  knownSince: "2026-01-01T00:00:00.000Z",
  source: "roster",
  note: null,
};
const fleet = (slug: string, state: string, source: string): Observation => ({
  series: `FLEET.${slug}.${state}`,
  measure: "power",
  dims: { cloud: slug, state, site: "all-sites", gpu: "all-models", basis: "reported" },
  unit: "MW",
  frequency: "day",
  period: "2026-01-01",
  periodEnd: null,
  periodLabel: null,
  value: 10,
  low: null,
  high: null,
  status: "A",
  confidence: null,
  knownAt: "2026-01-02T00:00:00.000Z",
  source,
  note: null,
});

test("the clouds' figure names the sources of merged clouds, of ratings and of the roster, however many", () => {
  const others = Array.from({ length: 60 }, (_, at) => ({ ...cloud, slug: `c${at}`, formerly: [], source: null }));
  const rated = { ...fleet("whole", "installed", "rating"), series: "TIER.whole" };
  const { sources } = withSources(
    cloudsFigure(
      {
        clouds: [cloud, ...others],
        fleets: [
          fleet("merged", "installed", "under-former-name"),
          ...others.map(({ slug }) => fleet(slug, "contracted", `source-of-${slug}`)),
        ],
        tiers: new Map([["whole", { tier: rated, current: true }]]),
        telling: { staleAfterDays: 120, asOf: new Date("2026-11-24T12:00:00Z"), leads: () => true },
        names: { site: new Map(), gpu: new Map() },
      },
      CloudsView.parse({}),
    ),
  );
  expect(sources).toEqual(expect.arrayContaining(["roster", "under-former-name", "rating", "source-of-c59"]));
  expect(sources).toHaveLength(63);
});
