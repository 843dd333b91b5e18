import { formatNumber, formatRangeNumber } from "@/lib/kernel/format";
import type { Status } from "@/lib/kernel/status";

export type ShownValue = { value: number | null; low: number | null; high: number | null; status: Status };
export type ShownMeasure = { unit: string; decimals: number; ranks?: Readonly<Record<string, string>> | undefined };

/** A cell's value as the grid shows it: three significant digits, a range by its ends, a rank by its name. */
export function shownText(one: ShownValue | null, { unit, decimals, ranks }: ShownMeasure): string {
  if (!one) return "";
  if (one.status === "W") return "withdrawn";
  if (one.value !== null && ranks) return ranks[String(one.value)] ?? String(one.value);
  if (one.value !== null) return formatNumber(one.value, unit, decimals, true);
  return formatRangeNumber(one, unit, decimals);
}

/** The same in full precision, as it can be typed and pasted again; empty for a withdrawal. */
export function fullText(one: ShownValue | null, { ranks }: ShownMeasure): string {
  if (!one || one.status === "W") return "";
  const { value, low, high } = one;
  if (value !== null && ranks) return ranks[String(value)] ?? String(value);
  const ends =
    low !== null && high !== null ? `${low} to ${high}` : low !== null ? `>=${low}` : high !== null ? `<=${high}` : "";
  if (value === null) return ends;
  return low !== null && high !== null ? `${value} (${ends})` : String(value);
}
