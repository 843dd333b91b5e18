import type { ProposedObservation } from "@/lib/datasets/proposal";
import type { Reading } from "../connector";
import { withoutContradictions } from "./contradictions";
import type { Fact } from "./facts";
import type { Filer } from "./filers";
import { calendarQuarter, isQuarter, isYear, lengthOf } from "./fiscal";
import { type FiscalCalendar, isFiscalYear, labelOf, ofTransition } from "./fiscal-calendar";
import { withoutParts } from "./parts";
import { onePeriodEach } from "./periods";
import { FROM_QUARTERS } from "../gate/statement-series";
import { type Gap, spansOf } from "./quarters";
import { reconcile } from "./reconcile";
import { standingOn } from "./standing";
import { isOdd, type Vintage, type Vintages, vintagesOf } from "./vintages";

const TOLERANCE = 2_000_000;

export const sourceKey = ({ company }: Filer): string => `edgar-${company}`;

function noteOf({ kind, basis, from, start, end }: Vintage): string {
  const tags = [...new Set(from.map((fact) => fact.tag))].join(", ");
  const filings = from.map((fact) => `${fact.accession} ${fact.form}`);
  const reported = kind === "year" ? "fiscal-year total" : "quarter as filed";
  const derived = from.length > 2 ? FROM_QUARTERS : "difference of year-to-date values";
  const how = basis === "reported" ? reported : derived;
  const calendar = kind === "quarter" ? `; calendar ${calendarQuarter({ start, end })}` : "";
  return `${tags}; ${how}; ${filings.join(" less ")}${calendar}`.slice(0, 1000);
}

function observationOf(filer: Filer, line: string, vintage: Vintage, calendar: FiscalCalendar): ProposedObservation {
  const { kind, basis, start, end, value, knownOn } = vintage;
  return {
    dataset: "company-financials",
    measure: kind,
    dims: { company: filer.company, line, basis, currency: filer.currency.toLowerCase() },
    period: start,
    periodEnd: end,
    periodLabel: labelOf(end, kind === "year", calendar),
    value,
    status: "A",
    confidence: "high",
    source: sourceKey(filer),
    knownAt: `${knownOn}T00:00:00Z`,
    note: noteOf(vintage),
  };
}

const filingsOf = ({ from }: Gap): string =>
  from
    .flatMap((one) => [one, ...one.rivals])
    .map((one) => `${one.tag} ${one.value} ${one.accession} ${one.form}`)
    .join("; ");

/** Names every quarter that cannot be derived, with its parts and why; years without any quarter are named together. */
function* gapReadings(of: string, { vintages, mixed, missing, stale }: Vintages): Generator<Reading> {
  const quarters = vintages.filter((one) => one.kind === "quarter");
  const within = ({ start, end }: Gap) => quarters.some((one) => one.start >= start && one.end <= end);
  const whole = missing.filter((gap) => gap.from.every((one) => isYear(lengthOf(one))) && !within(gap));
  for (const gap of [...mixed, ...missing.filter((one) => !whole.includes(one))])
    yield { rejected: `${of}: the quarter to ${gap.end} cannot be derived: ${gap.why}`, sample: filingsOf(gap) };
  for (const gap of stale)
    yield {
      rejected: `${of}: the quarter to ${gap.end} stands as it was first derived: ${gap.why}`,
      sample: filingsOf(gap),
    };
  if (whole.length > 0)
    yield { passed: `${of}: no quarters are filed of the years to ${whole.map((one) => one.end).join(", ")}` };
}

/** What a transition report has to date is no fiscal quarter or year, whatever its length. */
const unpublished = (fact: Fact): boolean =>
  isOdd(fact) || (ofTransition(fact.form) && !isQuarter(lengthOf(fact)) && !isYear(lengthOf(fact)));

/** Takes out what is no part of a year's quarters, and says so of each. */
function* sifted(of: string, facts: readonly Fact[], calendar: FiscalCalendar): Generator<Reading, Fact[]> {
  const { clear, contradictory } = withoutContradictions(onePeriodEach(facts));
  for (const one of contradictory)
    yield {
      rejected: `${of}: two values for one span in one filing, neither is taken`,
      sample: `${one.tag} ${one.start} to ${one.end}: ${one.value}, ${one.accession} ${one.form}`,
    };
  const trailing = clear.filter((one) => isYear(lengthOf(one)) && !isFiscalYear(one, calendar));
  for (const one of trailing) yield { passed: `${of}: a sum of four quarters that is no fiscal year (${one.tag})` };
  const odd = new Map(clear.filter(unpublished).map((one) => [`${one.start} ${one.end}`, one]));
  for (const { start, end, form, tag } of odd.values()) {
    const transition = calendar.transitions.some((one) => one.start <= end && one.end >= start);
    yield {
      passed: transition
        ? `${of}: the transition period ${start} to ${end} (${form}) is neither a fiscal quarter nor a year and is not published`
        : `${of}: ${tag} for ${lengthOf({ start, end })} days is no part of a fiscal year`,
    };
  }
  return clear.filter((one) => !trailing.includes(one));
}

/**
 * Says of what tags were left out, as the filer's own filings show them to be another amount than the line. Where a span
 * was filed under such a tag alone, it is missing, and named.
 */
function* partReadings(of: string, facts: readonly Fact[]): Generator<Reading> {
  const { whole, parts } = withoutParts(facts);
  const keyOf = ({ start, end }: Pick<Fact, "start" | "end">): string => `${start} ${end}`;
  const known = new Set(whole.map(keyOf));
  for (const { tag, start, end, value, accession, form } of parts)
    if (known.has(keyOf({ start, end })))
      yield { passed: `${of}: ${tag} is another amount than the line in the filer's own filings` };
    else
      yield {
        rejected: `${of}: ${start} to ${end} is filed under ${tag} alone, which is another amount than the line in the filer's own filings: no quarter is derived from it`,
        sample: `${tag} ${value} ${accession} ${form}`,
      };
}

/** Reads one line of a filer from its facts, wherever they were found. */
export function* readLine(
  filer: Filer,
  line: string,
  all: readonly Fact[],
  calendar: FiscalCalendar,
): Generator<Reading> {
  const of = `${filer.ticker} ${line}`;
  const facts = yield* sifted(of, all, calendar);
  const found = vintagesOf(facts);
  for (const vintage of found.vintages)
    if (!filer.yearly || vintage.kind === "year") yield { observation: observationOf(filer, line, vintage, calendar) };
  yield* partReadings(of, facts);
  if (filer.yearly) return;
  yield* gapReadings(of, found);
  const { disagreements } = reconcile(spansOf(standingOn(facts, "9999-12-31")).spans, TOLERANCE);
  for (const { end, year, quarters } of disagreements)
    yield { passed: `${of}: quarters of the year to ${end} add up to ${quarters}, not ${year}` };
}
