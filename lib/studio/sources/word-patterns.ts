/** SQL patterns that all must hold for a text in which every word is found; `%` and `_` stand for themselves. */
export function wordPatterns(text: string): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 12);
  return words.map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
}
