import { z } from "zod";

/** The number of an edition: the ISO week in which it was closed, `2026.48`, then `2026.48.2` for a second one. */
export const EditionLabel = z.string().regex(/^\d{4}\.\d{2}(\.\d{1,3})?$/, "an edition is numbered as 2026.48");

const DAY_MS = 86_400_000;

/** The ISO week of an instant, UTC. A week belongs to the year of its Thursday, which need not be the instant's. */
export function isoWeek(at: Date): { year: number; week: number } {
  const day = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  const thursday = new Date(day + (4 - (at.getUTCDay() || 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1 };
}

/** The label of an edition that is closed at `at`, where those in `taken` are given already. */
export function editionLabel(at: Date, taken: readonly string[]): string {
  const { year, week } = isoWeek(at);
  const first = `${year}.${String(week).padStart(2, "0")}`;
  const given = new Set(taken);
  for (let count = 1; ; count += 1) {
    const label = count === 1 ? first : `${first}.${count}`;
    if (!given.has(label)) return label;
  }
}
