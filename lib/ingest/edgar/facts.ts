import { z } from "zod";
import { Day } from "@/lib/kernel/period";

/** One fact of a filing: a value for a span of days. `val` is in whole units of the currency. */
const RawFact = z
  .looseObject({
    start: Day,
    end: Day,
    val: z.number(),
    accn: z.string(),
    form: z.string(),
    filed: Day,
  })
  .refine(({ start, end }) => start <= end, "the span ends before it begins")
  .refine(({ end, filed }) => filed >= end, "it was filed before its span ended");

/**
 * A fact with the tag under which it was filed. Days; `rank` is the place of the tag among its rivals. `as` is the tag of
 * the same definition where the filer has only renamed it.
 */
export type Fact = {
  start: string;
  end: string;
  value: number;
  tag: string;
  rank: number;
  accession: string;
  form: string;
  filed: string;
  as?: string;
};

export const CompanyFacts = z.looseObject({ facts: z.record(z.string(), z.unknown()) });
export type CompanyFacts = z.infer<typeof CompanyFacts>;

export const Submissions = z.looseObject({
  name: z.string(),
  fiscalYearEnd: z
    .string()
    .regex(/^\d{4}$/)
    .nullable()
    .catch(null),
  filings: z.looseObject({
    recent: z.looseObject({
      accessionNumber: z.array(z.string()),
      form: z.array(z.string()),
      filingDate: z.array(z.string()),
      primaryDocument: z.array(z.string()).optional(),
      isXBRL: z.array(z.union([z.number(), z.boolean()])).optional(),
    }),
  }),
});
export type Submissions = z.infer<typeof Submissions>;

/** A tag that a filer renamed: what was filed under `from` before a day has the definition of `to`. */
export type Renamed = { from: string; to: string; before: string; because: string };

/** `bad` are records that are no fact of a span, `foreign` how many stand in which other unit, `fields` are new ones. */
export type ReadFacts = {
  facts: Fact[];
  bad: { tag: string; sample: string }[];
  foreign: { tag: string; unit: string }[];
  fields: Set<string>;
};

const FIELDS = new Set(["start", "end", "val", "accn", "fy", "fp", "form", "filed", "frame"]);
const Taxonomy = z.record(z.string(), z.unknown());
const Concept = z.looseObject({ units: z.record(z.string(), z.unknown()) });

/** The records of a tag by their unit; null where it was never filed, a sample where it has another shape. */
function unitsOf(all: CompanyFacts, taxonomy: string, tag: string): Record<string, unknown> | string | null {
  const concepts = Taxonomy.safeParse(all.facts[taxonomy]);
  const concept = concepts.success ? concepts.data[tag] : undefined;
  if (concept === undefined || concept === null) return null;
  const parsed = Concept.safeParse(concept);
  return parsed.success ? parsed.data.units : (JSON.stringify(concept) ?? "").slice(0, 300);
}

/**
 * The facts of several rival tags in one currency. What is no fact of a span is listed as bad; instants are none. `fields`
 * are those that facts did not use to have.
 */
export function factsOf(
  all: CompanyFacts,
  taxonomy: string,
  tags: readonly string[],
  unit: string,
  renamed: readonly Renamed[] = [],
): ReadFacts {
  const read: ReadFacts = { facts: [], bad: [], foreign: [], fields: new Set() };
  for (const [rank, tag] of tags.entries()) {
    const units = unitsOf(all, taxonomy, tag);
    if (units === null) continue;
    if (typeof units === "string") {
      read.bad.push({ tag, sample: units });
      continue;
    }
    for (const [other, records] of Object.entries(units))
      if (other !== unit && Array.isArray(records)) read.foreign.push(...records.map(() => ({ tag, unit: other })));
    const records: unknown = units[unit] ?? [];
    if (!Array.isArray(records)) read.bad.push({ tag, sample: JSON.stringify(records).slice(0, 300) });
    else for (const raw of records) readFact(read, raw, tag, rank, renamed);
  }
  return read;
}

function readFact(read: ReadFacts, raw: unknown, tag: string, rank: number, renamed: readonly Renamed[]): void {
  const parsed = RawFact.safeParse(raw);
  if (!parsed.success) {
    read.bad.push({ tag, sample: JSON.stringify(raw) ?? String(raw) });
    return;
  }
  for (const field of Object.keys(parsed.data)) if (!FIELDS.has(field)) read.fields.add(field);
  const { start, end, val: value, accn: accession, form, filed } = parsed.data;
  const to = renamed.find((one) => one.from === tag && filed < one.before)?.to;
  read.facts.push({ start, end, value, tag, rank, accession, form, filed, ...(to ? { as: to } : {}) });
}
