import { dayIn, localIn } from "@/lib/kernel/zoned";

/** What a form of a publication starts with: whether an edition is closed, and the next usual moment, where there is one. */
export type UsualMoment = { closesEdition: boolean; local: string; zone: string | null };

const DAY_MS = 86_400_000;

/** The next time that a dataset is usually published, by the clocks of its zone. */
export function usualMoment(
  settings: { closesEdition: boolean; embargoTime: string | null; embargoZone: string },
  now: Date,
): UsualMoment {
  const { closesEdition, embargoTime: time, embargoZone: zone } = settings;
  if (time === null) return { closesEdition, local: "", zone: null };
  const today = `${dayIn(now, zone)}T${time}`;
  const passed = today <= localIn(now, zone).slice(0, 16);
  const local = passed ? `${dayIn(new Date(now.getTime() + DAY_MS), zone)}T${time}` : today;
  return { closesEdition, local, zone };
}
