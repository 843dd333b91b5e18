import { formatMonth } from "@/lib/kernel/format";
import { matchedChange } from "@/lib/models/price-change";
import type { Cell, Figure, Row } from "../figure";
import { type AssessedLevel, assessedLevels, type Market, sourcesOf, statusIn } from "./market";
import { nothingKnown, type PriceData } from "./data";
import { changeOnBefore, levelDerivation, sinceThen } from "./level-words";
import { codeLabel, kindWords, notAssessed, UNIT } from "./words";

const sourcesOfBoth = (newest: AssessedLevel | undefined, before: AssessedLevel): string[] =>
  sourcesOf([...(newest?.votes ?? []), ...before.votes]);

function changeCell(newest: AssessedLevel | undefined, before: AssessedLevel | undefined): Cell {
  const value = changeOnBefore(newest, before);
  if (value === null || !before) return { value: null, derivation: "there is no assessed month before" };
  return {
    value,
    derivation: `against the median of ${formatMonth(before.month)}, the assessed month before`,
    sources: sourcesOfBoth(newest, before),
  };
}

function matchedCell(newest: AssessedLevel | undefined, before: AssessedLevel | undefined): Cell {
  if (!newest || !before) return { value: null, derivation: "there is no assessed month before" };
  const { providers, percent } = matchedChange(before.votes, newest.votes);
  if (percent === null) return { value: null, text: notAssessed(providers) };
  return {
    value: percent,
    sources: sourcesOfBoth(newest, before),
    derivation: `geometric mean of the price ratios of the ${providers} providers in both ${formatMonth(before.month)} and ${formatMonth(newest.month)}`,
  };
}

/** The page with this market's chart alone. */
function chartHref({ view }: PriceData, { gpu, segment, tenor, kind }: Market): string {
  const chosen = { gpu, segment, tenor, kind, region: view.region };
  return `/prices?${new URLSearchParams(chosen).toString()}`;
}

function rowOf(data: PriceData, market: Market): Row {
  const assessed = assessedLevels(market);
  const [newest, before] = [assessed.at(-1), assessed.at(-2)];
  const shown = newest ?? market.levels.at(-1);
  const derivation = shown ? levelDerivation(shown, market.kind) : "no price known";
  const sources = sourcesOf(shown?.votes ?? []);
  const level: Cell = newest
    ? {
        value: newest.quartiles.median,
        low: newest.quartiles.q1,
        high: newest.quartiles.q3,
        status: statusIn(newest.month, data.today),
        derivation,
        sources,
      }
    : { value: null, text: notAssessed(shown?.votes.length ?? 0), derivation, sources };
  return {
    gpu: { value: data.label("gpu", market.gpu) },
    segment: { value: codeLabel("segment", market.segment), href: chartHref(data, market) },
    tenor: { value: codeLabel("tenor", market.tenor) },
    level,
    providers: {
      value: shown?.votes.length ?? 0,
      derivation: "number of providers with a price in that month",
      sources,
    },
    month: { value: shown?.month ?? null, text: shown ? formatMonth(shown.month) : "n/a" },
    change: changeCell(newest, before),
    matched: matchedCell(newest, before),
    since: { value: newest ? sinceThen(market, newest) : "" },
  };
}

/** The newest level of every segment and tenor in which the GPU has prices: a table, since they are no one price. */
export function levelsFigure(data: PriceData): Figure {
  const { markets, gpuName, view } = data;
  const rows = markets.map((market) => rowOf(data, market));
  const count = markets.filter((market) => assessedLevels(market).length > 0).length;
  const { prices } = kindWords(view.kind);
  return {
    id: "levels",
    title: `${gpuName}: ${count} of ${rows.length} markets have ever had the 3 providers that a level needs`,
    subtitle: `${UNIT}, ${prices}; newest assessed month of each segment and tenor, median with quartiles`,
    chart: null,
    table: {
      columns: [
        ...(data.gpus.length > 1 ? [{ key: "gpu", label: "GPU", kind: "text" } as const] : []),
        { key: "segment", label: "Segment", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "level", label: "Level", kind: "number", unit: UNIT, decimals: 2 },
        { key: "providers", label: "Providers", kind: "number", decimals: 0 },
        { key: "month", label: "Month", kind: "period" },
        { key: "change", label: "Change", kind: "number", unit: "%", decimals: 1 },
        { key: "matched", label: "Change, same providers", kind: "number", unit: "%", decimals: 1 },
        { key: "since", label: "Not assessed since", kind: "text" },
      ],
      rows,
    },
    note: "A provider has one vote a calendar month: the median of its own prices of that month for that GPU, segment, tenor and price kind, over its offers, regions and publishers. The level is the median of the votes, the range their quartiles (R type 7: linear interpolation), from 3 providers on. Changes are on the assessed month before; “same providers” is the geometric mean of the price ratios of those in both months, so that nobody's coming or going moves it. Prices paid in full beforehand have no vote. Segments, tenors, variants and price kinds are never mixed.",
    ...(rows.length === 0 ? { empty: nothingKnown(data, `price of ${gpuName} in this choice`) } : {}),
  };
}
