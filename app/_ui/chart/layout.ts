import type { ChartSpec } from "@/lib/dashboards/figure";
import { fitted, NARROW, type Size, textWidth, WIDE } from "./look";
import { lastKnown, placeEnds, type PlacedPin, type Prepared } from "./prepare";
import { nameWithStatus } from "./status-words";

const LABEL_WIDTH_MOST = 230;
const LABELS_MOST = 12;
const PIN_ROWS_MOST = 2;
const NARROWEST = 320;
export const ROW_HEIGHT = 15;

export type PinText = PlacedPin & { text: string; row: number };

/** Where a chart's names go at one width: into the drawing, or under it as a list. */
export type Layout = {
  labels: "direct" | "list" | "none";
  labelWidth: number;
  pins: PinText[];
  pinsListed: boolean;
  pinRows: number;
};

/** A pin's number in plain digits: circled ones are missing from many fonts. */
export const pinNumber = (at: number): string => String(at + 1);

function stacksEndTogether({ series, categories }: Prepared): boolean {
  const last = categories.length - 1;
  return series.every(
    (one) => one.stack !== undefined && one.points.some((point) => point.at === last && (point.y ?? 0) > 0),
  );
}

function labelsOf(prepared: Prepared, width: number): Pick<Layout, "labels" | "labelWidth"> {
  const shown = prepared.series.filter((one) => lastKnown(one.points));
  const longest = shown.reduce((most, one) => Math.max(most, textWidth(nameWithStatus(one))), 0) + 14;
  const bars = shown.some((one) => one.shape === "bar");
  if (shown.length === 0 || (bars && shown.length === 1)) return { labels: "none", labelWidth: 0 };
  const direct = width >= NARROW && shown.length <= LABELS_MOST && longest <= Math.min(LABEL_WIDTH_MOST, width * 0.3);
  if (!direct || prepared.horizontal || (bars && !stacksEndTogether(prepared)))
    return { labels: "list", labelWidth: 0 };
  return { labels: "direct", labelWidth: longest };
}

/** Puts each text into the first row where it hits no other; null where it fits in none. */
function pinRowsOf(pins: readonly PlacedPin[], texts: readonly string[], px: (at: number) => number): PinText[] | null {
  const ends: number[] = [];
  const rows: PinText[] = [];
  for (const [i, pin] of pins.entries()) {
    const text = texts[i] ?? "";
    const half = textWidth(text) / 2 + 6;
    let row = ends.findIndex((end) => end <= px(pin.at) - half);
    if (row < 0) row = ends.length;
    if (row >= PIN_ROWS_MOST) return null;
    ends[row] = px(pin.at) + half;
    rows.push({ ...pin, text, row });
  }
  return rows;
}

/** The widest that a number gets where it stands for several pins. */
const GROUP_HALF = Math.max(textWidth("⑩–⑩"), textWidth("⑩–99")) / 2 + 6;

/**
 * Numbers where there are more pins than room: a pin that hits another in every row goes without a text of its own, and
 * the number before it becomes a span, such as ③–⑤.
 */
function groupedNumbers(pins: readonly PlacedPin[], px: (at: number) => number): PinText[] {
  const groups: { first: number; row: number }[] = [];
  const ends: number[] = [];
  const texts = pins.map((pin, i): PinText => {
    let row = ends.findIndex((end) => end <= px(pin.at) - GROUP_HALF);
    if (row < 0 && ends.length < PIN_ROWS_MOST) row = ends.length;
    if (row >= 0) {
      ends[row] = px(pin.at) + GROUP_HALF;
      groups.push({ first: i, row });
      return { ...pin, text: pinNumber(i), row };
    }
    return { ...pin, text: "", row: 0 };
  });
  for (const [n, { first }] of groups.entries()) {
    const last = (groups[n + 1]?.first ?? pins.length) - 1;
    const text = texts[first];
    if (text && last > first) text.text = `${pinNumber(first)}–${pinNumber(last)}`;
  }
  return texts;
}

function pinsOf(prepared: Prepared, width: number, plotWidth: number): Pick<Layout, "pins" | "pinsListed" | "pinRows"> {
  const { pins, axis, categories } = prepared;
  if (pins.length === 0) return { pins: [], pinsListed: false, pinRows: 0 };
  const [first, last] = (axis === "time" ? placeEnds(prepared) : null) ?? [-0.5, categories.length - 0.5];
  const px = (at: number) => ((at - first) / Math.max(last - first, 1)) * plotWidth;
  const words =
    width >= NARROW
      ? pinRowsOf(
          pins,
          pins.map((pin) => fitted(pin.label, 170)),
          px,
        )
      : null;
  const whole = words?.every((one) => one.text === one.label) ?? false;
  const numbers = pins.map((pin, i): PinText => ({ ...pin, text: pinNumber(i), row: 0 }));
  const texts =
    words ??
    pinRowsOf(
      pins,
      numbers.map((one) => one.text),
      px,
    ) ??
    groupedNumbers(pins, px);
  return { pins: texts, pinsListed: !whole, pinRows: Math.max(...texts.map((one) => one.row)) + 1 };
}

/**
 * Heights as near to the wanted ones as a least distance lets them be, in the given order of places, none below
 * `bottom` where they all fit above it.
 */
export function apart(wanted: readonly number[], distance: number, bottom: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).toSorted((a, b) => a.y - b.y || a.i - b.i);
  for (const [n, one] of order.entries()) one.y = Math.max(one.y, (order[n - 1]?.y ?? -Infinity) + distance);
  let limit = bottom;
  for (const one of order.toReversed()) {
    one.y = Math.min(one.y, limit);
    limit = one.y - distance;
  }
  const placed: number[] = [];
  for (const { y, i } of order) placed[i] = y;
  return placed;
}

/**
 * How a chart is laid out at a width. One answer for each of the three classes of width, which the style sheet has as
 * well: a name is in the drawing or in the list below, whoever draws it and however wide the box is within its class.
 */
export function layoutOf(prepared: Prepared, size: Size): Layout {
  const least = size.width < NARROW ? NARROWEST : size.width < WIDE ? NARROW : WIDE;
  const labels = labelsOf(prepared, least);
  return { ...labels, ...pinsOf(prepared, least, least - labels.labelWidth - 50) };
}

/** How high a chart is drawn: ranked bars take what their rows need, everything else a share of the width. */
export function heightOf(spec: ChartSpec, prepared: Prepared, width: number): number {
  if (!prepared.horizontal) return width < NARROW ? 300 : 360;
  const groups = spec.series.some((one) => one.stack) ? 1 : Math.max(1, spec.series.length);
  const wrapped = prepared.categories.some((one) => textWidth(one) > categoryWidth(width));
  const row = groups === 1 ? (wrapped ? 34 : 24) : groups * 14 + 10;
  return Math.min(1600, 56 + row * Math.max(1, prepared.categories.length));
}

/** How much room the names of ranked bars get. */
export const categoryWidth = (width: number): number => Math.min(240, Math.round(width * 0.38));
