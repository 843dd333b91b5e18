import type { DraftFinding } from "./draft";

const PLACES_TOLD = 12;
const TOLD = 200;

/**
 * Findings as a page tells them: of those that say the same of many cells the first dozen, each with how many there are
 * (`times`), and at most two hundred in all; a last one says how many are left out.
 */
export function tellFindings(all: readonly DraftFinding[]): DraftFinding[] {
  const groups = new Map<string, DraftFinding[]>();
  for (const one of all) {
    const key = `${one.blocking} ${one.rule} ${one.message}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const sorted = [...groups.values()].toSorted((a, b) => Number(b[0]?.blocking) - Number(a[0]?.blocking));
  const told: DraftFinding[] = [];
  let left = 0;
  for (const group of sorted) {
    const room = Math.min(PLACES_TOLD, Math.max(0, TOLD - told.length));
    told.push(...group.slice(0, room).map((one) => ({ ...one, times: group.length })));
    if (room === 0) left += group.length;
  }
  if (left === 0) return told;
  const blocking = sorted.some((group) => group[0]?.blocking && !told.some((one) => one.message === group[0]?.message));
  const message = `${left.toLocaleString("en-US")} further findings are not listed. Mend these first, and look again.`;
  return [...told, { rule: "further", message, blocking, place: null }];
}
