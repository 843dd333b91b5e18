import { z } from "zod";
import { AREAS, type Area, areas } from "@/lib/audit/areas";
import { Day } from "@/lib/kernel/period";

/** Which events of the audit: by whom or as whom, what kind, which words in subject and detail, from–to in days UTC. */
export const AuditFilter = z.strictObject({
  person: z.uuid().optional(),
  area: z.enum(areas).optional(),
  text: z.string().trim().min(1).max(100).optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Whether an admin viewed the site as somebody else meanwhile. */
  viewing: z.enum(["yes", "no"]).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** The filter in words, for the audit of its own export: `area=exports, from=2026-11-01`. */
export const filterWords = (filter: AuditFilter): string =>
  Object.entries(filter)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(", ");

/** The first words and whole actions that make up an area, and what is taken out of it by another. */
export function actionsOf(area: Area): { words: string[]; whole: string[]; without: string[] } {
  const own: readonly string[] = AREAS[area].of;
  const elsewhere = areas.filter((one) => one !== area).flatMap((one): readonly string[] => AREAS[one].of);
  return {
    words: own.filter((word) => !word.includes(".")),
    whole: own.filter((word) => word.includes(".")),
    without: elsewhere.filter((word) => word.includes(".")),
  };
}

/** Every first word that belongs to some area: what has another one is in `other`. */
export const knownWords = areas
  .flatMap((area): readonly string[] => AREAS[area].of)
  .filter((word) => !word.includes("."));
