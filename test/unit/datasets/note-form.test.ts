import { describe, expect, it } from "vitest";
import { runChecks } from "@/lib/datasets/checks";
import { defineDataset } from "@/lib/datasets/define";
import { formAsked } from "@/lib/datasets/note-form";
import { holdsOwnWords, relayedGuidance } from "@/lib/datasets/own-words";

const dataset = defineDataset({
  slug: "constructed-claims",
  code: "CONSTRUCTED",
  title: "Constructed claims",
  description: "Constructed.",
  dimensions: {
    words: { label: "Whose words", codes: { own: "Own words", relayed: "Relayed" } },
    scope: {
      label: "Scope",
      codes: {
        total: "Total",
        computed: "Computed",
        yoy: "On the year before",
        additional: "Additional",
        board: "Board",
      },
    },
    span: { label: "Span", codes: { year: "Year", "trailing-year": "Trailing" } },
  },
  measures: {
    gpus: { label: "GPUs", unit: "GPUs", frequency: "day", nature: "stock", aggregate: "none", decimals: 0 },
    share: { label: "Share", unit: "%", frequency: "day", nature: "share", aggregate: "none", decimals: 0 },
  },
  checks: [{ rule: "own-words", over: "words", own: "own" }],
  view: { chart: { shape: "points", measure: "gpus", by: ["scope"] } },
  staleAfterDays: 10,
  licence: "Constructed.",
  methodologyVersion: "1.0.0",
  methodology: "Constructed for this test, and about nothing at all.",
});

const about = (note: string, value: number | null, dims: Record<string, string> = {}, ends = {}) =>
  formAsked(dataset, {
    measure: "gpus",
    dims: { words: "relayed", scope: "total", span: "year", ...dims },
    value,
    note,
    ...ends,
  });

describe("what a note says of its number", () => {
  it.each([
    ["more than", 250_000],
    ["S-1: more than 250,000 GPUs", 250_000],
    ["over 0.25M", 250_000],
    ["at least (day inferred)", 30e9],
    ["exceeds 1 trillion", 1e12],
    ["6 GW+ gross per release", 6000],
    ["above $600 a part", 600],
    ["passed $1bn four months later", 1e9],
    ["no fewer than 5,000 machines", 5000],
    ["≥250,000", 250_000],
    ["in excess of 1.5 GW", 1500],
    ["not less than 250,000", 250_000],
    ["250,000 or more", 250_000],
    ["250 MW of power and above", 250],
    ["250,000 GPUs and up", 250_000],
    ["250,000 plus", 250_000],
    ["at least ~250,000", 250_000],
    ["more than approximately 250,000", 250_000],
    ["min. 250,000", 250_000],
  ])("asks for a floor where “%s” stands beside a value", (note, value) => {
    expect(about(note, value)).toMatch(/floor/);
    expect(about(note, null, {}, { low: value })).toBeNull();
  });

  it.each([
    ["up to; with stock", 11.9e9],
    ["up to 1M TPUs", 1e6],
    ["at most", 70e9],
    ["expansion up to 75 MW", 75],
    ["no more than 40%", 40],
    ["<= 12 months", 12],
    ["max 250,000", 250_000],
  ])("asks for a ceiling where “%s” stands beside a value", (note, value) => {
    expect(about(note, value)).toMatch(/ceiling/);
    expect(about(note, null, {}, { high: value })).toBeNull();
  });

  it.each([
    ["midpoint of 46-49", 47.5],
    ["mid point of what was said", 250_000],
    ["mean of 200,000 and 300,000", 250_000],
    ["120 to 180 MW; the high end", 180],
    ["$17.4B to $19.4B", 17.4e9],
    ["range 60-65", 62],
  ])("asks for two ends where “%s” stands beside a value", (note, value) => {
    expect(about(note, value)).not.toBeNull();
  });

  it.each([
    ["Google backstop; up to 7.0B with options", 3e9],
    ["more than $1B a year on average", 15e9],
    ["growth of 22% after 84% in 2026", 920e9],
    ["from 55 MW to 200 MW by 2028", 200],
    ["about 850 MW", 850],
    ["second series, see above", 850],
    ["no less clear than 850", 850],
    ["", 5],
  ])("leaves “%s” alone, which is about something else", (note, value) => {
    expect(about(note, value)).toBeNull();
  });

  it("asks for a dimension that says how a figure was made", () => {
    expect(about("own calculation: total less the rest", 5)).toMatch(/computed/);
    expect(about("own calculation: total less the rest", 5, { scope: "computed" })).toBeNull();
    expect(about("LTM at 2026-09-02", 5)).toMatch(/trailing/);
    expect(about("LTM at 2026-09-02", 5, { span: "trailing-year" })).toBeNull();
    expect(about("additional capacity through 2027", 60)).toMatch(/additional/);
    expect(about("additional capacity through 2027", 60, { scope: "additional" })).toBeNull();
    expect(about("the figure counts two GPUs and one CPU", 13_500)).toMatch(/board/);
  });

  it("keeps absolute figures from standing under a change", () => {
    expect(about("consumption, +237% on the year", 6e9, { scope: "yoy" })).toMatch(/absolute/);
  });
});

describe("guidance", () => {
  it("is in a filing, a release or a transcript, and in nothing else", () => {
    for (const kind of ["filing", "press_release", "press release", "transcript"])
      expect(holdsOwnWords({ kind })).toBe(true);
    for (const kind of ["news", "research", "dataset", "analyst transcript notes"])
      expect(relayedGuidance({ key: "paper", kind, publisher: "A newspaper" })).toMatch(/own words.*paper/);
  });

  it("has its status where the words are the company's own, and there alone", () => {
    const row = (words: string, status: "G" | "F") => ({
      dataset: dataset.slug,
      measure: "gpus",
      dims: { words, scope: "total", span: "year" },
      period: "2026-01-01",
      value: 5,
      status,
      source: "constructed",
    });
    expect(runChecks(dataset, [row("own", "G"), row("relayed", "F")], "2026-12-01")).toEqual([]);
    const found = runChecks(dataset, [row("relayed", "G"), row("own", "F")], "2026-12-01");
    expect(found.map((one) => [one.rule, one.blocking])).toEqual([
      ["own-words", true],
      ["own-words", true],
    ]);
  });
});
