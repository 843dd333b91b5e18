import type { ParsedCell } from "./parse-cell";

type Read = Extract<ParsedCell, { kind: "value" }>;

const LEAST = 10;

/**
 * Whether a number without a percent sign is probably a fraction of one where percents are kept: it is below one, and a
 * tenth or less of what its row usually has. `sizes` are the values of its row.
 */
export function isLikelyFraction(text: string, read: Read, unit: string, sizes: readonly number[]): boolean {
  const size = Math.abs(read.value ?? read.high ?? read.low ?? 0);
  if (unit !== "%" || text.includes("%") || size === 0 || size >= 1) return false;
  const usual = sizes
    .map(Math.abs)
    .filter((one) => one > 0)
    .toSorted((a, b) => a - b);
  const middle = usual[Math.floor((usual.length - 1) / 2)];
  return middle !== undefined && middle > 1 && middle >= size * LEAST;
}

/** A read value written with its percent sign, so that it can mean one thing only; moved as a fraction where it is one. */
export function withPercent({ value, low, high, status, approximate }: Read, fraction: boolean): string {
  const moved = (one: number): string => String(fraction ? Number((one * 100).toPrecision(15)) : one);
  const sign = approximate ? "~" : "";
  const letter = status ?? "";
  if (value !== null) return `${sign}${moved(value)}%${letter}`;
  if (low !== null && high !== null) return `${moved(low)}-${moved(high)}%${letter}`;
  return low !== null ? `>${moved(low)}%${letter}` : `<${moved(high ?? 0)}%${letter}`;
}
