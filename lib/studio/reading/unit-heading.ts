import { slugOf } from "@/lib/kernel/slug";
import { plainText } from "./plain-text";
import type { Said } from "./read-amount";
import { isKnownUnit, shiftTo, unitWordsOf, type UnitWords } from "./unit-words";

/** The measure that a heading stands over: what it is called, and in which unit it is kept. */
type Over = { label: string; unit: string };

/** A unit found in a heading, and the heading without it. */
export type UnitHeading = { said: Said; rest: string };

const BRACKETED = /^(.*?)[([]([^()[\]]+)[)\]](.*)$/;
const SPELT_OUT = /^(.*?)(?:^|[\s,:;–-]+)in\s+(.+)$/i;
const AFTER_COMMA = /^(.+?)\s*[,;:]\s*([^,;:]+)$/;
const AT_THE_END = /^(.+?)\s+(\S+(?:\s\S+)?)$/;
const NUMBERED = /^(.*\S)\s+\(?x\s?(1[,.]?000(?:[,.]?000)*)\)?$/i;
const HEADED = /^(?:units?|currency|currencies|ccy|curr|uom|unit-of-measure|measurement-unit|wahrung|einheit|scale)$/;

/** Whether a column is named as one of units or currencies. */
export const isUnitHeader = (heading: string): boolean => HEADED.test(slugOf(plainText(heading)));

function wordsIn(text: string, { unit }: Over, moneyOnly: boolean): UnitWords | null {
  const words = text === "" ? null : unitWordsOf(text.replace(/^in\s+/i, ""));
  if (!words || (words.unit !== null && !isKnownUnit(words.unit, unit))) return null;
  return moneyOnly && words.currency === null ? null : words;
}

/** The parts of a heading that may name a unit, with what is left of it; the plainest first. */
function candidates(text: string): { part: string; rest: string; moneyOnly: boolean }[] {
  const found: { part: string; rest: string; moneyOnly: boolean }[] = [];
  const take = (match: RegExpMatchArray | null, moneyOnly: boolean) => {
    if (match)
      found.push({ part: (match[2] ?? "").trim(), rest: `${match[1] ?? ""}${match[3] ?? ""}`.trim(), moneyOnly });
  };
  take(text.match(BRACKETED), false);
  take(text.match(SPELT_OUT), false);
  take(text.match(AFTER_COMMA), false);
  // Without a sign in front, only money is a unit and no name: “Capex USD m”, and not “Lead time days”.
  take(text.match(AT_THE_END), true);
  found.push({ part: text, rest: "", moneyOnly: false });
  return found;
}

/** What a heading or title says of the unit: `Capex (USD m)`, `Revenue, € bn`, `in thousands`; null where nothing. */
export function readUnitHeading(heading: string, over: Over): UnitHeading | null {
  const text = plainText(heading);
  if (text === "" || text.toLowerCase() === over.label.toLowerCase()) return null;
  const times = text.match(NUMBERED);
  if (times) {
    const step = `${"0".repeat((times[2] ?? "").replace(/\D/g, "").length - 1)}`;
    return {
      said: { from: text, words: { currency: null, unit: null, step: step === "000" ? "k" : "million" } },
      rest: times[1] ?? "",
    };
  }
  for (const { part, rest, moneyOnly } of candidates(text)) {
    const words = wordsIn(part, over, moneyOnly);
    if (words) return { said: { from: text, words }, rest };
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
