import { addTo } from "@/lib/kernel/group-by";
import { normalAddress } from "./normal-address";

/** What of a source tells whether another one is the same. */
export type Comparable = {
  key: string;
  title: string;
  publisher: string;
  url: string | null;
  published: string | null;
};
export type Pair<T extends Comparable> = { one: T; other: T; because: string };

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? [];
const numbersOf = (words: readonly string[]): string => words.filter((word) => /\d/.test(word)).join(" ");
const NEAR = 0.75;

/** One of two dates may be missing, or be less exact; apart from that they agree. */
const datesAgree = (a: string | null, b: string | null): boolean =>
  a === null || b === null || a.startsWith(b) || b.startsWith(a);

function shared(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)];
  const both = [...left].filter((word) => right.has(word)).length;
  return both / Math.max(1, left.size + right.size - both);
}

function nearTitles(one: Comparable, other: Comparable): string | null {
  if (!datesAgree(one.published, other.published)) return null;
  const [a, b] = [wordsOf(one.title), wordsOf(other.title)];
  if (a.join(" ") === b.join(" ")) return "the same title";
  // “Results Q1 2026” and “Results Q2 2026” share most words and are two documents.
  return numbersOf(a) === numbersOf(b) && shared(a, b) >= NEAR ? "nearly the same title" : null;
}

function alike(one: Comparable, other: Comparable): string | null {
  const samePlace = one.url && other.url && normalAddress(one.url) === normalAddress(other.url);
  if (samePlace && datesAgree(one.published, other.published)) return "the same address";
  const samePublisher = wordsOf(one.publisher).join(" ") === wordsOf(other.publisher).join(" ");
  return samePublisher ? nearTitles(one, other) : null;
}

const keysOf = (one: Comparable): string[] => [
  `publisher ${wordsOf(one.publisher).join(" ")}`,
  ...(one.url ? [`address ${normalAddress(one.url)}`] : []),
];

/**
 * Pairs that look like one source recorded twice, and why: the same address or, by the same publisher, the same or
 * nearly the same title; never where their dates differ, since a page that is read again later is another source.
 */
export function findPairs<T extends Comparable>(sources: readonly T[]): Pair<T>[] {
  const groups = new Map<string, T[]>();
  for (const one of sources) for (const key of keysOf(one)) addTo(groups, key, one);
  const pairs = new Map<string, Pair<T>>();
  for (const group of groups.values())
    for (const [at, one] of group.entries())
      for (const other of group.slice(at + 1)) {
        const because = alike(one, other);
        if (because) pairs.set([one.key, other.key].toSorted().join(" "), { one, other, because });
      }
  return [...pairs.values()];
}
