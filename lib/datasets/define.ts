import { z } from "zod";
import { EntityKind } from "@/lib/entities/kinds";
import { Frequency } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import type { ProposedObservation } from "./proposal";

const Key = z.string().regex(/^[a-z][a-z0-9_]*$/, "a key has lower-case letters, digits and underscores");

/**
 * What tells two series of a dataset apart. Its values are entities of one kind, or codes listed here; an open list
 * takes any further slug, which is its own label.
 */
const Dimension = z.union([
  z.strictObject({ label: z.string(), entity: EntityKind }),
  z.strictObject({ label: z.string(), codes: z.record(Slug, z.string()), open: z.boolean().optional() }),
]);
export type Dimension = z.infer<typeof Dimension>;

/**
 * What is measured. `unit` may name a dimension in braces (`{currency}`), whose label then takes its place.
 * `aggregate` is the only way in which values of different series may be combined; `none` refuses all.
 * `ranks` names the steps of an ordinal scale, from its lowest. `actual` says from when on a value may be actual: once
 * its period is over, or within it, where the measure is what somebody saw or said in the course of the period.
 */
const Measure = z.strictObject({
  label: z.string(),
  unit: z.string(),
  frequency: Frequency,
  nature: z.enum(["stock", "flow", "price", "share", "ratio", "rank"]),
  aggregate: z.enum(["sum", "median", "last", "none"]),
  decimals: z.number().int().min(0).max(6),
  min: z.number().optional(),
  max: z.number().optional(),
  ranks: z.record(z.string().regex(/^\d+$/), z.string()).optional(),
  actual: z.enum(["after-period", "within-period"]).default("after-period"),
});
export type Measure = z.infer<typeof Measure>;

/** What is wrong with a proposed batch, or with one value of it. A blocking finding stops its publication. */
export type Finding = {
  rule: string;
  message: string;
  blocking: boolean;
  place?: { series: string; period: string } | null;
};

/** Values of the series that differ only in `over` must add up to `total` within `tolerance`, each period and known_at. */
const PartsCheck = z.strictObject({
  rule: z.literal("parts"),
  measure: Key,
  over: Key,
  total: z.number(),
  tolerance: z.number(),
  onlyAbove: z.boolean().default(false),
});
/** No actual before its period ends. It holds for every dataset; a definition may say so. */
const NoFutureActuals = z.strictObject({ rule: z.literal("no-future-actuals") });
/** Guidance is what a company itself said: status G where `over` is `own`, and nowhere else. */
const OwnWordsCheck = z.strictObject({ rule: z.literal("own-words"), over: Key, own: Slug });
const Check = z.discriminatedUnion("rule", [PartsCheck, NoFutureActuals, OwnWordsCheck]);
export type Check = z.infer<typeof Check>;

/**
 * What a connector's proposal has to pass before it is published by itself; what does not is held for an analyst.
 * Ratios and moves are of natural size: 0.4 is a move of 40 %.
 */
const Gate = z.strictObject({
  /** A batch in which most values changed by one of these factors, within 2 %, changed its unit and not its prices. */
  unitSwitch: z
    .strictObject({ factors: z.array(z.number().positive()), share: z.number(), least: z.number().int() })
    .optional(),
  /** A value that moved further than this against the newest one of its series. */
  move: z.strictObject({ most: z.number().positive(), withinDays: z.number().int().positive() }).optional(),
  /** Fewer than this share of those who contributed in the last `withinDays` days. */
  contributors: z.strictObject({ over: Key, leastShare: z.number(), withinDays: z.number().int() }).optional(),
  /** One contributor behind more than this share of what a group moved, where the group moved at least by `fromMove`. */
  singleDriver: z
    .strictObject({
      over: Key,
      within: z.array(Key),
      mostShare: z.number(),
      fromMove: z.number(),
      least: z.number().int(),
    })
    .optional(),
  /** Values of one code that have to lie below those of another, all else alike: spot below on demand. */
  below: z.strictObject({ key: Key, value: Slug, than: Slug }).optional(),
  /** An actual that comes longer than this after its own day is a history filled in afterwards. */
  backfill: z.strictObject({ afterDays: z.number().int().positive() }).optional(),
  /** Values that mean "none" or "unknown" in some sources and never a price. */
  sentinels: z.array(z.number()).default([]),
  /** What is plausible where the dimensions are these; the measure's own bounds hold besides. */
  bounds: z.array(z.strictObject({ where: z.record(Key, z.string()), min: z.number(), max: z.number() })).default([]),
  /** Values of a dimension that leave open what is meant, for a connector's batch that also has the exact ones. */
  ambiguous: z.strictObject({ key: Key, values: z.record(Slug, z.array(Slug)) }).optional(),
  /** Lines of companies' statements, held against the quarters and years around them. */
  statement: z
    .strictObject({
      /** The dimension that says how a value came, which of its codes are filed or computed from filings, and which is computed. */
      over: Key,
      filed: z.array(Slug),
      derived: Slug,
      quarter: Key,
      year: Key,
      /** The lines whose level does not jump: a derived quarter so many times its neighbours, or a part of them, is looked at. */
      steady: z.strictObject({ key: Key, values: z.array(Slug) }),
      far: z.number().positive(),
      /** So many times its neighbours is another order of magnitude, whatever the line. */
      order: z.number().positive(),
      /** After so many values of one sign another one is looked at. */
      signFlipAfter: z.number().int().positive(),
      /** How far four quarters may be from their year: a share of it, or an amount where that is more. */
      sumWithin: z.strictObject({ share: z.number(), amount: z.number() }),
    })
    .optional(),
});
export type Gate = z.infer<typeof Gate>;

/** How any page shows the dataset when nobody asked for something else. */
const View = z.strictObject({
  chart: z.strictObject({
    shape: z.enum(["lines", "points", "bars"]),
    measure: Key,
    by: z.array(Key).min(1),
    where: z.record(Key, z.string()).default({}),
  }),
  filters: z.array(Key).default([]),
});

/** Names that no dataset takes, since the studio's own pages stand where its grid would. */
const TAKEN = new Set(["catalogue", "drafts", "refresh", "sources", "entities", "calendar", "history"]);

export const DatasetDefinition = z
  .strictObject({
    slug: Slug.refine((slug) => !TAKEN.has(slug), "a page of the studio has that name"),
    code: z.string().regex(/^[A-Z][A-Z0-9_]*$/, "a series code prefix has capitals, digits and underscores"),
    title: z.string(),
    description: z.string(),
    page: z.string().startsWith("/").optional(),
    dimensions: z.record(Key, Dimension),
    measures: z.record(Key, Measure).refine((all) => Object.keys(all).length > 0, "a dataset measures something"),
    checks: z.array(Check).default([]),
    /**
     * What its actuals are: `observed` is what a source saw itself, such as a price on a list; `reported` is what somebody
     * said of themselves, so that a relay of it is not actual before that report is cited; `own` is neither.
     */
    actuals: z.enum(["observed", "reported", "own"]).default("own"),
    /** Numbers that are less sure than their source, such as computed ones, and why in words. */
    lessSure: z.array(z.strictObject({ where: z.record(Key, z.string()), why: z.string() })).default([]),
    gate: Gate.prefault({}),
    view: View,
    staleAfterDays: z.number().int().positive(),
    licence: z.string(),
    methodology: z.string().min(40),
    methodologyVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
    starter: z.string().optional(),
  })
  .superRefine((dataset, context) => {
    const { chart, filters } = dataset.view;
    const known = new Set(Object.keys(dataset.dimensions));
    const unknown = [...chart.by, ...Object.keys(chart.where), ...filters].filter((key) => !known.has(key));
    for (const key of unknown) context.addIssue({ code: "custom", message: `the view names no dimension: ${key}` });
    const measures = [chart.measure, ...dataset.checks.flatMap((c) => (c.rule === "parts" ? [c.measure] : []))];
    for (const key of measures)
      if (!(key in dataset.measures)) context.addIssue({ code: "custom", message: `no measure is called ${key}` });
  });
export type DatasetDefinition = z.infer<typeof DatasetDefinition>;
export type DatasetInput = z.input<typeof DatasetDefinition>;

/** A check written as code: looks at a whole proposed batch of one dataset. */
export type BatchCheck = (batch: readonly ProposedObservation[]) => Finding[];

/** Checks a definition and returns it with its defaults. Throws a ZodError that names what is wrong with it. */
export function defineDataset(input: DatasetInput): DatasetDefinition {
  return DatasetDefinition.parse(input);
}
