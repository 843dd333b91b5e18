import { addTo } from "@/lib/kernel/group-by";
import type { Reading } from "../connector";
import { type CompanyFacts, type Fact, factsOf, type Submissions } from "./facts";
import { type Filer, linesOf, lineShown } from "./filers";
import { reportsOf } from "./filings";
import { type FiscalCalendar, fiscalCalendarOf } from "./fiscal-calendar";
import { readLine, sourceKey } from "./read-line";

function* newestFiling(facts: CompanyFacts, filings: Submissions, filer: Filer): Generator<Reading> {
  const newest = reportsOf(filings)[0];
  if (!newest || JSON.stringify(facts.facts).includes(newest.accession)) return;
  yield { passed: `${filer.ticker}: ${newest.form} of ${newest.filed} is filed and has no facts yet` };
}

/** When a filer's fiscal years end and ended, as all of its lines show. */
export function calendarOf(filer: Filer, facts: CompanyFacts, filings: Submissions): FiscalCalendar {
  const all = linesOf(filer).flatMap(({ tags }): Fact[] => factsOf(facts, filer.taxonomy, tags, filer.currency).facts);
  return fiscalCalendarOf(all, filings.fiscalYearEnd);
}

/** The facts of a line's tags by the line as which each report shows them. */
function asShown(filer: Filer, line: string, facts: readonly Fact[]): Map<string, Fact[]> {
  const lines = new Map<string, Fact[]>();
  for (const fact of facts) {
    const shown = lineShown(filer, line, fact.filed);
    addTo(lines, shown, fact);
  }
  return lines;
}

/** Says what a line lacks and what it holds that is not taken, then reads the rest. */
function* readOwn(filer: Filer, line: string, tags: readonly string[], facts: CompanyFacts, calendar: FiscalCalendar) {
  const { ticker, taxonomy, currency, renamed } = filer;
  const { facts: own, bad, foreign, fields } = factsOf(facts, taxonomy, tags, currency, renamed);
  for (const field of fields) yield { unknownField: field };
  for (const { tag, sample } of bad) yield { rejected: `${ticker} ${tag}: no fact of a span`, sample };
  for (const { tag, unit } of foreign) yield { passed: `${ticker} ${tag}: in ${unit}, not ${currency}` };
  for (const [shown, of] of asShown(filer, line, own)) yield* readLine(filer, shown, of, calendar);
  if (own.length > 0) return;
  if (line === "capex" || line === "revenue")
    yield { rejected: `${ticker}: no ${line} under ${tags.join(", ")}`, sample: filer.cik };
  else yield { passed: `no ${line} filed` };
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
  const calendar = calendarOf(filer, facts, filings);
  for (const { start, end } of calendar.transitions)
    yield { passed: `${filer.ticker}: the fiscal year end changed, with a transition period ${start} to ${end}` };
  for (const { line, tags } of linesOf(filer)) yield* readOwn(filer, line, tags, facts, calendar);
}
