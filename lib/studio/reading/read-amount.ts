import { type DecimalSign, readDigits } from "./read-digits";
import {
  currencyCode,
  familyShift,
  sameUnit,
  type Shift,
  shiftTo,
  stepOf,
  unitWordsOf,
  type UnitWords,
} from "./unit-words";

/** What stands elsewhere about the unit of a number: in its heading, in a column of currencies. `from` names the place. */
export type Said = { from: string; words: UnitWords };

/**
 * What a cell's text is read by: the measure's name and unit, and how its block writes decimals. `scale` is the power of
 * ten by which plain numbers are moved; `said` is what headings and columns say of the unit.
 */
export type AmountRules = {
  label: string;
  unit: string;
  decimal?: DecimalSign;
  scale?: number | undefined;
  said?: readonly Said[] | undefined;
};

/** One amount in the measure's unit, with the words that stood around its digits; or why it is none. */
export type Amount = { value: number; words: UnitWords } | { refused: string };

const SIGNED_PARENTHESES = /^\((.+)\)\s*(%?)$|^([$€£¥₩])\s*\((.+)\)$/;
const PARTS =
  /^([+-]?)\s*(us\$|nt\$|hk\$|cn¥|[acsr]\$|ca\$|au\$|rs\.?(?=\s?\d)|[$€£¥₩₹]|[a-z]{3}(?![a-z]))?\s*([+-]?)\s*(\d[\d.,'’ ]*?|[.,]\d+)(?:e([+-]?\d{1,3}))?\s*([^\d\s.,'’+-].*)?$/i;

type Parts = { negative: boolean; digits: string; exponent: number | null; words: UnitWords };

function partsOf(text: string): Parts | null {
  const parentheses = text.match(SIGNED_PARENTHESES);
  const [, inside, percent = "", sign = "", after] = parentheses ?? [];
  // A minus behind the number is how ledgers write it.
  const trailing = /^[^+-]*\d-$/.test(text);
  const inner = parentheses ? `${sign}${inside ?? after ?? ""}${percent}` : trailing ? text.slice(0, -1) : text;
  const match = inner.match(PARTS);
  if (!match) return null;
  const [, before = "", head = "", second = "", digits = "", power, tail = ""] = match;
  const lead = head === "" ? null : currencyCode(head);
  if (head !== "" && lead === null) return null;
  if (before !== "" && second !== "") return null;
  const words = unitWordsOf(tail.trim());
  if (!words) return null;
  if (lead !== null && words.currency !== null && words.currency !== lead) return null;
  return {
    negative: ((before || second) === "-" || trailing) !== (parentheses !== null),
    digits: digits.trim(),
    exponent: power === undefined ? null : Number(power),
    words: { ...words, currency: lead ?? words.currency },
  };
}

const powerWords: Readonly<Record<number, string>> = {
  2: "fractions of one",
  3: "thousands",
  6: "millions",
  9: "billions",
  12: "trillions",
};
const inWords = (exponent: number): string => powerWords[exponent] ?? `powers of ten to the ${exponent}`;

/** By what a plain number is moved, as everything that speaks of it says; or who contradicts whom. */
function plainShift({ scale = 0, said = [] }: AmountRules): { exponent: number; from: string } | { refused: string } {
  const steps = said.flatMap(({ from, words }) =>
    words.step === null ? [] : [{ from: `“${from}”`, exponent: stepOf(words.step) ?? 0 }],
  );
  if (scale !== 0) steps.push({ from: "the file's setting", exponent: scale });
  const [first, ...others] = steps;
  const other = others.find((one) => one.exponent !== first?.exponent);
  if (first && other)
    return {
      refused: `${first.from} says ${inWords(first.exponent)}, ${other.from} says ${inWords(other.exponent)}`,
    };
  return first ?? { exponent: 0, from: "" };
}

/** What the cell says of its unit, filled up by what is said elsewhere; or where the two contradict each other. */
function completed(words: UnitWords, { said = [] }: AmountRules): UnitWords | { refused: string } {
  let { currency, unit } = words;
  for (const { from, words: other } of said) {
    if (other.currency !== null && currency !== null && other.currency !== currency)
      return { refused: `it is in ${currency}, and “${from}” says ${other.currency}` };
    if (other.unit !== null && unit !== null && !sameUnit(unit, other.unit) && familyShift(unit, other.unit) === null)
      return { refused: `it is in “${unit}”, and “${from}” says “${other.unit}”` };
    currency ??= other.currency;
    unit ??= other.unit;
  }
  return { currency, unit, step: words.step };
}

/** A place that names another unit than the measure's, where the number itself names none. */
function contradiction(words: UnitWords, { unit, label, said = [] }: AmountRules): { refused: string } | null {
  const silent = words.currency === null && words.unit === null;
  const other = said.find((one) => silent && "refused" in shiftTo(unit, label, one.words));
  if (!other) return null;
  const named = [other.words.currency, other.words.unit, other.words.step].find((one) => one !== null);
  return { refused: `“${other.from}” says ${named}; ${label} is kept in ${unit}` };
}

/**
 * By what power of ten a number has to be moved to be in the measure's unit: what names a step or a unit itself by that
 * alone, a plain one as the setting, its heading and its columns say. `written` is an exponent that stands in it.
 */
export function shiftOf(words: UnitWords, written: number | null, rules: AmountRules): Shift {
  const elsewhere = contradiction(words, rules);
  if (elsewhere) return elsewhere;
  const whole = completed(words, rules);
  if ("refused" in whole) return whole;
  const shift = shiftTo(rules.unit, rules.label, whole);
  if ("refused" in shift || words.step !== null || words.unit !== null) return shift;
  const moved = plainShift(rules);
  if ("refused" in moved) return moved;
  if (moved.exponent !== 0 && written !== null)
    return { refused: `it is written with an exponent, and ${moved.from} says ${inWords(moved.exponent)}` };
  return { exponent: shift.exponent + moved.exponent };
}

/** What stands around a number that stands alone. */
export const NO_WORDS: UnitWords = { currency: null, step: null, unit: null };

/** A number moved by a power of ten, through text so that 10.2B is 10,200,000,000 and not a rounding beside it. */
export function movedBy(number: number, exponent: number): number {
  const [digits = "0", power = "0"] = String(number).split("e");
  return exponent === 0 ? number : Number(`${digits}e${Number(power) + exponent}`);
}

/** A number that stands without any text, as a workbook keeps it, in the measure's unit. */
export function plainAmount(number: number, rules: AmountRules): Amount {
  const shift = shiftOf(NO_WORDS, null, rules);
  return "refused" in shift
    ? { refused: `${number}: ${shift.refused}` }
    : { value: movedBy(number, shift.exponent), words: NO_WORDS };
}

/** Reads one amount: `$10.2B`, `45%`, `1,234`, `(12)`, `1.2 GW`. `lent` fills in what the other end of a range says. */
export function readAmount(text: string, rules: AmountRules, lent?: UnitWords): Amount {
  const parts = partsOf(text);
  if (!parts) return { refused: `“${text}” is no number` };
  const read = readDigits(parts.digits, rules.decimal);
  if ("refused" in read) return read;
  const words = {
    currency: parts.words.currency ?? lent?.currency ?? null,
    step: parts.words.step ?? (parts.exponent === null ? (lent?.step ?? null) : null),
    unit: parts.words.unit ?? lent?.unit ?? null,
  };
  const shift = shiftOf(words, parts.exponent, rules);
  if ("refused" in shift) return { refused: `“${text}”: ${shift.refused}` };
  const size = Number(`${read.digits}e${(parts.exponent ?? 0) + shift.exponent}`);
  if (!Number.isFinite(size)) return { refused: `“${text}” is larger than any number that can be kept` };
  return { value: parts.negative && size !== 0 ? -size : size, words };
}
