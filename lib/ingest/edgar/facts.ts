import { z } from "zod";
import { Day } from "@/lib/kernel/period";

/** One fact of a filing: a value for a span of days. `val` is in whole units of the currency. */
const RawFact = z.looseObject({
  start: Day,
  end: Day,
  val: z.number(),
  accn: z.string(),
  form: z.string(),
  filed: Day,
});

/** A fact with the tag under which it was filed. Days; `rank` is the place of the tag among its rivals. */
export type Fact = {
  start: string;
  end: string;
  value: number;
  tag: string;
  rank: number;
  accession: string;
  form: string;
  filed: string;
};

export const CompanyFacts = z.looseObject({
  cik: z.union([z.number(), z.string()]),
  entityName: z.string(),
  facts: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ units: z.record(z.string(), z.array(z.unknown())) })),
  ),
});
export type CompanyFacts = z.infer<typeof CompanyFacts>;

export const Submissions = z.looseObject({
  name: z.string(),
  fiscalYearEnd: z.string().regex(/^\d{4}$/),
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

export type ReadFacts = { facts: Fact[]; bad: { tag: string; sample: string }[]; fields: Set<string> };

const FIELDS = new Set(["start", "end", "val", "accn", "fy", "fp", "form", "filed", "frame"]);

/**
 * The facts of several rival tags in one currency. What is no fact of a span is listed as bad; instants are none. `fields`
 * are those that facts did not use to have.
 */
export function factsOf(all: CompanyFacts, taxonomy: string, tags: readonly string[], unit: string): ReadFacts {
  const facts: Fact[] = [];
  const bad: ReadFacts["bad"] = [];
  const fields = new Set<string>();
  for (const [rank, tag] of tags.entries()) {
    for (const raw of all.facts[taxonomy]?.[tag]?.units[unit] ?? []) {
      const parsed = RawFact.safeParse(raw);
      if (!parsed.success) bad.push({ tag, sample: JSON.stringify(raw) });
      else {
        for (const field of Object.keys(parsed.data)) if (!FIELDS.has(field)) fields.add(field);
        const { start, end, val: value, accn: accession, form, filed } = parsed.data;
        facts.push({ start, end, value, tag, rank, accession, form, filed });
      }
    }
  }
  return { facts, bad, fields };
}
