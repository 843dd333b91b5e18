import { getHeapStatistics } from "node:v8";
import { LRUCache } from "lru-cache";
import { weightOf } from "./weight";

/** What all kept answers of a process may weigh together, by what its heap may grow to. */
const MOST_BYTES = Math.round(getHeapStatistics().heap_size_limit * 0.12);
/** A heavier answer, as a whole dataset is, would crowd out all others: it is read each time. */
const HEAVIEST = Math.round(MOST_BYTES / 8);

/** All answers, by what forgets them; the least recently asked for go first. */
const shelf = new LRUCache<string, () => void>({
  maxSize: MOST_BYTES,
  maxEntrySize: HEAVIEST,
  dispose: (forget) => forget(),
});
let keepers = 0;

/** What the kept answers of this process weigh, and what they may. In bytes, estimated. */
export const keptBytes = (): { kept: number; most: number } => ({ kept: shelf.calculatedSize, most: MOST_BYTES });

/**
 * Keeps answers of one kind by a key that holds the release and everything else on which they depend. What was read
 * at one release never changes, so nothing is ever invalidated, only crowded out; answers must not be changed. All
 * keepers share one bound, in bytes. However many ask for one answer at once, it is read once; a reading that fails is
 * told to all who waited, and is not kept.
 */
export function keeper<T extends object>(): (key: string, read: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, T>();
  const underway = new Map<string, Promise<T>>();
  const own = (keepers += 1);
  const keep = (key: string, answer: T) => {
    const place = `${own} ${key}`;
    answers.set(key, answer);
    shelf.set(place, () => void answers.delete(key), { size: weightOf(answer) + key.length });
    if (!shelf.has(place)) answers.delete(key);
    return answer;
  };
  return (key, read) => {
    const standing = answers.get(key);
    if (standing) {
      shelf.get(`${own} ${key}`);
      return Promise.resolve(standing);
    }
    const begun = underway.get(key);
    if (begun) return begun;
    const reading = read()
      .then((answer) => keep(key, answer))
      .finally(() => underway.delete(key));
    underway.set(key, reading);
    return reading;
  };
}
