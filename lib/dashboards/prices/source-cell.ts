import type { Cell } from "../figure";
import type { PriceData } from "./data";

/** The title of a source as a way to its page. */
export function sourceCell(data: Pick<PriceData, "sources">, key: string): Cell {
  const source = data.sources.get(key);
  if (!source) return { value: key };
  return { value: source.title, source: key, ...(source.url ? { href: source.url } : {}) };
}
