import { formatChange } from "@/lib/kernel/format";
import { observedCell } from "../cells";
import type { Figure, Row } from "../figure";
import { sourcesIn } from "../figure-sources";
import { marketName, nothingKnown, type PriceData } from "./data";
import { dayOf } from "../event-pins";
import { cutsOf } from "./events";
import type { Market } from "./market";
import { sourceCell } from "./source-cell";
import { dollars, UNIT } from "./words";

function reportedRows(data: PriceData): Row[] {
  return data.events.map((event) => ({
    on: { value: dayOf(event.occurredOn), text: event.occurredOn },
    kind: { value: event.kind },
    what: { value: event.title },
    price: { value: null, text: "" },
    known: { value: event.knownAt.slice(0, 10) },
    origin: sourceCell(data, event.source),
  }));
}

function cutRows(data: PriceData, markets: readonly Market[]): Row[] {
  return markets.flatMap((market) =>
    cutsOf(market).map(({ before, after, percent }): Row => {
      const where = marketName({ gpuName: data.label("gpu", market.gpu) }, market.segment, market.tenor);
      const words = `${data.label("provider", after.provider)} ${dollars(before.price)} to ${dollars(after.price)} (${formatChange(percent, 0)}), ${where}`;

      return {
        on: { value: after.day },
        kind: { value: "price cut, by our prices" },
        what: {
          value: words,
          derivation: `seen between ${before.day} and ${after.day}`,
          sources: sourcesIn([before.observation, after.observation]),
        },
        price: observedCell(after.observation),
        known: { value: after.observation.knownAt.slice(0, 10) },
        origin: sourceCell(data, after.observation.source),
      };
    }),
  );
}

/** What is pinned on the charts: launches and price changes that somebody reported, and cuts in the prices shown. */
export function eventsFigure(data: PriceData, markets: readonly Market[]): Figure {
  const reported = reportedRows(data);
  const cuts = cutRows(data, markets);
  const rows = [...reported, ...cuts].toSorted((a, b) => String(b["on"]?.value).localeCompare(String(a["on"]?.value)));
  const newest = rows[0];
  return {
    id: "events",
    title: newest
      ? `Latest: ${String(newest["what"]?.value)}, ${newest["on"]?.text ?? String(newest["on"]?.value)}`
      : "No launch or price cut",
    subtitle: `Launches and price changes of ${data.gpuName}; the charts pin those within their span, of the cuts the four deepest`,
    chart: null,
    table: {
      columns: [
        { key: "on", label: "When", kind: "period" },
        { key: "kind", label: "Kind", kind: "text" },
        { key: "what", label: "What", kind: "text" },
        { key: "price", label: "New price", kind: "number", unit: UNIT, decimals: 2 },
        { key: "known", label: "Known since", kind: "day" },
        { key: "origin", label: "Source", kind: "text" },
      ],
      rows,
    },
    note: "A cut by our prices is a fall of 10 % or more between two prices in a row of one offer, seen at most 100 days apart; its day is that of the lower price. Spot prices are left out.",
    ...(rows.length === 0 ? { empty: nothingKnown(data, `launch or price cut of ${data.gpuName}`) } : {}),
  };
}
