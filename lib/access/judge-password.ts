import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import * as common from "@zxcvbn-ts/language-common";
import * as english from "@zxcvbn-ts/language-en";
import { AppError } from "@/lib/kernel/error";
import { isStorable } from "@/lib/kernel/text";
import { Password } from "./password";

/** Whose password it is to be: what others know of them is no secret. */
export type Owner = { email: string; name: string; organisation?: string | undefined };

/** zxcvbn's own word for what resists guessing by a thief of the hashes: above a hundred million guesses. */
const LEAST_SCORE = 3;

let judge: ZxcvbnFactory | undefined;

/** The judge, with its lists of common passwords, names and words; made when the first password is set. */
const theJudge = (): ZxcvbnFactory =>
  (judge ??= new ZxcvbnFactory({
    translations: english.translations,
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...english.dictionary },
  }));

/**
 * What is judged of a longer password: the judge takes seconds over two hundred characters, and what begins so well is
 * strong.
 */
const JUDGED = 48;

/** What somebody who guesses would try first of all. */
const knownOf = ({ email, name, organisation }: Owner): string[] =>
  ["halfpitch", email, ...email.split(/[@.]/), ...name.split(/\s+/), ...(organisation?.split(/\s+/) ?? [])].filter(
    (word) => word.length > 2,
  );

/**
 * A password that may be set for somebody. Throws AppError invalid, with what is weak about it and what would help, for
 * one that is too short, common, or easily guessed from who they are.
 */
export function acceptablePassword(given: unknown, owner: Owner): string {
  const parsed = Password.safeParse(given);
  const refuse = (words: string) => new AppError("invalid", words, [{ field: "password", message: words }]);
  if (!parsed.success) throw refuse(`${parsed.error.issues[0]?.message ?? "A password is text"}.`.replace(/^a/, "A"));
  const password = parsed.data;
  if (!isStorable(password)) throw refuse("The password has a character that cannot be typed again.");
  const { score, feedback } = theJudge().check(password.slice(0, JUDGED), knownOf(owner));
  if (score >= LEAST_SCORE) return password;
  const why = feedback.warning ? `${feedback.warning.replace(/\.$/, "")}.` : "It would be guessed too soon.";
  throw refuse(`Choose a stronger password. ${why} Four or five words that do not belong together are easy to keep.`);
}
