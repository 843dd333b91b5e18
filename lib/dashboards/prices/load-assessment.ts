import { levelSeries, markOf } from "@/lib/indices/headline-level";
import { z } from "zod";
import type { Reader } from "@/lib/access/reader";
import { AppError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import { formatInstant } from "@/lib/kernel/format";
import type { ExplainedRow } from "@/lib/store/assessments";
import type { Figure, Row, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { parameters, parametersHash } from "@/lib/models/price-index/parameters";
import { rateCardPart } from "./explained-rate-card";
import { indexSource, stateWords } from "./index-words";
import { PRICES } from "./view";
import { codeLabel, dollars, tenorAdjective, UNIT } from "./words";

/** Which value is to be explained. */
export const AssessmentView = z.object({
  gpu: Slug.default("h100-sxm"),
  segment: Slug.default("neocloud"),
  tenor: Slug.default("on-demand"),
  day: z.union([z.literal(""), Day]).default(""),
});
export type AssessmentView = z.infer<typeof AssessmentView>;

const Explanation = z.object({
  failed: z.array(z.string()),
  alarm: z.string().nullable(),
  unpublished: z.number().nullable(),
  votes: z.array(z.object({ provider: z.string(), price: z.number(), share: z.number() })),
  inputs: z.array(
    z.object({
      series: z.string(),
      provider: z.string(),
      route: z.string(),
      tier: z.string(),
      price: z.number(),
      normalised: z.number(),
      factors: z.number(),
      ageHours: z.number(),
    }),
  ),
  exclusions: z.array(
    z.object({ provider: z.string(), series: z.string(), price: z.number(), rule: z.string(), why: z.string() }),
  ),
});
type Explanation = z.infer<typeof Explanation>;

export type AssessmentModel = {
  title: string;
  subtitle: string;
  figures: SourcedFigure[];
  parameters: string;
  hash: string;
};

const priced = (key: string, label: string) => ({ key, label, kind: "number", unit: UNIT, decimals: 3 }) as const;
const words = (key: string, label: string) => ({ key, label, kind: "text" }) as const;
const number = (key: string, label: string, decimals: number, unit?: string) =>
  ({ key, label, kind: "number", decimals, ...(unit ? { unit } : {}) }) as const;

const dayOf = (ageHours: number, day: string): string =>
  new Date(Date.parse(day) - ageHours * 3_600_000).toISOString().slice(0, 10);

/** By which version of the index a cell was computed. */
type Computed = { sources: string[] };

type Names = (provider: string) => string;

function votesFigure({ votes, failed }: Explanation, name: Names, computed: Computed): Figure {
  const rows = votes
    .toSorted((a, b) => b.share - a.share)
    .map(({ provider, price, share }): Row => ({
      provider: { value: name(provider) },
      price: { value: price, derivation: "median of the provider's own normalised prices", ...computed },
      share: { value: share * 100, derivation: "tier × age, capped", ...computed },
    }));
  return {
    id: "votes",
    title: `${votes.length} ${votes.length === 1 ? "provider has" : "providers have"} a vote`,
    subtitle: `${UNIT}; one vote each, weights add up to 100 %`,
    chart: null,
    table: {
      columns: [
        words("provider", "Provider"),
        priced("price", "Price at the reference"),
        number("share", "Weight", 1, "%"),
      ],
      rows,
    },
    note: failed.length > 0 ? `Gates that were not passed: ${failed.join("; ")}.` : "Every gate was passed.",
    ...(rows.length === 0 ? { empty: "Nobody has a vote." } : {}),
  };
}

/** The source of the price that a series has for the newest period up to a day, as a cell carries it. */
type SourceOf = (series: string, until: string) => { source?: string };

/** Reads where the prices are from that entered or were left out; of none without a right to the prices. */
async function readSources(
  reader: Reader,
  { tenor }: AssessmentView,
  { inputs, exclusions }: Explanation,
): Promise<SourceOf> {
  if (!reader.may(PRICES)) return () => ({});
  const wanted = new Set([...inputs, ...exclusions].map((one) => one.series));
  const prices = await reader.observations({ dataset: PRICES, measure: "price", where: { tenor } });
  const newestFirst = prices.filter((one) => wanted.has(one.series)).toReversed();
  return (series, until) => {
    const found = newestFirst.find((one) => one.series === series && one.period <= until);
    return found ? { source: found.source } : {};
  };
}

function inputsFigure(
  { inputs }: Explanation,
  day: string,
  name: Names,
  sourceOf: SourceOf,
  computed: Computed,
): Figure {
  const rows = inputs.map(({ series, provider, route, tier, price, normalised, factors, ageHours }): Row => {
    const seen = dayOf(ageHours, day);
    return {
      provider: { value: name(provider) },
      seen: { value: seen },
      price: { value: price, ref: { series, period: seen }, ...sourceOf(series, seen) },
      normalised: { value: normalised, derivation: `${factors} factors to the reference`, ...computed },
      tier: { value: Number(tier), derivation: "1 concluded, 2 can be taken, 3 published list", ...computed },
      route: { value: route },
      age: { value: ageHours / 24, derivation: "days before the value's day", ...computed },
    };
  });
  return {
    id: "inputs",
    title: `${inputs.length} ${inputs.length === 1 ? "price" : "prices"} entered`,
    subtitle: `${UNIT}; each leads to where it came from`,
    chart: null,
    table: {
      columns: [
        words("provider", "Provider"),
        { key: "seen", label: "Seen", kind: "day" },
        priced("price", "Price"),
        priced("normalised", "At the reference"),
        number("tier", "Tier", 0),
        words("route", "Route"),
        number("age", "Age, days", 0),
      ],
      rows,
    },
    ...(rows.length === 0 ? { empty: "No price entered." } : {}),
  };
}

function exclusionsFigure({ exclusions }: Explanation, day: string, name: Names, sourceOf: SourceOf): Figure {
  const rows = exclusions.map(({ provider, price, rule, why, series }): Row => ({
    provider: { value: name(provider) },
    price: { value: price, ...sourceOf(series, day) },
    rule: { value: rule },
    why: { value: why },
    series: { value: series },
  }));
  return {
    id: "exclusions",
    title: `${exclusions.length} left out, each by its rule`,
    subtitle: UNIT,
    chart: null,
    table: {
      columns: [
        words("provider", "Provider"),
        priced("price", "Price"),
        words("rule", "Rule"),
        words("why", "Why"),
        words("series", "Series"),
      ],
      rows,
    },
    ...(rows.length === 0 ? { empty: "Nothing was left out." } : {}),
  };
}

function revisionsFigure(all: readonly ExplainedRow[]): Figure {
  return {
    id: "revisions",
    title: all.length === 1 ? "It was published once" : `It was published ${all.length} times; every revision stays`,
    subtitle: UNIT,
    chart: null,
    table: {
      columns: [
        number("revision", "Revision", 0),
        words("published", "Published"),
        priced("value", "Level"),
        words("state", "State"),
        words("reason", "Reason"),
        words("note", "Note"),
        words("inputs", "Inputs, SHA-256"),
      ],
      rows: all.map((row): Row => ({
        revision: { value: row.revision, derivation: "0 is the first", sources: [indexSource(row.version)] },
        published: { value: formatInstant(row.publishedAt) },
        value:
          row.value === null
            ? { value: null, text: "withheld" }
            : {
                value: row.value,
                status: markOf[row.status],
                source: indexSource(row.version),
                ref: { series: levelSeries(row, "assessed"), period: row.day },
              },
        state: { value: stateWords[row.status] },
        reason: { value: row.reason },
        note: { value: row.note },
        inputs: { value: row.inputHash.slice(0, 16) },
      })),
    },
  };
}

/** What an assessed day rests on, and what it says of itself. */
function assessedPart(all: readonly ExplainedRow[], newest: ExplainedRow, name: Names, sourceOf: SourceOf) {
  const explanation = Explanation.parse(newest.explanation);
  const computed = { sources: [indexSource(newest.version)] };
  return {
    words: newest.value === null ? "not assessed" : `${dollars(newest.value)}, ${stateWords[newest.status]}`,
    subtitle: newest.note.replace(/\.$/, ""),
    figures: [
      votesFigure(explanation, name, computed),
      inputsFigure(explanation, newest.day, name, sourceOf, computed),
      exclusionsFigure(explanation, newest.day, name, sourceOf),
      revisionsFigure(all),
    ],
  };
}

/**
 * The assessed level as the reader may see it: the prices behind it are of another dataset, and for who reads that one as
 * early as the index.
 */
function withoutPrices(reader: Reader, part: ReturnType<typeof assessedPart>): ReturnType<typeof assessedPart> {
  if (reader.may(PRICES) && reader.delayDays(PRICES) <= reader.delayDays("gpu-price-index")) return part;
  return { ...part, figures: part.figures.filter((one) => one.id === "revisions") };
}

/** The newest day of a market that has either level. */
async function newestDay(reader: Reader, { gpu, segment, tenor }: AssessmentView): Promise<string | null> {
  const assessed = await reader.assessments({ gpus: [gpu] });
  const cards = await reader.rateCards({ gpus: [gpu], segment, tenor, newest: true });
  const days = [...assessed.filter((row) => row.segment === segment && row.tenor === tenor), ...cards];
  return days.map((row) => row.day).reduce<string | null>((best, one) => (best && best > one ? best : one), null);
}

/**
 * One day of the index with all that it rests on: its assessed level where it has one, and the posted prices that stand.
 * Throws not_found for a day with neither.
 */
export async function loadAssessment(reader: Reader, view: AssessmentView): Promise<AssessmentModel> {
  const { gpu, segment, tenor } = view;
  const day = view.day || (await newestDay(reader, view)) || reader.asOfDay;
  const clouds = await reader.entityNames("cloud");
  const name: Names = (provider) => clouds.get(provider) ?? codeLabel("provider", provider);
  const all = day ? await reader.explanations({ gpu, segment, tenor, day }) : [];
  const newest = all[0];
  const card = day && reader.may(PRICES) ? await rateCardPart(reader, { gpu, segment, tenor }, day, name) : null;
  if (!day || (!newest && !card))
    throw new AppError(
      "not_found",
      `The index of ${gpu}, ${segment}, ${tenor} has no value${view.day ? ` for ${view.day}` : ""}.`,
    );
  const gpus = await reader.entityNames("accelerator");
  const sourceOf = newest ? await readSources(reader, view, Explanation.parse(newest.explanation)) : () => ({});
  const assessed = newest ? withoutPrices(reader, assessedPart(all, newest, name, sourceOf)) : null;
  const parts = [assessed, card].filter((one) => one !== null);
  const lead = newest?.value === null ? parts.toReversed() : parts;
  return {
    title: `${gpus.get(gpu) ?? gpu} index, ${codeLabel("segment", segment).toLowerCase()}, ${tenorAdjective(tenor)}, ${day}: ${lead.map((one) => one.words).join("; ")}`,
    subtitle: [UNIT, `method ${newest?.version ?? parameters.version}`, ...lead.map((one) => one.subtitle)].join("; "),
    figures: lead.flatMap((one) => one.figures).map(withSources),
    parameters: JSON.stringify(newest?.parameters ?? parameters, null, 2),
    hash: newest?.parametersHash ?? parametersHash(parameters),
  };
}
