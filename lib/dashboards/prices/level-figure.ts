import { formatChange, formatMonth } from "@/lib/kernel/format";
import type { ChartPoint, ChartSeries, ChartSpec, Figure } from "../figure";
import { marketName, nothingKnown, type PriceData } from "./data";
import { pinsOf } from "./events";
import { levelFinding } from "./level-words";
import { levelTable, votePoint } from "./level-table";
import { assessedLevels, type Market, statusIn } from "./market";
import { matchedValues, shownSources, shownValues } from "./shown-values";
import { kindWords, tenorAdjective, UNIT } from "./words";

function medianLine(data: PriceData, market: Market): ChartSeries {
  const several = data.gpus.length > 1;
  const { values } = shownValues(market, data.view);
  const quartiles = new Map(market.levels.map((level) => [level.month, level.quartiles]));
  const band = data.view.show === "level" && !several;
  const points = values.map(({ month, value }): ChartPoint => {
    const range = band ? { low: quartiles.get(month)?.q1 ?? null, high: quartiles.get(month)?.q3 ?? null } : {};
    const sources = value === null ? [] : shownSources(market, data.view, month);
    return { x: month, y: value, status: statusIn(month, data.today), sources, ...range };
  });
  const known = points.filter((one) => one.y !== null).length;
  // A line through months of which most are missing would be a few specks: boxes show each for itself.
  const shape = band && known * 2 < points.length ? "range" : "line";
  return {
    key: several ? market.gpu : market.segment,
    name: several ? data.label("gpu", market.gpu) : "Median",
    shape,
    points,
    band: shape === "line" && band,
  };
}

/** What stands beside the median of one GPU: every provider's vote, or the change at the same providers. */
function besideMedian(data: PriceData, market: Market): ChartSeries[] {
  if (data.gpus.length > 1) return [];
  if (data.view.show === "level") {
    const points = market.levels.flatMap((level) => level.votes.map((vote) => votePoint(vote, level.month)));
    return [{ key: "single-providers", name: "Single providers", shape: "points", muted: true, points }];
  }
  const points = matchedValues(market, data.view).map(({ month, value }): ChartPoint => ({
    x: month,
    y: value,
    status: "A",
    sources: value === null ? [] : shownSources(market, data.view, month),
  }));
  return points.length > 0 ? [{ key: "same-providers", name: "Same providers", shape: "line", points }] : [];
}

const LEAST_DRAWN = 3;

const drawn = (series: ChartSeries): number => series.points.filter((one) => one.y !== null).length;

function chartOf(data: PriceData, markets: readonly Market[], title: string): ChartSpec | null {
  const first = markets[0];
  if (!first) return null;
  const { unit, decimals } = shownValues(first, data.view);
  const series = markets
    .flatMap((market) => [...besideMedian(data, market), medianLine(data, market)])
    .filter((one) => drawn(one) > 0);
  const log = data.view.log === "1" && (data.view.show === "level" || data.view.show === "index");
  // Two points are read faster than drawn.
  if (series.every((one) => drawn(one) < LEAST_DRAWN)) return null;
  return { x: "time", unit, decimals, log, series, pins: pinsOf(data, markets), summary: `${title}.` };
}

/** The finding in terms of what is shown. */
function titleOf(data: PriceData, name: string, market: Market | undefined): string {
  if (!market || data.view.show === "level") return levelFinding(name, market);
  const shown = shownValues(market, data.view);
  const newest = shown.values.findLast((one) => one.value !== null);
  if (!newest || newest.value === null) return `${name}: no month assessed (${shown.words})`;
  const when = formatMonth(newest.month);
  if (data.view.show === "index") return `${name} at ${newest.value.toFixed(0)} in ${when} (${shown.words})`;
  return `${name}: ${formatChange(newest.value)} in ${when} (${shown.words})`;
}

const NOTES = {
  level:
    "Median with its quartiles as a shade or box; grey marks: single providers, one vote each a month. No median where fewer than 3 providers spoke; nothing is carried forward.",
  change:
    "“Same providers” is the geometric mean of the price ratios of those in both months: nobody's coming or going moves it. A month is a gap unless it and the one before were assessed.",
  year: "“Same providers” is the geometric mean of the price ratios of those in both months: nobody's coming or going moves it. A month is a gap unless it and the same month a year before were assessed.",
  index:
    "Of medians: a month is a gap where fewer than 3 providers spoke. Providers come and go, which moves a median without any price having moved.",
} as const;

/** The level of one segment and tenor over time; of several variants of a GPU one line each. */
export function levelFigure(data: PriceData, segment: string, tenor: string): Figure {
  const markets = data.markets.filter((one) => one.segment === segment && one.tenor === tenor);
  const several = data.gpus.length > 1;
  const leading = markets.find((one) => assessedLevels(one).length > 0) ?? markets[0];
  const name = marketName(several && leading ? { gpuName: data.label("gpu", leading.gpu) } : data, segment, tenor);
  const title = titleOf(data, name, leading);
  const shown = leading ? shownValues(leading, data.view) : null;
  const what = shown
    ? `${shown.unit === UNIT ? UNIT : shown.unit === "%" ? "%" : "Index"}, ${kindWords(data.view.kind).prices}`
    : "";
  const note = several
    ? "Each variant is assessed apart: medians of at least 3 providers, one vote each a month. No line where fewer spoke."
    : NOTES[data.view.show];
  return {
    id: `level-${segment}-${tenor}`,
    title,
    subtitle: shown
      ? `${what}; ${shown.words}, monthly${data.view.region === "all" ? "" : `; region ${data.label("region", data.view.region)}`}`
      : "",
    chart: chartOf(data, markets, title),
    table: levelTable(data, markets),
    note,
    ...(markets.length === 0
      ? {
          empty: nothingKnown(
            data,
            `${tenorAdjective(tenor)} price of ${data.gpuName} in this segment, kind and region`,
          ),
        }
      : {}),
  };
}
