import type { Status } from "@/lib/kernel/status";

/** A heading without what stands behind it, and what that says of the status. */
export type Unmarked = { rest: string; mark: string; status: Status | null };

const FOOTNOTE = /\s*(?:[*†‡§]+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|[([][1-9]\d?[)\]]|[([][a-d][)\]])$/;
const SPELLINGS: readonly [Status, readonly string[]][] = [
  ["A", ["A", "act", "actual", "actuals", "reported"]],
  ["E", ["E", "e", "est", "estimate", "estimated", "estimates"]],
  ["F", ["F", "f", "fcst", "forecast", "forecasts", "proj", "projected", "projection"]],
  ["P", ["P", "p", "prelim", "preliminary", "prov", "provisional", "flash"]],
  ["G", ["G", "guide", "guided", "guidance"]],
  ["C", ["C", "cons", "consensus"]],
];
const WORDS = new Map(SPELLINGS.flatMap(([status, words]) => words.map((word): [string, Status] => [word, status])));
const BRACKETED = /^(.*\S)\s*[([]([A-Za-z]+)\.?[)\]]$/;
const SPELT = /^(.*\d)\s+([a-z]{3,})\.?$/i;
const LETTER = /^(.*[\dQqHh])\s?([AEFPGC])$/i;

/** The status that a word or letter says, `Est`, `actual`, `F`; null where it is none. */
export const statusOf = (word: string): Status | null =>
  WORDS.get(word.length === 1 ? word : word.toLowerCase()) ?? null;

function splitStatus(text: string): Unmarked | null {
  const [, rest = "", word = ""] = text.match(BRACKETED) ?? text.match(SPELT) ?? [];
  const status = statusOf(word);
  if (status) return { rest, mark: text.slice(rest.length), status };
  const [, bare = "", letter = ""] = text.match(LETTER) ?? [];
  const short = statusOf(letter.toUpperCase());
  return short ? { rest: bare, mark: text.slice(bare.length), status: short } : null;
}

/**
 * A heading without its footnote mark (`Q1 2026*`, `2026 [1]`, `2026 (a)`), without its status (`2026E`, `2026
 * (prelim.)`), and without both, in whatever order they stand. What is in brackets and neither of them stays.
 */
export function splitMarks(text: string): Unmarked[] {
  const found: Unmarked[] = [];
  let [rest, status]: [string, Status | null] = [text, null];
  for (let step = 0; step < 3; step++) {
    const footnote = rest.match(FOOTNOTE);
    const said = footnote ? null : splitStatus(rest);
    if (footnote) rest = rest.slice(0, rest.length - footnote[0].length);
    else if (said && status === null) ({ rest, status } = said);
    else break;
    if (rest === "") break;
    found.push({ rest, mark: text.slice(rest.length), status });
  }
  return found;
}
