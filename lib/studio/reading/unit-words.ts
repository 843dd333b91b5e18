/** What stood around a number's digits: a currency, a step such as `B`, and a unit in words. */
export type UnitWords = { currency: string | null; step: string | null; unit: string | null };

/** By what power of ten the digits have to be moved to be in the measure's unit, or why they cannot be. */
export type Shift = { exponent: number } | { refused: string };

const STEPS = new Map<string, number>(
  Object.entries({
    "3": ["k", "thousand", "thousands", "tsd", "'000", "000", "000s", "'000s", "千"],
    "4": ["万", "萬", "만"],
    "5": ["lakh", "lakhs"],
    "6": ["m", "mn", "mm", "mln", "mil", "mio", "million", "millions", "百万", "百萬"],
    "7": ["crore", "crores", "cr"],
    "8": ["億", "亿", "억"],
    "9": ["b", "bn", "bln", "bil", "billion", "billions", "mrd", "mia", "milliarden", "十亿"],
    "12": ["t", "tn", "trn", "trillion", "trillions", "兆", "조"],
  }).flatMap(([exponent, words]) => words.map((word): [string, number] => [word, Number(exponent)])),
);

const CURRENCIES = new Map<string, string>(
  Object.entries({
    USD: ["$", "us$", "usd", "dollar", "dollars"],
    EUR: ["€", "eur", "euro", "euros"],
    GBP: ["£", "gbp"],
    JPY: ["¥", "jpy", "yen", "円", "jp¥"],
    CNY: ["cny", "rmb", "cn¥", "yuan", "renminbi", "元"],
    KRW: ["₩", "krw", "won", "원"],
    TWD: ["twd", "nt$", "ntd"],
    INR: ["₹", "inr", "rs", "rs."],
    HKD: ["hkd", "hk$"],
    AUD: ["aud", "a$", "au$"],
    CAD: ["cad", "c$", "ca$"],
    SGD: ["sgd", "s$"],
    CHF: ["chf"],
    SEK: ["sek"],
    NOK: ["nok"],
    DKK: ["dkk"],
    ILS: ["ils", "₪"],
    BRL: ["brl", "r$"],
  }).flatMap(([code, words]) => words.map((word): [string, string] => [word, code])),
);

/** Units that differ by powers of ten alone, which may be given for each other. */
const FAMILIES: readonly ReadonlyMap<string, number>[] = [
  new Map(Object.entries({ w: 0, kw: 3, mw: 6, gw: 9 })),
  new Map(Object.entries({ mb: 6, gb: 9, tb: 12 })),
  new Map(Object.entries({ "mb/s": 6, "gb/s": 9, "tb/s": 12 })),
  new Map(Object.entries({ "gflop/s": 9, "tflop/s": 12, "pflop/s": 15 })),
];

// Of these a bare `M` or `k` could be part of the unit itself, or makes no sense.
const WITHOUT_STEPS =
  /^(?:%|[kmg]?w|[mgt]b(?:\/s)?|gbit|[gtp]flop\/s|days?|weeks?|months?|quarters?|years?|hours?|tier|index.*)$/i;

const SPELT = new Map(["percent", "pct", "prozent", "per cent"].map((word) => [word, "%"]));

/** The currency of a unit such as `USD` or `USD/GPU-hour`; null where it is no amount of money. */
export function currencyOf(unit: string): string | null {
  const code = unit.slice(0, 3);
  return [...CURRENCIES.values()].includes(code) && (unit.length === 3 || unit[3] === "/") ? code : null;
}

/** The code of a currency's sign or word as somebody wrote it, or null. */
export const currencyCode = (text: string): string | null => CURRENCIES.get(text.toLowerCase()) ?? null;

const stepKey = (word: string): string => word.toLowerCase().replace(/’/g, "'").replace(/\.$/, "");

/** The power of ten of a step such as `B`, `Mio.` or `million`; null where the word is none. */
export const stepOf = (word: string): number | null => STEPS.get(stepKey(word)) ?? null;

const SIGNS = /^(us\$|nt\$|hk\$|[acsr]\$|cn¥|jp¥|[$€£¥₩₹₪])(.+)$|^(.+?)(us\$|nt\$|hk\$|cn¥|jp¥|[$€£¥₩₹₪円元원])$/i;
const CODED =
  /^(usd|eur|gbp|jpy|cny|rmb|krw|twd|ntd|hkd|inr|chf)(.+)$|^(.+?)(usd|eur|gbp|jpy|cny|rmb|krw|twd|ntd|hkd|inr|chf)$/i;

/** `M€`, `$m` and `USDbn` are two words written as one. */
function parted(word: string): string[] {
  if (currencyCode(word) !== null || stepOf(word) !== null) return [word];
  for (const pattern of [SIGNS, CODED]) {
    const match = word.match(pattern);
    if (!match) continue;
    const [, head, rest, stem, tail] = match;
    const [sign, other] = head === undefined ? [tail ?? "", stem ?? ""] : [head, rest ?? ""];
    if (stepOf(other) !== null || other.startsWith("/")) return [sign, other];
  }
  return [word];
}

/** Takes words of a unit apart: a step, a currency, what is left. Null where two steps or two currencies stand in them. */
export function unitWordsOf(text: string): UnitWords | null {
  const found: UnitWords = { step: null, unit: null, currency: null };
  const glued = text.match(/^([kmbt]|mn|mm|bn|tn|trn|mio\.?|mrd\.?)(?=$|[\s/%(])\s*(.*)$/i);
  const words = glued ? [glued[1] ?? "", ...(glued[2] ?? "").split(/\s+/)] : text.split(/\s+/);
  const rest: string[] = [];
  for (const word of words.flatMap(parted).filter((one) => one !== "")) {
    const code = currencyCode(word);
    if (rest.length === 0 && stepOf(word) !== null) {
      if (found.step !== null) return null;
      found.step = word;
    } else if (code !== null && rest.length === 0) {
      if (found.currency !== null && found.currency !== code) return null;
      found.currency = code;
    } else rest.push(word);
  }
  if (rest.length > 0) found.unit = SPELT.get(rest.join(" ").toLowerCase()) ?? rest.join(" ");
  return found;
}

const plain = (unit: string): string =>
  unit
    .toLowerCase()
    .replace(/\bper\b/g, "/")
    .replace(/(?<=gpu|chip|node)\s+(?=h(?:ou)?r)/g, "-")
    .replace(/\s+/g, "")
    .replace(/\b(?:hr?s?|hours)\b/g, "hour")
    .replace(/\bwks?\b/g, "week")
    .replace(/^megawatts?$/, "mw")
    .replace(/^gigawatts?$/, "gw")
    .replace(/^kilowatts?$/, "kw")
    // `/GPU/hr` and `/hr/GPU` are what a GPU-hour is.
    .replace(/\/gpu\/hour$|\/hour\/gpu$/, "/gpu-hour")
    .replace(/s$/, "");

/** Whether the words mean the measure's unit, written in full or shortened: `/hr` for `USD/GPU-hour`. */
export function sameUnit(given: string, unit: string): boolean {
  const [mine, theirs] = [plain(given), plain(unit)];
  if (mine === theirs) return true;
  const per = theirs.includes("/") ? theirs.slice(theirs.indexOf("/")) : null;
  return per !== null && (mine === per || (mine === "/hour" && per.endsWith("hour")));
}

/** Whether two units differ by a power of ten alone, and by which; null where they do not. */
export function familyShift(given: string, unit: string): number | null {
  const [mine, theirs] = [plain(given), unit.toLowerCase()];
  for (const family of FAMILIES) {
    const [from, to] = [family.get(mine), family.get(theirs)];
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
  const step = words.step === null ? 0 : (stepOf(words.step) ?? 0);
  if (words.step !== null && WITHOUT_STEPS.test(unit))
    return { refused: `“${words.step}” stands for a multiple; ${kept}: write the number in full` };
  if (words.unit === null || sameUnit(words.unit, unit)) return { exponent: step };
  const moved = familyShift(words.unit, unit);
  if (moved !== null) return { exponent: step + moved };
  if (words.unit === "%") return { refused: `it is a percentage; ${kept}` };
  return { refused: `it is in “${words.unit}”; ${kept}` };
}

// Units that a heading may name; any other words of a heading are no unit.
const KNOWN =
  /^(?:%|bps|[kmg]?wh?|twh|[mgt]b(?:\/s)?|gbit|[gtp]flops?(?:\/s)?|hours?|hrs?|days?|weeks?|months?|quarters?|years?|yrs?|gpus?|chips?|wafers?(?:\/month)?|stacks?|units?|tokens?|x|tonnes?|h100e|clouds?|racks?|servers?|nodes?|(?:kilo|mega|giga)watts?|wks?|(?:us\s)?cents?|¢|pence)(?:\s?(?:\/|per\b).*)?$/i;

// What a price is per may be said alone; any other “per” belongs to a name, as in “sites per company”.
const PER =
  /^(?:\/|per\s)\s*(?:\d*x?\s?(?:gpu|chip|card|node|server|instance|unit|rack)s?)?\s*(?:[-\s/]|per\s)*(?:s|sec(?:ond)?|min(?:ute)?|h|hr|hour|day|week|mo|month|quarter|yr|year|annum)?$/i;

/** Whether a word is a unit that is in use somewhere; `unit` is the measure's own. */
export const isKnownUnit = (word: string, unit: string): boolean =>
  KNOWN.test(word) ||
  sameUnit(word, unit) ||
  familyShift(word, unit) !== null ||
  word.startsWith("/") ||
  (/^per\s+\S/i.test(word) && PER.test(word));
