import { isActual, type Status, statusWord } from "@/lib/kernel/status";

const PLURAL: Record<Status, string> = {
  A: "values",
  P: "values",
  E: "estimates",
  F: "forecasts",
  G: "guided values",
  C: "consensus values",
  W: "withdrawn values",
};

/** What a sentence must say of a value besides its number: `forecast`, `provisional`; empty for an actual alone. */
export const statusToSay = (status: Status | undefined): string =>
  status === undefined || status === "A" ? "" : statusWord[status];

/** What several of a kind are called: `estimates`, `forecasts`; what has happened is `values`. */
export const statusPlural = (status: Status): string => PLURAL[status];

/** Values of one class may be compared: what has happened with what has happened, forecasts with forecasts. */
export const statusClass = (status: Status): string => (isActual(status) ? "happened" : status);

/** The kinds of statement among several, in words: `estimates and forecasts`; `values` where all have happened. */
export function statusesInWords(statuses: readonly Status[]): string {
  const words = [...new Set(statuses.map(statusPlural))].toSorted();
  return words.length < 2 ? (words[0] ?? "values") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Several statements with their number and kinds: `3 forecasts`, `1 value`, `4 estimates and forecasts`. */
export function countedStatements(statuses: readonly Status[]): string {
  const words = statusesInWords(statuses);
  return statuses.length === 1 ? `1 ${words.replace(/s$/, "")}` : `${statuses.length.toLocaleString("en-US")} ${words}`;
}

const VERB: Record<Status, string> = {
  A: "was",
  P: "was provisionally",
  E: "is estimated at",
  F: "is forecast at",
  G: "is guided at",
  C: "is expected at (consensus)",
  W: "is withdrawn",
};

/** The verb that a value of that status takes in a sentence: `was`, `is estimated at`, `is forecast at`. */
export const statusVerb = (status: Status): string => VERB[status];
