import { getHeapStatistics } from "node:v8";
import { LRUCache } from "lru-cache";
import { env } from "@/lib/env";
import { weightOf } from "./weight";

/** All answers of a process, by what forgets them; the least recently asked for go first. */
type Shelf = { places: LRUCache<string, () => void>; most: number; keepers: number };

declare global {
  var halfpitchShelf: Shelf | undefined;
}

// One for the process: the bundles of a server and its instrumentation have modules of their own.
const shelf = (): Shelf => (globalThis.halfpitchShelf ??= openShelf());

/** What all kept answers weigh together is bounded, by the environment or by what the heap may grow to. */
function openShelf(): Shelf {
  const megabytes = env().HALFPITCH_KEPT_MEGABYTES;
  const most = Math.round(megabytes ? megabytes * 2 ** 20 : getHeapStatistics().heap_size_limit / 8);
  const places = new LRUCache<string, () => void>({
    maxSize: most,
    // A heavier answer, as a whole dataset is, would crowd out all others: it is read each time.
    maxEntrySize: Math.max(1, Math.round(most / 8)),
    dispose: (forget) => forget(),
  });
  return { places, most, keepers: 0 };
}

/** What the kept answers of this process weigh, and what they may. In bytes, estimated. */
export const keptBytes = (): { kept: number; most: number } => ({
  kept: shelf().places.calculatedSize,
  most: shelf().most,
});

/**
 * Keeps answers of one kind by a key that holds the release and everything else on which they depend. What was read
 * at one release never changes, so nothing is ever invalidated, only crowded out; answers must not be changed. All
 * keepers share one bound, in bytes. However many ask for one answer at once, it is read once; a reading that fails is
 * told to all who waited, and is not kept.
 */
export function keeper<T extends object>(): (key: string, read: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, T>();
  const underway = new Map<string, Promise<T>>();
  let own = 0;
  const place = (key: string) => `${(own ||= shelf().keepers += 1)} ${key}`;
  const keep = (key: string, answer: T) => {
    const { places } = shelf();
    answers.set(key, answer);
    places.set(place(key), () => void answers.delete(key), { size: weightOf(answer) + key.length });
    if (!places.has(place(key))) answers.delete(key);
    return answer;
  };
  return (key, read) => {
    const standing = answers.get(key);
    if (standing) {
      shelf().places.get(place(key));
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
