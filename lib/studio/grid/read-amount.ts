import { type DecimalSign, readDigits } from "./read-digits";
import { currencyCode, isStep, shiftTo, type UnitWords } from "./unit-words";

/** What a cell's text is read by: the measure's name and unit, and how its block writes decimals. */
export type AmountRules = { label: string; unit: string; decimal?: DecimalSign };

/** One amount in the measure's unit, with the words that stood around its digits; or why it is none. */
export type Amount = { value: number; words: UnitWords } | { refused: string };

const SIGNED_PARENTHESES = /^\((.+)\)\s*(%?)$/;
const PARTS =
  /^([+-]?)\s*([a-z]{3}\b|us\$|[$€£¥₩])?\s*([+-]?)\s*(\d[\d.,'’ ]*?)(?:e([+-]?\d{1,3}))?\s*([^\d\s.,'’+-].*)?$/i;

type Parts = { negative: boolean; digits: string; exponent: number; words: UnitWords };

/** The words behind the digits: a step, a currency, a unit, in any sensible order. */
function tailWords(tail: string): Pick<UnitWords, "step" | "unit" | "currency"> {
  const found: UnitWords = { step: null, unit: null, currency: null };
  const glued = tail.match(/^([kmbt]|mn|mm|bn|tn|trn)(?=$|[\s/%(])\s*(.*)$/i);
  const words = glued ? [glued[1] ?? "", ...(glued[2] ?? "").split(/\s+/)] : tail.split(/\s+/);
  const rest: string[] = [];
  for (const word of words.filter((one) => one !== "")) {
    if (found.step === null && rest.length === 0 && isStep(word)) found.step = word;
    else if (found.currency === null && currencyCode(word) !== null) found.currency = currencyCode(word);
    else rest.push(word);
  }
  if (rest.length > 0) found.unit = rest.join(" ");
  return found;
}

function partsOf(text: string): Parts | null {
  const parentheses = text.match(SIGNED_PARENTHESES);
  const inner = parentheses ? `${parentheses[1] ?? ""}${parentheses[2] ?? ""}` : text;
  const match = inner.match(PARTS);
  if (!match) return null;
  const [, before = "", head = "", after = "", digits = "", power, tail = ""] = match;
  const lead = head === "" ? null : currencyCode(head);
  if (head !== "" && lead === null) return null;
  if (before !== "" && after !== "") return null;
  const words = tailWords(tail.trim());
  if (lead !== null && words.currency !== null && words.currency !== lead) return null;
  return {
    negative: (before || after) === "-" || parentheses !== null,
    digits: digits.trim(),
    exponent: power === undefined ? 0 : Number(power),
    words: { ...words, currency: lead ?? words.currency },
  };
}

/** Reads one amount: `$10.2B`, `45%`, `1,234`, `(12)`, `1.2 GW`. `lent` fills in what the other end of a range says. */
export function readAmount(text: string, rules: AmountRules, lent?: UnitWords): Amount {
  const parts = partsOf(text);
  if (!parts) return { refused: `“${text}” is no number` };
  const read = readDigits(parts.digits, rules.decimal);
  if ("refused" in read) return read;
  const words = {
    currency: parts.words.currency ?? lent?.currency ?? null,
    step: parts.words.step ?? (parts.exponent === 0 ? (lent?.step ?? null) : null),
    unit: parts.words.unit ?? lent?.unit ?? null,
  };
  const shift = shiftTo(rules.unit, rules.label, words);
  if ("refused" in shift) return { refused: `“${text}”: ${shift.refused}` };
  // Through text, so that 10.2B is 10,200,000,000 and not a rounding beside it.
  const size = Number(`${read.digits}e${parts.exponent + shift.exponent}`);
  if (!Number.isFinite(size)) return { refused: `“${text}” is larger than any number that can be kept` };
  return { value: parts.negative && size !== 0 ? -size : size, words };
}
