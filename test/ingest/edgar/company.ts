import type { Reading } from "@/lib/ingest/connector";
import { CompanyFacts, Submissions } from "@/lib/ingest/edgar/facts";
import { type Filer, filers } from "@/lib/ingest/edgar/filers";
import { readFiler } from "@/lib/ingest/edgar/read-filer";

/** A constructed record of company facts; `more` replaces or adds fields, also with what is none. */
export type Given = {
  tag: string;
  start: string;
  end: string;
  val: unknown;
  filed: string;
  more?: Record<string, unknown>;
};

export const PPE = "PaymentsToAcquirePropertyPlantAndEquipment";
export const PRODUCTIVE = "PaymentsToAcquireProductiveAssets";
export const CONTRACT = "RevenueFromContractWithCustomerExcludingAssessedTax";
export const REVENUES = "Revenues";

/** Shorthand: millions, filed in one filing per day. */
export const given = (
  tag: string,
  start: string,
  end: string,
  millions: number,
  filed: string,
  more: Record<string, unknown> = {},
): Given => ({ tag, start, end, val: millions * 1e6, filed, more });

export const filerCalled = (ticker: string): Filer => {
  const found = filers.find((one) => one.ticker === ticker);
  if (!found) throw new Error(`nobody is called ${ticker}`);
  return found;
};

/** The JSON of a constructed company's facts, with units other than dollars where `unit` says so. */
export function companyFacts(all: readonly Given[]): CompanyFacts {
  const tags: Record<string, { units: Record<string, unknown[]> }> = {};
  for (const { tag, start, end, val, filed, more = {} } of all) {
    const { unit = "USD", ...fields } = more;
    const concept = (tags[tag] ??= { units: {} });
    const record = { start, end, val, filed, form: "10-Q", fy: 2025, fp: "Q1", accn: `0-${filed}`, ...fields };
    (concept.units[String(unit)] ??= []).push(record);
  }
  return CompanyFacts.parse({ cik: 1, entityName: "Constructed", facts: { "us-gaap": tags } });
}

/** The filings of a constructed company: none, and the end of its fiscal year, MMDD. */
export const filingsOf = (yearEnd: string): Submissions =>
  Submissions.parse({
    name: "Constructed",
    fiscalYearEnd: yearEnd,
    filings: { recent: { accessionNumber: [], form: [], filingDate: [] } },
  });

export type Read = {
  /** Label, basis, millions and the day from which it is known, in the order of reading. */
  rows: (line: string, measure: string) => [string, string, number, string][];
  /** Everything that the run says of what it did not take. */
  words: string;
  readings: Reading[];
};

/** Reads a constructed company as a filer. */
export function readAs(ticker: string, facts: CompanyFacts, yearEnd = "1231"): Read {
  const readings = [...readFiler(filerCalled(ticker), facts, filingsOf(yearEnd))];
  const rows = (line: string, measure: string) =>
    readings.flatMap((one): [string, string, number, string][] => {
      if (!("observation" in one) || one.observation.dims["line"] !== line || one.observation.measure !== measure)
        return [];
      const { periodLabel = "", dims, value, knownAt = "" } = one.observation;
      return [[periodLabel, dims["basis"] ?? "", (value ?? 0) / 1e6, knownAt.slice(0, 10)]];
    });
  const words = readings
    .flatMap((one) => ("rejected" in one ? [`${one.rejected} | ${one.sample}`] : "passed" in one ? [one.passed] : []))
    .join("\n");
  return { rows, words, readings };
}
