import type { DatasetDefinition } from "./define";
import type { ProposedObservation } from "./proposal";

type Noted = Pick<ProposedObservation, "dims" | "measure" | "value" | "low" | "high" | "note">;

const FLOOR =
  /(?:at least|(?<!\bno )(?<!\bnot )(?:more|greater) than|not? (?:less|fewer) than|over|(?<!\bsee )above|north of|in excess of|exceed(?:s|ed|ing)?|upwards? of|floor(?::| of)?|minimum(?: of)?|min\.|surpass(?:es|ed|ing)?|passed|lower bound|≥|>=?)/;
const CEILING =
  /(?:up to|at most|not? (?:more|greater) than|as (?:much|many) as|ceiling(?: of)?|capped at|maximum(?: of)?|(?<!\bsee )below|under|(?<!\bnot? )(?:less|fewer) than|max(?:\.|(?= \d))|upper bound|≤|<=?)/;
/** A number with its scale, and what may stand before it: `$1.2bn`, `250,000`, `30%`. */
const NUMBER =
  /(?:(?:about|roughly|some|around|approximately|approx\.|circa|well) |[~≈]\s?)?(?:US)?[$€]?(\d[\d,]*(?:\.\d+)?)/;
const BARE = /\s*(?:$|[;,.)]|\()/;
const RANGE = new RegExp(
  `(?<!from )${NUMBER.source}\\s?[A-Za-z%]{0,3}\\s?(?:-|–|to)\\s?(?:US)?[$€]?(\\d[\\d,]*(?:\\.\\d+)?)`,
  "g",
);

/** The digits of a number without its scale: 250,000 and 0.25M are both 25, so that units need not be known. */
function digits(number: number | string): string {
  const text = typeof number === "number" ? Math.abs(number).toPrecision(12) : number;
  return text
    .replace(/e.*$/i, "")
    .replace(/[^\d]/g, "")
    .replace(/^0+|0+$/g, "");
}

/** Whether the words stand bare or before the value itself: `more than`, `over 35,000`, but not another number. */
function saysOf(words: RegExp, note: string, value: number): boolean {
  const found = new RegExp(`(?<![\\w-])${words.source}(?:${BARE.source}|\\s*${NUMBER.source})`, "gi");
  return [...note.matchAll(found)].some(([, number]) => {
    if (number === undefined) return true;
    return digits(number) === digits(value);
  });
}

const PLUS =
  /(\d[\d,]*(?:\.\d+)?)\s?(?:[A-Za-z]{0,2}\+(?!\d)|(?:[A-Za-z%]+ ){0,2}(?:or|and) (?:more|higher|above|up)\b|plus\b)/g;

/** Whether the value itself is followed by words for “and more”: `250k+`, `250,000 GPUs or more`. */
const plus = (note: string, value: number): boolean =>
  [...note.matchAll(PLUS)].some(([, number]) => digits(number ?? "") === digits(value));

/** The ends of a range that the note gives around the value, at whatever scale. */
function rangeAround(note: string, value: number): [string, string] | null {
  for (const [, a = "", b = ""] of note.matchAll(RANGE)) {
    const [from, to] = [Number(a.replaceAll(",", "")), Number(b.replaceAll(",", ""))];
    if (!(from < to) || from <= 0 || value <= 0) continue;
    const scale = 10 ** Math.round(Math.log10(value / Math.sqrt(from * to)));
    const isScale = [1, 1e3, 1e6, 1e9, 1e12].includes(scale);
    if (isScale && value >= from * scale && value <= to * scale && to < 4 * from) return [a, b];
  }
  return null;
}

/** Words of a note that say how a figure was made, and what a dimension or measure must then say. */
const KINDS = [
  {
    words:
      /\b(?:(?:own|our) calculation|calculated by us|back-calculated|extrapolated|residual|annualisation|annualised)\b/i,
    says: /\b(?:computed|derived|inferred)\b/,
    name: "computed",
    always: false,
  },
  {
    words:
      /\b(?:LTM|TTM|(?:trailing|rolling) (?:twelve|sum|year|12|four)|(?:last|past|sum of(?: the)?(?: last)?) (?:four|4) quarters|(?:last|past) (?:twelve|12) months)\b/i,
    says: /\b(?:trailing|derived|computed)\b/,
    name: "a trailing sum",
    always: true,
  },
  {
    words: /^additional\b|\badditional (?:capacity|MW|GPUs)|\bincremental (?:commitment|capacity)|ambition to add/i,
    says: /additional/,
    name: "additional",
    always: true,
  },
  {
    words: /^cumulative\b|[;:] cumulative(?:;|$)|includes the \S+ \S+ row/i,
    says: /cumulative|one-customer|total/,
    name: "cumulative",
    always: true,
  },
  {
    words: /counts? two GPUs|(?:two|2) GPUs (?:and|per)|dual-GPU|per board/i,
    says: /board/,
    name: "a board's",
    always: true,
  },
] as const;

/** Whether the definition has a word for it: where prices are reckoned from one unit into another, none is needed. */
const sayable = (dataset: DatasetDefinition, says: RegExp): boolean =>
  Object.values(dataset.dimensions).some(
    (one) => "codes" in one && Object.keys(one.codes).some((code) => says.test(code)),
  );

const midpoint =
  /mid[- ]?points?\b|middle of|cent(?:re|er) of (?:the|its|a) range|average of (?:the range|\d)|mean of (?:the range|\d\S* and)/i;

/**
 * What a note says of a number that its form does not: that it is a floor, a ceiling, the middle of a range, or made
 * otherwise than its dimensions say. One sentence that asks, or null where note and form agree.
 */
export function formAsked(dataset: DatasetDefinition, one: Noted): string | null {
  const { note = "", value } = one;
  const coded = [one.measure, ...Object.values(one.dims)].join(" ");
  const kind = KINDS.find(
    ({ words, says, always }) => words.test(note) && !says.test(coded) && (always || sayable(dataset, says)),
  );
  if (kind) return `The note says that this is ${kind.name}, and no dimension does: say so there, or leave it out.`;
  const relative = Object.values(one.dims).find((code) => /^(?:yoy|qoq)(?:-|$)/.test(code));
  if (relative && dataset.measures[one.measure]?.unit !== "%")
    return "An absolute figure stands under a change: it is no change on the year or quarter before.";
  if (value === null) return null;
  if (midpoint.test(note)) return "The note calls this a middle: store the low and the high end, and no value.";
  const ranged = one.low !== undefined && one.high !== undefined;
  if (!ranged && (saysOf(FLOOR, note, value) || plus(note, value)))
    return "The note says that this is a floor: store it as the low end, and no value.";
  if (!ranged && saysOf(CEILING, note, value))
    return "The note says that this is a ceiling: store it as the high end, and no value.";
  const around = ranged ? null : rangeAround(note, value);
  if (around) return `The note gives a range of ${around[0]} to ${around[1]} around this: store its two ends.`;
  return null;
}
