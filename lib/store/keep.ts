import { LRUCache } from "lru-cache";

/**
 * Keeps answers of one kind by a key that holds the release and everything else on which they depend. What was read
 * at one release never changes, so nothing is ever invalidated, only crowded out; answers must not be changed.
 */
export function keeper<T extends object>(max: number): (key: string, read: () => Promise<T>) => Promise<T> {
  const answers = new LRUCache<string, T>({ max });
  return async (key, read) => {
    const standing = answers.get(key);
    if (standing) return standing;
    const answer = await read();
    answers.set(key, answer);
    return answer;
  };
}
