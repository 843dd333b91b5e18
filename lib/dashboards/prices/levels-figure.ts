import { formatMonth } from "@/lib/kernel/format";
import { monthsBefore } from "@/lib/models/price-change";
import type { Cell, Figure, Row } from "../figure";
import { type AssessedLevel, assessedLevels, type Market, sourcesOf, statusIn } from "./market";
import { hasIndex, nothingKnown, type PriceData } from "./data";
import { levelDerivation, sinceThen } from "./level-words";
import { sameOffers, shownSources } from "./shown-values";
import { codeLabel, counted, kindWords, notAssessed, UNIT } from "./words";

/** How prices of the same offers moved to the newest assessed month from the month or the year before. */
function changeCell(data: PriceData, market: Market, newest: AssessedLevel | undefined, show: "change" | "year"): Cell {
  if (!newest) return { value: null, text: "" };
  const count = show === "year" ? 12 : 1;
  const step = sameOffers(market, count).find((one) => one.month === newest.month);
  if (!step || step.value === null) return { value: null, text: notAssessed(step?.providers ?? 0) };
  return {
    value: step.value,
    sources: shownSources(market, { ...data.view, show }, newest.month),
    derivation: `geometric mean of the price ratios of the same offers of ${counted(step.providers, "provider")} in ${formatMonth(monthsBefore(newest.month, count))} and ${formatMonth(newest.month)}`,
  };
}

/** The page with this market's chart alone. */
function chartHref({ view }: PriceData, { gpu, segment, tenor, kind }: Market): string {
  const chosen = { gpu, segment, tenor, kind, region: view.region };
  return `/prices?${new URLSearchParams(chosen).toString()}`;
}

function rowOf(data: PriceData, market: Market): Row {
  const assessed = assessedLevels(market);
  const newest = assessed.at(-1);
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
    change: changeCell(data, market, newest, "change"),
    year: changeCell(data, market, newest, "year"),
    since: { value: newest ? sinceThen(market, newest) : "" },
  };
}

/** The newest monthly median of every segment and tenor of which the index says no level. */
export function levelsFigure(data: PriceData): Figure {
  const { gpuName, view } = data;
  const markets = data.markets.filter((one) => !hasIndex(data, one));
  // Beside the index's levels a market without any is no news.
  const shown = data.levels.size > 0 ? markets.filter((one) => assessedLevels(one).length > 0) : markets;
  const rows = shown.map((market) => rowOf(data, market));
  const count = markets.filter((market) => assessedLevels(market).length > 0).length;
  const { prices } = kindWords(view.kind);
  return {
    id: "levels",
    title: `${gpuName}: ${count} of ${counted(markets.length, "market")}${data.levels.size > 0 ? " without an index level" : ""} ever had 3 providers in a month`,
    subtitle: `${UNIT}, ${prices}; newest month of each segment and tenor with 3 providers, median with quartiles`,
    chart: null,
    table: {
      columns: [
        ...(data.gpus.length > 1 ? [{ key: "gpu", label: "GPU", kind: "text" } as const] : []),
        { key: "segment", label: "Segment", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "level", label: "Level", kind: "number", unit: UNIT, decimals: 2 },
        { key: "providers", label: "Providers", kind: "number", decimals: 0 },
        { key: "month", label: "Month", kind: "period" },
        { key: "change", label: "On the month before, same offers", kind: "number", unit: "%", decimals: 1 },
        { key: "year", label: "On the year before, same offers", kind: "number", unit: "%", decimals: 1 },
        { key: "since", label: "Not assessed since", kind: "text" },
      ],
      rows,
    },
    note: "A provider has one vote a calendar month: the median of its own prices of that month for that GPU, segment, tenor and price kind, over its offers, regions and publishers. The level is the median of the votes, the range their quartiles (R type 7: linear interpolation), from 3 providers on. Changes are those of the same offers seen in both months, the geometric mean over at least 3 providers, so that nobody's coming or going moves them. Prices paid in full beforehand have no vote. Segments, tenors, variants and price kinds are never mixed.",
    ...(rows.length === 0 ? { empty: nothingKnown(data, `price of ${gpuName} in this choice`) } : {}),
  };
}
