import type { ChartPoint, ChartSeries, ChartSpec, Figure } from "../figure";
import { hasIndex, marketName, nothingKnown, type PriceData } from "./data";
import { pinsOf } from "./events";
import { changeFinding, levelFinding, spreadFinding, variantsFinding } from "./level-words";
import { levelTable, votePoint } from "./level-table";
import { assessedLevels, type Market, statusIn } from "./market";
import { shownSources, shownValues } from "./shown-values";
import { kindWords, tenorAdjective, UNIT } from "./words";

function shownLine(data: PriceData, market: Market): ChartSeries {
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
    name: several ? data.label("gpu", market.gpu) : data.view.show === "level" ? "Median" : "Same offers",
    shape,
    points,
    band: shape === "line" && band,
  };
}

/** Every provider's vote of one GPU, beside the median. */
function singleProviders(data: PriceData, market: Market): ChartSeries[] {
  if (data.gpus.length > 1 || data.view.show !== "level") return [];
  const points = market.levels.flatMap((level) => level.votes.map((vote) => votePoint(vote, level.month)));
  return [{ key: "single-providers", name: "Single providers", shape: "points", muted: true, points }];
}

/** A market's lines. Where the index says what its level is, no median of ours stands beside it: one price, one number. */
function linesOf(data: PriceData, market: Market): ChartSeries[] {
  const lines = [...singleProviders(data, market), shownLine(data, market)];
  return hasIndex(data, market) && data.view.show === "level" && data.gpus.length === 1 ? lines.slice(0, 1) : lines;
}

const LEAST_DRAWN = 3;

const drawn = (series: ChartSeries): number => series.points.filter((one) => one.y !== null).length;

function chartOf(data: PriceData, markets: readonly Market[], title: string): ChartSpec | null {
  const first = markets[0];
  if (!first) return null;
  const { unit, decimals } = shownValues(first, data.view);
  const series = markets.flatMap((market) => linesOf(data, market)).filter((one) => drawn(one) > 0);
  const log = data.view.log === "1" && (data.view.show === "level" || data.view.show === "index");
  // Two points are read faster than drawn.
  if (series.every((one) => drawn(one) < LEAST_DRAWN)) return null;
  return { x: "time", unit, decimals, log, series, pins: pinsOf(data, markets), summary: `${title}.` };
}

/** The finding in terms of what is shown. */
function titleOf(data: PriceData, name: string, markets: readonly Market[], leading: Market | undefined): string {
  if (!leading) return levelFinding(name, leading);
  if (data.view.show !== "level") return changeFinding(name, data.view.show, shownValues(leading, data.view));
  if (data.gpus.length > 1) return variantsFinding(marketName(data, leading.segment, leading.tenor), markets);
  return hasIndex(data, leading) ? spreadFinding(name, leading) : levelFinding(name, leading);
}

const SAME =
  "The geometric mean over providers of the price ratios of those of their offers that were seen in both months: nobody's coming or going, and no other machine, moves it. ";

const NOTES = {
  level:
    "Median with its quartiles as a shade or box; grey marks: single providers, one vote each a month. No median where fewer than 3 providers spoke; nothing is carried forward.",
  indexed:
    "Each mark is what one provider listed in a month, the median over its offers. What the level of this market is stands in the index above; it goes by prices that still stand, these are prices that were seen.",
  change: `${SAME}A month is a gap unless 3 providers had a price then and in the month before.`,
  year: `${SAME}A month is a gap unless 3 providers had a price then and in the same month a year before.`,
  index: `Monthly changes put together. ${SAME}The chain ends where fewer than 3 providers had a price in two months in a row.`,
} as const;

/** The level of one segment and tenor over time; of several variants of a GPU one line each. */
export function levelFigure(data: PriceData, segment: string, tenor: string): Figure {
  const several = data.gpus.length > 1;
  const markets = data.markets.filter(
    (one) => one.segment === segment && one.tenor === tenor && !(several && hasIndex(data, one)),
  );
  const leading = markets.find((one) => assessedLevels(one).length > 0) ?? markets[0];
  const name = marketName(several && leading ? { gpuName: data.label("gpu", leading.gpu) } : data, segment, tenor);
  const title = titleOf(data, name, markets, leading);
  const shown = leading ? shownValues(leading, data.view) : null;
  const what = shown
    ? `${shown.unit === UNIT ? UNIT : shown.unit === "%" ? "%" : "Index"}, ${kindWords(data.view.kind).prices}`
    : "";
  const isIndexed = data.view.show === "level" && leading !== undefined && hasIndex(data, leading);
  const note = several
    ? "Each variant is assessed apart: medians of at least 3 providers, one vote each a month. No line where fewer spoke."
    : NOTES[isIndexed ? "indexed" : data.view.show];
  return {
    id: `level-${segment}-${tenor}`,
    title,
    subtitle: shown
      ? `${what}; ${isIndexed ? "each provider's own" : shown.words}, monthly${data.view.region === "all" ? "" : `; region ${data.label("region", data.view.region)}`}`
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
