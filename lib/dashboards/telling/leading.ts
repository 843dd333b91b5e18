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
