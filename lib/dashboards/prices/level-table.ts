import { formatMonth } from "@/lib/kernel/format";
import type { Cell, ChartPoint, Column, Row, TableModel } from "../figure";
import { observedCell } from "../cells";
import { hasIndex, type PriceData } from "./data";
import { levelDerivation, voteDerivation } from "./level-words";
import { type Market, type PriceVote, sourcesOf, statusIn } from "./market";
import { shownSources, type ShownValue, type ShownValues, shownValues } from "./shown-values";
import type { PricesView } from "./view";
import { counted, notAssessed, UNIT } from "./words";

/** A vote that is one stored price leads back to it; one over several says of how many it is the median. */
export function voteCell(vote: PriceVote): Cell {
  const only = vote.quotes.length === 1 ? vote.quotes[0] : undefined;
  if (only) return observedCell(only.observation);
  return { value: vote.price, status: "A", derivation: voteDerivation(vote), sources: sourcesOf([vote]) };
}

/** A vote as a mark in a chart, which leads back to its price where it is one. */
export function votePoint(vote: PriceVote, x: string): ChartPoint {
  const { ref } = voteCell(vote);
  return { x, y: vote.price, status: "A", sources: sourcesOf([vote]), ...(ref ? { ref } : {}) };
}

function shownCell(
  market: Market,
  view: PricesView,
  month: string,
  { words }: ShownValues,
  one: ShownValue | undefined,
): Cell {
  const value = one?.value ?? null;
  if (value === null) return { value, ...(one?.providers ? { text: notAssessed(one.providers) } : {}) };
  const at = one?.providers === undefined ? "" : ` at ${counted(one.providers, "provider")}`;
  return { value, derivation: `${words}${at}`, sources: shownSources(market, view, month) };
}

function rowsOf(data: PriceData, market: Market, shown: ShownValues, withVotes: boolean): Row[] {
  const values = new Map(shown.values.map((one) => [one.month, one]));
  return market.levels.toReversed().flatMap((level): Row[] => {
    const { month, votes, quartiles } = level;
    const about = { month: { value: month, text: formatMonth(month) }, gpu: { value: data.label("gpu", market.gpu) } };
    const derivation = levelDerivation(level, market.kind);
    const median: Row = {
      ...about,
      who: { value: "Median of providers" },
      price: {
        ...(quartiles
          ? { value: quartiles.median, low: quartiles.q1, high: quartiles.q3, status: statusIn(month, data.today) }
          : { value: null, text: notAssessed(votes.length) }),
        derivation,
        sources: sourcesOf(votes),
      },
      providers: {
        value: votes.length,
        derivation: "number of providers with a price in that month",
        sources: sourcesOf(votes),
      },
      shown: shownCell(market, data.view, month, shown, values.get(month)),
    };
    if (!withVotes) return [median];
    const own = hasIndex(data, market) ? [] : [median];
    const single = votes.map((vote): Row => ({
      ...about,
      who: { value: data.label("provider", vote.provider) },
      price: voteCell(vote),
      providers: { value: null, text: "" },
      shown: { value: null, text: "" },
    }));
    return [...own, ...single];
  });
}

/**
 * The months of one segment and tenor, newest first: the median of each, and below it the votes that it is made of; of a
 * market whose level the index says the votes alone.
 */
export function levelTable(data: PriceData, markets: readonly Market[]): TableModel {
  const { show } = data.view;
  const several = data.gpus.length > 1;
  const tables = markets.map((market) => ({ market, shown: shownValues(market, data.view) }));
  const first = tables[0]?.shown;
  const words = first?.words ?? "";
  const extra: Column[] =
    show === "level" || !first
      ? []
      : [
          {
            key: "shown",
            label: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
            kind: "number",
            unit: first.unit,
            decimals: first.decimals,
          },
        ];
  return {
    columns: [
      { key: "month", label: "Month", kind: "period" },
      ...(several ? [{ key: "gpu", label: "GPU", kind: "text" } as const] : []),
      { key: "who", label: "Whose", kind: "text" },
      { key: "price", label: "Price", kind: "number", unit: UNIT, decimals: 2 },
      { key: "providers", label: "Providers", kind: "number", decimals: 0 },
      ...extra,
    ],
    rows: tables.flatMap(({ market, shown }) => rowsOf(data, market, shown, !several && show === "level")),
  };
}
