import { formatRange, formatValue } from "@/lib/kernel/format";
import { observedPeriod } from "../dataset/table";
import { type AgeLimit, saidWhen } from "./age";
import { statusToSay } from "./status-words";
import type { Told } from "./statement";

type How = { decimals: number; limit: AgeLimit; ranks?: Readonly<Record<string, string>> | undefined };

/** A value or, where none was said, its range or floor: `57%`, `at least 60%`, `Gold`. */
export function valueWords(one: Told, { decimals, ranks }: Pick<How, "decimals" | "ranks">): string {
  const rank = ranks?.[String(one.value)];
  if (rank !== undefined) return rank;
  return one.value === null ? formatRange(one, one.unit, decimals) : formatValue(one.value, one.unit, decimals);
}

/**
 * A statement as a sentence has it, with all that a reader must know of it: value, period, what kind of statement it is
 * where it has not happened, and when it was said where that is long ago. `57% in 2025Q3 (estimate)`,
 * `$130B in 2033 (forecast of 2024-11-02)`, `1,500 MW on 2026-06-30`.
 */
export function tell(one: Told, how: How): string {
  const period = observedPeriod(one);
  const on = period === one.period ? "on" : "in";
  const kind = [statusToSay(one.status), saidWhen(one, how.limit)].filter(Boolean).join(" ");
  return `${valueWords(one, how)} ${on} ${period}${kind ? ` (${kind})` : ""}`;
}
