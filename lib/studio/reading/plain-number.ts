import { type AmountRules, NO_WORDS, shiftOf } from "./read-amount";

const DIGITS = /^-?\d{1,30}(?:\.\d{1,30})?$/;
// A point before three digits may part thousands: that is read with all that is known of the column.
const OPEN = /^-?[1-9]\d{0,2}\.\d{3}$/;

const shifts = new WeakMap<AmountRules, number | null>();

/** By what power of ten a number without any word is moved; null where the rules contradict each other. */
function plainShift(rules: AmountRules): number | null {
  const known = shifts.get(rules);
  if (known !== undefined) return known;
  const shift = shiftOf(NO_WORDS, null, rules);
  const exponent = "refused" in shift ? null : shift.exponent;
  shifts.set(rules, exponent);
  return exponent;
}

/**
 * The number that a text of nothing but digits and a decimal point is in the measure's unit; null for any other text,
 * which parseCell then reads in full. What is read here, parseCell would read alike.
 */
export function plainNumber(text: string, rules: AmountRules): number | null {
  if (!DIGITS.test(text) || OPEN.test(text)) return null;
  const exponent = plainShift(rules);
  if (exponent === null) return null;
  const value = exponent === 0 ? Number(text) : Number(`${text}e${exponent}`);
  // There is no less than nothing: -0 is 0.
  return Number.isFinite(value) ? value + 0 : null;
}
