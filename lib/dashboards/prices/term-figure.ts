import { formatChange } from "@/lib/kernel/format";
import { LEAST_PROVIDERS, median, newestVotes, quartiles } from "@/lib/models/price-level";
import type { Cell, ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { marketKey } from "@/lib/models/price-index/market";
import { hasIndex, marketName, nothingKnown, type PriceData } from "./data";
import { basisWords } from "./level-facts";
import { voteCell, votePoint } from "./level-table";
import { type Market, type PriceVote, sourcesOf, TENORS } from "./market";
import { codeLabel, counted, kindWords, notAssessed, UNIT } from "./words";

/** A level with its quartiles, what it is, and what it rests on. */
type Level = { median: number; q1: number | null; q3: number | null; who: string; words: string; sources: string[] };

/**
 * One tenor of one segment on the chosen day: the newest votes within the window, and a level: the index's own where it
 * has one, else the median of the votes from three on.
 */
type Stop = { market: Market; votes: PriceVote[]; level: Level | null };

/** The index's level of a market on a day; null where it has none that is published or can be recomputed for it. */
function indexedOn(data: PriceData, market: Market, on: string): Level | null {
  const found = data.levels.get(marketKey(market));
  if (!found) return null;
  const { facts, days } = found;
  const sources = [...facts.sources];
  if (on >= facts.day)
    return {
      median: facts.value,
      q1: facts.low,
      q3: facts.high,
      who: "Index",
      words: `index, ${facts.day}, ${basisWords(facts)}`,
      sources,
    };
  const card = days.find((one) => one.day === on);
  if (!card || card.value === null) return null;
  return {
    median: card.value,
    q1: card.low,
    q3: card.high,
    who: "Index",
    words: `index, rate card of ${on}, grade ${card.grade}`,
    sources,
  };
}

function medianOf(
  data: PriceData,
  market: Market,
  votes: readonly PriceVote[],
  on: string,
  days: number,
): Level | null {
  const level = votes.length < LEAST_PROVIDERS ? null : quartiles(votes.map((vote) => vote.price));
  if (!level) return null;
  const words = `median of the newest ${kindWords(market.kind).prices} of ${counted(votes.length, "provider")} in the ${days} days to ${on}; range: quartiles`;
  return { ...level, who: "Median of providers", words, sources: sourcesOf(votes) };
}

function stopsOf(data: PriceData, on: string, days: number): Stop[] {
  const markets = data.markets.filter((one) => data.view.segment === "all" || one.segment === data.view.segment);
  return markets.flatMap((market): Stop[] => {
    const votes = newestVotes(market.quotes, on, days);
    const level = hasIndex(data, market) ? indexedOn(data, market, on) : medianOf(data, market, votes, on, days);
    return votes.length === 0 && !level ? [] : [{ market, votes, level }];
  });
}

/** A tenor below an axis, where words of the definition would not stand beside each other. */
const shortTenor = (tenor: string): string =>
  tenor === "reserved" ? "Reserved" : codeLabel("tenor", tenor).replace(/ months?$/, " mo");

const lineOf = (data: PriceData, { gpu, segment }: Market): string =>
  data.gpus.length > 1 ? `${codeLabel("segment", segment)}, ${data.label("gpu", gpu)}` : codeLabel("segment", segment);

function seriesOf(data: PriceData, stops: readonly Stop[]): ChartSeries[] {
  const names = [...new Set(stops.map((stop) => lineOf(data, stop.market)))];
  const all = names.flatMap((name): ChartSeries[] => {
    const own = stops.filter((stop) => lineOf(data, stop.market) === name);
    const { segment = name, gpu = "" } = own[0]?.market ?? {};
    const key = data.gpus.length > 1 ? `${segment}-${gpu}` : segment;
    const levels = own.flatMap(({ market, level }): ChartPoint[] =>
      level === null
        ? []
        : [
            {
              x: shortTenor(market.tenor),
              y: level.median,
              low: level.q1,
              high: level.q3,
              status: "A",
              sources: level.sources,
            },
          ],
    );
    const singles = own.flatMap(({ market, level, votes }): ChartPoint[] =>
      level !== null ? [] : votes.map((vote) => votePoint(vote, shortTenor(market.tenor))),
    );
    // Of several variants only the medians: single prices of all of them could not be told apart.
    if (data.gpus.length > 1) return [{ key, name, shape: "range", points: levels }];
    return [
      { key, name: `${name}, level`, shape: "range", points: levels },
      { key: `${key}-single`, name: `${name}, single prices`, shape: "points", points: singles },
    ];
  });
  return all.filter((series) => series.points.length > 0);
}

function rowsOf(data: PriceData, { market, votes, level }: Stop): Row[] {
  const about = {
    gpu: { value: data.label("gpu", market.gpu) },
    segment: { value: codeLabel("segment", market.segment) },
    tenor: { value: codeLabel("tenor", market.tenor) },
  };
  const seen = votes.flatMap((vote) => vote.quotes.map((one) => one.day));
  const price: Cell = level
    ? {
        value: level.median,
        low: level.q1,
        high: level.q3,
        status: "A",
        derivation: level.words,
        sources: level.sources,
      }
    : { value: null, text: notAssessed(votes.length), sources: sourcesOf(votes) };
  const first: Row = {
    ...about,
    who: { value: level?.who ?? "Median of providers" },
    price,
    providers: {
      value: votes.length,
      derivation: "number of providers with a price in the window",
      sources: sourcesOf(votes),
    },
    seen: { value: seen.toSorted().at(-1) ?? null },
  };
  const single = votes.map((vote): Row => ({
    ...about,
    who: { value: data.label("provider", vote.provider) },
    price: voteCell(vote),
    providers: { value: null, text: "" },
    seen: { value: vote.quotes[0]?.day ?? null },
  }));
  return [first, ...single];
}

type Discount = { stop: Stop; percent: number; providers: number };

/** What a term costs against on demand at the providers that quote both in the window; null under three of them. */
function discountOf(onDemand: Stop, stop: Stop): Discount | null {
  const base = new Map(onDemand.votes.map((vote) => [vote.provider, vote.price]));
  const ratios = stop.votes.flatMap(({ provider, price }) => {
    const at = base.get(provider);
    return at === undefined || at <= 0 ? [] : [price / at];
  });
  const ratio = ratios.length < LEAST_PROVIDERS ? null : median(ratios);
  return ratio === null ? null : { stop, percent: 100 * (ratio - 1), providers: ratios.length };
}

const isTerm = ({ market }: Stop): boolean => market.tenor.startsWith("m");

/**
 * The finding: what the longest term that three providers quote beside on demand costs against it, at those alone. Medians
 * of two sets of providers are never held against each other.
 */
function titleOf(data: PriceData, stops: readonly Stop[], on: string): string {
  for (const onDemand of stops.filter((stop) => stop.market.tenor === "on-demand")) {
    const { gpu, segment } = onDemand.market;
    const own = stops.filter((stop) => isTerm(stop) && stop.market.gpu === gpu && stop.market.segment === segment);
    const found = own.flatMap((stop) => discountOf(onDemand, stop) ?? []).at(-1);
    if (!found) continue;
    const name = marketName({ gpuName: data.label("gpu", gpu) }, segment, found.stop.market.tenor);
    return `${name}: ${formatChange(found.percent, 0)} against on demand at the ${found.providers} providers that quote both, ${on}`;
  }
  const count = stops.filter((stop) => stop.level !== null).length;
  const rest = count < stops.length ? `, ${count === 0 ? "all" : "the others"} of single prices` : "";
  return `${data.gpuName} by tenor, newest prices up to ${on}: ${count} of ${counted(stops.length, "market")} with a level${rest}`;
}

/** Price by tenor on one day, segment by segment, from each provider's newest price in a window before it. */
export function termFigure(data: PriceData): Figure {
  const on = data.view.on || data.today;
  const days = Number(data.view.window);
  const stops = stopsOf(data, on, days);
  const title = titleOf(data, stops, on);
  const used = new Set(stops.map((stop) => stop.market.tenor));
  const categories = TENORS.filter((tenor) => used.has(tenor)).map(shortTenor);
  const log = data.view.log === "1";
  return {
    id: "term",
    title,
    subtitle: `${UNIT}, ${kindWords(data.view.kind).prices}; newest price of each provider in the ${days} days to ${on}`,
    chart:
      stops.length > 0
        ? {
            x: "category",
            categories,
            unit: UNIT,
            decimals: 2,
            log,
            series: seriesOf(data, stops),
            summary: `${title}.`,
          }
        : null,
    table: {
      columns: [
        ...(data.gpus.length > 1 ? [{ key: "gpu", label: "GPU", kind: "text" } as const] : []),
        { key: "segment", label: "Segment", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "who", label: "Whose", kind: "text" },
        { key: "price", label: "Price", kind: "number", unit: UNIT, decimals: 2 },
        { key: "providers", label: "Providers", kind: "number", decimals: 0 },
        { key: "seen", label: "Seen", kind: "day" },
      ],
      rows: stops.flatMap((stop) => rowsOf(data, stop)),
    },
    note: "Level with quartiles as a bar: the index's where it has one, else the median of at least 3 providers; below that the single prices. Tenors are not joined by a line: other providers stand behind each.",
    ...(stops.length === 0
      ? { empty: nothingKnown(data, `price of ${data.gpuName} seen in the ${days} days to ${on}`) }
      : {}),
  };
}
