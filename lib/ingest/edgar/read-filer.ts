import type { ProposedObservation } from "@/lib/datasets/proposal";
import type { Reading } from "../connector";
import { type CompanyFacts, type Fact, factsOf, type Submissions } from "./facts";
import { type Filer, linesOf } from "./filers";
import { reportsOf } from "./filings";
import { calendarQuarter, fiscalLabel } from "./fiscal";
import { spansOf, standingOn } from "./quarters";
import { reconcile } from "./reconcile";
import { type Vintage, vintagesOf } from "./vintages";

const TOLERANCE = 2_000_000;

const sourceKey = ({ company }: Filer): string => `edgar-${company}`;

function noteOf({ kind, basis, from, start, end }: Vintage): string {
  const tags = [...new Set(from.map((fact) => fact.tag))].join(", ");
  const filings = from.map((fact) => `${fact.accession} ${fact.form}`);
  const how =
    basis === "reported"
      ? kind === "year"
        ? "fiscal-year total"
        : "quarter as filed"
      : "difference of year-to-date values";
  const calendar = kind === "quarter" ? `; calendar ${calendarQuarter({ start, end })}` : "";
  return `${tags}; ${how}; ${filings.join(" less ")}${calendar}`.slice(0, 1000);
}

function observationOf(filer: Filer, line: string, vintage: Vintage, yearEnd: string): ProposedObservation {
  const { kind, basis, start, end, value, knownOn } = vintage;
  return {
    dataset: "company-financials",
    measure: kind,
    dims: { company: filer.company, line, basis, currency: filer.currency.toLowerCase() },
    period: start,
    periodEnd: end,
    periodLabel: fiscalLabel(end, yearEnd, kind === "year"),
    value,
    status: "A",
    confidence: "high",
    source: sourceKey(filer),
    knownAt: `${knownOn}T00:00:00Z`,
    note: noteOf(vintage),
  };
}

function* newestFiling(facts: CompanyFacts, filings: Submissions, filer: Filer): Generator<Reading> {
  const newest = reportsOf(filings)[0];
  if (!newest || JSON.stringify(facts.facts).includes(newest.accession)) return;
  yield { passed: `${filer.ticker}: ${newest.form} of ${newest.filed} is filed and has no facts yet` };
}

/** Reads one line of a filer from its facts, wherever they were found. `yearEnd` is MMDD. */
export function* readLine(filer: Filer, line: string, facts: readonly Fact[], yearEnd: string): Generator<Reading> {
  const { vintages, mixed } = vintagesOf(facts);
  for (const vintage of vintages)
    if (!filer.yearly || vintage.kind === "year") yield { observation: observationOf(filer, line, vintage, yearEnd) };
  for (const { end } of mixed)
    yield {
      rejected: "a year was restated and its nine months were not: the quarter cannot be derived",
      sample: `${filer.ticker} ${line} to ${end}`,
    };
  const { disagreements } = reconcile(spansOf(standingOn(facts, "9999-12-31")).spans, TOLERANCE);
  for (const { end, year, quarters } of disagreements)
    yield { passed: `${filer.ticker} ${line}: quarters of the year to ${end} add up to ${quarters}, not ${year}` };
}

/** Reads one filer: every quarter and year of its lines with every value that they have had, from its filing on. */
export function* readFiler(filer: Filer, facts: CompanyFacts, filings: Submissions): Generator<Reading> {
  yield {
    source: {
      key: sourceKey(filer),
      title: `${filer.name}, facts of its filings`,
      publisher: "SEC EDGAR",
      url: `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${filer.cik}`,
      kind: "filing",
      licence: "US government work",
      reliability: "high",
    },
  };
  yield* newestFiling(facts, filings, filer);
  for (const { line, tags } of linesOf(filer)) {
    const { facts: own, bad, fields } = factsOf(facts, filer.taxonomy, tags, filer.currency);
    for (const field of fields) yield { unknownField: field };
    for (const { tag, sample } of bad) yield { rejected: `${filer.ticker} ${tag}: no fact of a span`, sample };
    if (own.length === 0) {
      if (line === "capex" || line === "revenue")
        yield { rejected: `${filer.ticker}: no ${line} under ${tags.join(", ")}`, sample: filer.cik };
      else yield { passed: `no ${line} filed` };
      continue;
    }
    yield* readLine(filer, line, own, filings.fiscalYearEnd);
  }
}
