import { z } from "zod";

export const Delimiter = z.enum([",", ";", "\t", "|"]);
export type Delimiter = z.infer<typeof Delimiter>;

export const delimiterWord: Record<Delimiter, string> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "vertical bar",
};

/** How often a delimiter stands in each of the first records, quoted text passed over. */
function countsOf(text: string, delimiter: Delimiter, most: number): number[] {
  const counts: number[] = [];
  let [count, quoted, any] = [0, false, false];
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === delimiter) count += 1;
    if (sign !== "\n" || quoted) {
      any ||= sign.trim() !== "" || sign === delimiter;
      continue;
    }
    if (any) counts.push(count);
    if (counts.length === most) return counts;
    [count, any] = [0, false];
  }
  return counts;
}

/** How well records agree about how many cells there are: a few that do not count much more than many cells do. */
function score(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) if (count > 0) times.set(count, (times.get(count) ?? 0) + 1);
  const [count = 0, records = 0] = [...times].toSorted((a, b) => b[1] * b[0] - a[1] * a[0])[0] ?? [];
  return (records / Math.max(1, counts.length)) ** 3 * Math.log2(1 + count);
}

/** What separates the cells of a text table: whatever parts most of its first records alike. */
export function guessDelimiter(beginning: string): Delimiter {
  // The last record may be cut off.
  const whole = beginning.slice(0, beginning.lastIndexOf("\n") + 1) || `${beginning}\n`;
  const scored = Delimiter.options.map((delimiter) => ({ delimiter, points: score(countsOf(whole, delimiter, 50)) }));
  return scored.toSorted((a, b) => b.points - a.points)[0]?.delimiter ?? ",";
}
