import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import type { CellContent, CellEdit } from "./draft";

const MOST = 20_000;

/** A check of texts that remembers those that hold. */
function holding(check: (text: string) => boolean): (text: string) => boolean {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return true;
    if (!check(text)) return false;
    if (known.size < MOST) known.add(text);
    return true;
  };
}

const finite = (one: number | null): boolean => one === null || Number.isFinite(one);

/**
 * Makes a check of many typed edits that says yes only where the schema CellEdit says yes and changes nothing; where it
 * says no, the schema is to be asked, and tells why.
 */
export function plainEdits(): (edit: CellEdit & { content: CellContent }) => boolean {
  const isDay = holding((text) => Day.safeParse(text).success);
  const isKey = holding((text) => Slug.safeParse(text).success);
  return ({ place, content }) => {
    const { value, low, high, status, source, note, periodEnd, periodLabel } = content;
    if (!finite(value) || !finite(low) || !finite(high)) return false;
    if ((status === "W") !== (value === null && low === null && high === null)) return false;
    if (low !== null && high !== null && low > high) return false;
    if (source !== null && !isKey(source)) return false;
    if (note !== null && (note.length > 1000 || note !== note.trim())) return false;
    if (periodLabel !== null && periodLabel.length > 40) return false;
    if (place.measure.length === 0 || place.measure.length > 100) return false;
    return isDay(place.period) && (periodEnd === null || isDay(periodEnd));
  };
}
