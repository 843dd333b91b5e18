import { dayBefore } from "@/lib/kernel/days";
import { daysBetween } from "@/lib/kernel/format";
import type { Observation } from "@/lib/store/rows";
import { median } from "@/lib/models/price-level";
import { observedCell, observedPoint } from "../cells";
import type { ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { leads, nothingKnown, type PriceData } from "./data";
import { dim } from "./market";
import { sourceCell } from "./source-cell";
import { codeLabel, counted, dollars, kindWords, tenorAdjective, UNIT } from "./words";
import { statusToSay } from "../telling/status-words";

const DRAWN_MOST = 8;
const SILENCE_LEAST_DAYS = 10;
const SILENCE_STEPS = 3;

/** What a published line is called: whose it is, its tenor, and the GPU as its publisher names it. */
const lineName = (data: PriceData, one: Observation): string =>
  `${data.label("provider", dim(one, "provider"))}, ${tenorAdjective(dim(one, "tenor"))}, ${data.label("gpu", dim(one, "gpu"))}`;

/** For how many days a line may be silent and go on: three times the days that usually lie between its values. */
function longestSilence(own: readonly Observation[]): number {
  const steps = own.slice(1).map((one, i) => daysBetween(own[i]?.period ?? one.period, one.period));
  return Math.max(SILENCE_LEAST_DAYS, SILENCE_STEPS * (median(steps) ?? 0));
}

/**
 * A publisher's values as one line, broken where it was silent, and where what it measures became another: other pools,
 * another panel. Two values for one day, such as the ends of a band, are no line.
 */
export function publishedLine(name: string, own: readonly Observation[]): ChartSeries {
  const silence = longestSilence(own);
  const points = own.flatMap((one, i): ChartPoint[] => {
    const point = observedPoint(one);
    const before = own[i - 1];
    if (!before) return [point];
    const isBroken = before.series !== one.series || daysBetween(before.period, one.period) > silence;
    return isBroken ? [{ x: dayBefore(one.period), y: null, status: "W" }, point] : [point];
  });
  const isOneADay = own.every((one, i) => one.period !== own[i - 1]?.period);
  return isOneADay && own.length > 1
    ? { key: name, name, shape: "line", points }
    : { key: name, name, shape: "points", points: own.map(observedPoint) };
}

const SILENT = new Set(["not-stated"]);

function rowOf(data: PriceData, one: Observation): Row {
  const detail = ["offer", "region"]
    .filter((key) => !SILENT.has(dim(one, key)))
    .map((key) => data.label(key, dim(one, key)));
  return {
    on: { value: one.period },
    who: { value: data.label("provider", dim(one, "provider")) },
    gpu: { value: data.label("gpu", dim(one, "gpu")) },
    tenor: { value: codeLabel("tenor", dim(one, "tenor")) },
    price: observedCell(one),
    detail: { value: detail.join(", ") },
    publisher: { value: data.label("publisher", dim(one, "publisher")) },
    known: { value: one.knownAt.slice(0, 10) },
    origin: sourceCell(data, one.source),
  };
}

/** ` (estimate)`; nothing of what has happened. */
const kindOf = ({ status }: Observation): string => (statusToSay(status) ? ` (${statusToSay(status)})` : "");

/**
 * The newest value that somebody can look up, with its line and day; of a line that has several for the day, such as the
 * ends of a band, from where to where they go.
 */
function findingOf(data: PriceData, inOrder: readonly Observation[], kind: "index" | "commentary"): string {
  const newest = inOrder.findLast((one) => leads(data, one));
  const lines = new Set(inOrder.map((one) => lineName(data, one))).size;
  const count = counted(lines, kind === "index" ? "published line" : "commentator");
  if (!newest) return inOrder.length > 0 ? `${count}, none of which can be looked up` : `No ${kindWords(kind).prices}`;
  const name = lineName(data, newest);
  const own = inOrder.filter((one) => one.period === newest.period && lineName(data, one) === name);
  const values = own.flatMap((one) => one.value ?? []);
  const [low, high] = [dollars(Math.min(...values)), dollars(Math.max(...values))];
  const kinds = [...new Set(own.map(kindOf))].join("");
  return `${name}: ${low === high ? low : `${low} to ${high}`} on ${newest.period}${kinds}, of ${count}`;
}

/** Indices that others publish about any variant of the GPU, each a line of its own; or what they said of its price. */
export function publishedFigure(data: PriceData): Figure {
  const kind = data.view.kind === "commentary" ? "commentary" : "index";
  const chosen = data.family.filter((one) => dim(one, "kind") === kind && one.value !== null);
  const inOrder = chosen.toSorted((a, b) => a.period.localeCompare(b.period));
  const names = [...new Set(inOrder.map((one) => lineName(data, one)))];
  const lines = names.map((name) =>
    publishedLine(
      name,
      inOrder.filter((one) => lineName(data, one) === name),
    ),
  );
  const longest = lines.toSorted((a, b) => b.points.length - a.points.length).slice(0, DRAWN_MOST);
  const { prices } = kindWords(kind);
  const title = findingOf(data, inOrder, kind);
  const part = lines.length > DRAWN_MOST ? ` The chart draws ${DRAWN_MOST} of ${lines.length}; the table has all.` : "";
  return {
    id: "published",
    title,
    subtitle: `${UNIT}, ${prices} on any variant of the GPU, as published`,
    chart:
      longest.length > 0
        ? { x: "time", unit: UNIT, decimals: 2, log: data.view.log === "1", series: longest, summary: `${title}.` }
        : null,
    table: {
      columns: [
        { key: "on", label: "Day", kind: "day" },
        { key: "who", label: kind === "index" ? "Index" : "Who", kind: "text" },
        { key: "gpu", label: "GPU", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "price", label: "Level", kind: "number", unit: UNIT, decimals: 2 },
        { key: "detail", label: "Detail", kind: "text" },
        { key: "publisher", label: "Published by", kind: "text" },
        { key: "known", label: "Known since", kind: "day" },
        { key: "origin", label: "Source", kind: "text" },
      ],
      rows: inOrder.toReversed().map((one) => rowOf(data, one)),
    },
    note: `They measure different things, segment, tenor and screening, and are neither averaged nor mixed with prices of providers.${part}`,
    ...(chosen.length === 0
      ? {
          empty: nothingKnown(
            data,
            kind === "index" ? "published index of this GPU" : "comment on the price of this GPU",
          ),
        }
      : {}),
  };
}
