import { slugOf } from "@/lib/kernel/slug";
import { plainText } from "./plain-text";
import type { Said } from "./read-amount";
import { currencyCode, isKnownUnit, shiftTo, unitWordsOf, type UnitWords } from "./unit-words";

/** The measure that a heading stands over: what it is called, and in which unit it is kept. */
type Over = { label: string; unit: string };

/** A unit found in a heading, and the heading without it. */
export type UnitHeading = { said: Said; rest: string };

const BRACKETED = /^(.*?)[([]([^()[\]]+)[)\]](.*)$/;
const SPELT_OUT = /^(.*?)(?:^|[\s,:;–-]+)in\s+(.+)$/i;
// `Revenue, RMB in millions`: the currency in front of the step belongs to it.
const MONEY_IN = /^(?:(.*?)[\s,:;–-]+)??(\S+\s+in\s+.+)$/i;
const AFTER_COMMA = /^(.+?)\s*[,;:]\s*([^,;:]+)$/;
const AT_THE_END = [3, 2, 1].map((words) => new RegExp(`^(.+?)\\s+(\\S+(?:\\s\\S+){${words - 1}})$`));
const PER_TIME = /^(.*?)\s+(per\s.+)$/i;
const SHARE_OF = /^(.*?)(?:^|[\s,(]+)(?:as\s+)?(?:a\s+)?(?:%|percent|per cent|percentage)\s+of\s.+$/i;
const NUMBERED = /^(?:(.*\S)\s+)?\(?[x×]\s?(1[,.]?000(?:[,.]?000)*)\)?$/i;
const ABOUT = /^(?:sources?|published|updated|as of)\s*:/i;
const NOTE = /^(?:notes?|n\.b\.)\s*[:.]\s*(.+)$/i;
// What is left out of the step is said behind it: `in thousands, except per share data`.
const EXCEPT = /\s*[,;(]?\s*(?:except|unless|excluding)\b.*$/i;
const HEADED = /^(?:units?|currency|currencies|ccy|curr|uom|unit-of-measure|measurement-unit|wahrung|einheit|scale)$/;

// The corner of a table says what stands below it or beside it: “Quarter” over quarters, “Month / Supplier”.
const PERIODS =
  /^(?:(?:fiscal|calendar|financial|reporting|report) )?(?:day|date|week|month|quarter|half(?:[- ]years?)?|year|period|time|qtr|fy|fq|cy)(s)?(?: (?:end(?:ed|ing)?|start(?:ing)?))?$/i;
const OF_TIME = /^(?:hours?|days?|weeks?|months?|quarters?|years?)$/i;

/** Whether a heading names the periods of its table. In the plural it may be the unit of what is counted in time. */
function namesPeriods(text: string, { unit }: Over): boolean {
  const found = (text.split(/\s*[/\\|]\s*/)[0] ?? "").match(PERIODS);
  return found !== null && !(found[1] && OF_TIME.test(unit));
}

/** Whether a column is named as one of units or currencies. */
export const isUnitHeader = (heading: string): boolean => HEADED.test(slugOf(plainText(heading)));

/** `RMB in millions` and `billions of dollars` without what joins their words. */
const joined = (text: string): string =>
  text
    .replace(EXCEPT, "")
    .replace(/^(?:(?:all|amounts?|figures?|values?|numbers?|are)\s+)+(?=in\s)/i, "")
    .replace(/(?:^|(?<=\S)\s+)(?:in|of)\s+/gi, " ")
    .trim();

function wordsIn(text: string, { unit }: Over, moneyOnly: boolean): UnitWords | null {
  const words = text === "" ? null : unitWordsOf(joined(text));
  if (!words || (words.unit !== null && !isKnownUnit(words.unit, unit))) return null;
  return moneyOnly && words.currency === null && words.unit !== "%" ? null : words;
}

/** The parts of a heading that may name a unit, with what is left of it; the plainest first. */
function candidates(text: string): { part: string; rest: string; moneyOnly: boolean }[] {
  const found: { part: string; rest: string; moneyOnly: boolean }[] = [];
  const take = (match: RegExpMatchArray | null, moneyOnly: boolean) => {
    if (match)
      found.push({ part: (match[2] ?? "").trim(), rest: `${match[1] ?? ""}${match[3] ?? ""}`.trim(), moneyOnly });
  };
  found.push({ part: text, rest: "", moneyOnly: false });
  if (ABOUT.test(text)) return [];
  const note = text.match(NOTE)?.[1];
  if (note !== undefined) return /\sin\s|^in\s/i.test(note) ? candidates(note) : [];
  take(text.match(BRACKETED), false);
  take(text.match(MONEY_IN), true);
  take(text.match(SPELT_OUT), false);
  take(text.match(AFTER_COMMA), false);
  take(text.match(PER_TIME), false);
  // Without a sign in front, only money and percent are units and no names: “Capex USD m”, and not “Lead time days”.
  for (const pattern of AT_THE_END) take(text.match(pattern), true);
  return found;
}

/** A currency that stands beside the brackets of the step, as in `Capex EUR (m)`. */
const currencyIn = (rest: string): string | null =>
  rest.split(/[\s,:;]+/).flatMap((word) => (/^[A-Z]{3}$|[$€£¥₩₹₪]/.test(word) ? (currencyCode(word) ?? []) : []))[0] ??
  null;

/** What a heading or title says of the unit: `Capex (USD m)`, `Revenue, € bn`, `in thousands`; null where nothing. */
export function readUnitHeading(heading: string, over: Over): UnitHeading | null {
  const text = plainText(heading);
  if (text === "" || text.toLowerCase() === over.label.toLowerCase() || namesPeriods(text, over)) return null;
  const times = text.match(NUMBERED);
  if (times) {
    const step = `${"0".repeat((times[2] ?? "").replace(/\D/g, "").length - 1)}`;
    return {
      said: { from: text, words: { currency: null, unit: null, step: step === "000" ? "k" : "million" } },
      rest: times[1] ?? "",
    };
  }
  const share = text.match(SHARE_OF);
  if (share) return { said: { from: text, words: { currency: null, step: null, unit: "%" } }, rest: share[1] ?? "" };
  for (const { part, rest, moneyOnly } of candidates(text)) {
    const words = wordsIn(part, over, moneyOnly);
    if (words) return { said: { from: text, words: { ...words, currency: words.currency ?? currencyIn(rest) } }, rest };
  }
  return null;
}

/** A cell of a column of units or currencies, such as `USD m`, `EUR` or `days`; null where it is none. */
export function unitCellOf(raw: string, over: Over): UnitWords | null {
  return wordsIn(plainText(raw), over, false);
}

/** Whether what is said is the measure's unit as it stands, so that nothing follows from it. */
export function saysNothingNew({ words }: Said, { label, unit }: Over): boolean {
  const shift = shiftTo(unit, label, words);
  return "exponent" in shift && shift.exponent === 0;
}
