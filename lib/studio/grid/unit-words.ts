/** What stood around a number's digits: a currency, a step such as `B`, and a unit in words. */
export type UnitWords = { currency: string | null; step: string | null; unit: string | null };

/** By what power of ten the digits have to be moved to be in the measure's unit, or why they cannot be. */
export type Shift = { exponent: number } | { refused: string };

const STEPS: Record<string, number> = {
  k: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mm: 6,
  million: 6,
  b: 9,
  bn: 9,
  billion: 9,
  t: 12,
  tn: 12,
  trn: 12,
  trillion: 12,
};

const CURRENCY_SIGNS: Record<string, string> = { $: "USD", us$: "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW" };
const CURRENCY_CODES = new Set(["USD", "EUR", "GBP", "JPY", "CNY", "KRW", "TWD", "INR", "CHF", "AUD", "CAD", "HKD"]);

/** Units that differ by powers of ten alone, which may be given for each other. */
const FAMILIES: readonly Record<string, number>[] = [
  { w: 0, kw: 3, mw: 6, gw: 9 },
  { mb: 6, gb: 9, tb: 12 },
  { "mb/s": 6, "gb/s": 9, "tb/s": 12 },
  { "gflop/s": 9, "tflop/s": 12, "pflop/s": 15 },
];

// Of these a bare `M` or `k` could be part of the unit itself, or makes no sense.
const WITHOUT_STEPS = /^(?:%|[kmg]?w|[mgt]b(?:\/s)?|gbit|[gtp]flop\/s|years|tier|index.*)$/i;

const currencyOf = (unit: string): string | null => {
  const code = unit.slice(0, 3);
  return CURRENCY_CODES.has(code) && (unit.length === 3 || unit[3] === "/") ? code : null;
};

/** The code of a currency's sign or code as somebody wrote it, or null. */
export function currencyCode(text: string): string | null {
  const code = text.toUpperCase();
  return CURRENCY_SIGNS[text.toLowerCase()] ?? (CURRENCY_CODES.has(code) ? code : null);
}

/** Whether the word is a step such as `B` or `million`. */
export const isStep = (word: string): boolean => Object.hasOwn(STEPS, word.toLowerCase());

const plain = (unit: string): string =>
  unit
    .toLowerCase()
    .replace(/\bper\b/g, "/")
    .replace(/\s+/g, "")
    .replace(/\bhr?s?\b/g, "hour")
    .replace(/s$/, "");

/** Whether the words mean the measure's unit, written in full or shortened: `/hr` for `USD/GPU-hour`. */
function sameUnit(given: string, unit: string): boolean {
  const [mine, theirs] = [plain(given), plain(unit)];
  if (mine === theirs) return true;
  const per = theirs.includes("/") ? theirs.slice(theirs.indexOf("/")) : null;
  return per !== null && (mine === per || (mine === "/hour" && per.endsWith("hour")));
}

function familyShift(given: string, unit: string): number | null {
  const [mine, theirs] = [given.toLowerCase(), unit.toLowerCase()];
  for (const family of FAMILIES) {
    const [from, to] = [family[mine], family[theirs]];
    if (from !== undefined && to !== undefined) return from - to;
  }
  return null;
}

/** Holds what stood around a number against the unit that it has to be in. */
export function shiftTo(unit: string, label: string, words: UnitWords): Shift {
  const kept = `${label} is kept in ${unit}`;
  const wanted = currencyOf(unit);
  if (words.currency !== null && words.currency !== wanted)
    return {
      refused: wanted ? `it is in ${words.currency}; ${kept}` : `it is an amount of ${words.currency}; ${kept}`,
    };
  const step = words.step === null ? 0 : (STEPS[words.step.toLowerCase()] ?? 0);
  if (words.step !== null && WITHOUT_STEPS.test(unit))
    return { refused: `“${words.step}” stands for a multiple; ${kept}: write the number in full` };
  if (words.unit === null || sameUnit(words.unit, unit)) return { exponent: step };
  const moved = familyShift(words.unit, unit);
  if (moved !== null) return { exponent: step + moved };
  if (words.unit === "%") return { refused: `it is a percentage; ${kept}` };
  return { refused: `it is in “${words.unit}”; ${kept}` };
}
