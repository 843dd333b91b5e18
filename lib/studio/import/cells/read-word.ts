import { Confidence, Status, statusWord } from "@/lib/kernel/status";
import { Reason, reasonWord } from "@/lib/studio/drafts/draft";

const STATUS_WORDS = new Map<string, Status>([
  ...Status.options.flatMap((letter): [string, Status][] => [
    [letter.toLowerCase(), letter],
    [statusWord[letter], letter],
  ]),
  ["act", "A"],
  ["reported", "A"],
  ["est", "E"],
  ["estimated", "E"],
  ["fcst", "F"],
  ["forecasted", "F"],
  ["projected", "F"],
  ["prelim", "P"],
  ["preliminary", "P"],
  ["guided", "G"],
  ["cons", "C"],
]);

/** A status by its letter or word: `E`, `estimate`, `prelim.`; null where it is none. */
export const readStatus = (text: string): Status | null =>
  STATUS_WORDS.get(text.trim().toLowerCase().replace(/\.$/, "")) ?? null;

/** A confidence by its word. */
export function readConfidence(text: string): Confidence | null {
  const word = text.trim().toLowerCase();
  return Confidence.safeParse(word === "med" ? "medium" : word).data ?? null;
}

/** A reason by its key or its words: `new-information`, `New information`. */
export function readReason(text: string): Reason | null {
  const word = text.trim().toLowerCase();
  return Reason.options.find((one) => one === word || reasonWord[one].toLowerCase() === word) ?? null;
}
