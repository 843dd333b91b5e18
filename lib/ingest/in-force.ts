const DAY_MS = 86_400_000;

/** From when and until when a source says that a price holds, as it writes it; empty where it says nothing. */
export type Term = { from?: string | null | undefined; until?: string | null | undefined };

export const NOT_YET = "a price that is not in force yet";
export const ENDED = "a price that has ended";
export const SUPERSEDED = "an earlier price of the same meter, which a later one has replaced";

const instantOf = (text: string | null | undefined): number | null => (text ? Date.parse(text) : null);

/**
 * Whether a price holds on a day, or why not. One that begins or ends in the course of the day holds on it: of two that
 * meet there, the later one counts. A moment that cannot be read is no word to rely on.
 */
export function inForce({ from, until }: Term, day: string): "yes" | { passed: string } | { rejected: string } {
  const [begin, end] = [instantOf(from), instantOf(until)];
  if (Number.isNaN(begin) || Number.isNaN(end))
    return { rejected: `a term that cannot be read: ${from ?? ""} to ${until ?? ""}` };
  const start = Date.parse(day);
  if (begin !== null && begin >= start + DAY_MS) return { passed: NOT_YET };
  if (end !== null && end <= start) return { passed: ENDED };
  return "yes";
}

/**
 * Of prices in force that one meter has, those that began last; a price that does not say when it began is older than
 * all that do. More than one comes back where several began at the same moment: then the source contradicts itself.
 */
export function latestOf<T>(prices: readonly T[], termOf: (price: T) => Term): T[] {
  const begun = (price: T): number => instantOf(termOf(price).from) ?? Number.NEGATIVE_INFINITY;
  const last = Math.max(...prices.map(begun));
  return prices.filter((price) => begun(price) === last);
}
