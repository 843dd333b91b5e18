import type { Reader } from "@/lib/access/reader";
import { mayLead } from "@/lib/provenance/grade";
import type { AgeLimit } from "./age";

/** Whether a headline or title may rest on a number by its source alone: never on one that nobody can look up. */
export type Leads = (one: { source: string }) => boolean;

/** What sentences of a page are told by: from when on numbers are old, and whose may lead. */
export type Telling = AgeLimit & { leads: Leads };

/** Reads the grades of the sources of some numbers, once for all sentences about them. */
export async function leadsOf(reader: Pick<Reader, "sources">, numbers: readonly { source: string }[]): Promise<Leads> {
  const sources = await reader.sources([...new Set(numbers.map((one) => one.source))]);
  const may = new Set(sources.flatMap(({ key, grade }) => (mayLead(grade) ? [key] : [])));
  return ({ source }) => may.has(source);
}

/** Whether something besides what leads was said in full, so that a range would be another with it. */
export const hasUnledRest = (
  all: readonly { source: string; value: number | null; low: number | null; high: number | null }[],
  leads: Leads,
): boolean => all.some((one) => !leads(one) && (one.value !== null || (one.low !== null && one.high !== null)));

/** What a title says where it leaves out what nobody can look up. */
export const UNLED = "; more that cannot be looked up";
