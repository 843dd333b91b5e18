import type { Fact } from "./facts";
import { dayAfter, isQuarter, isYear, lengthOf } from "./fiscal";

/** A fact as it stood on a day, and whether it is another value than the one that was filed first. */
export type Standing = Fact & { restated: boolean };

/** A quarter or a year: reported as such, or the difference of two year-to-date values with both filings. */
export type Span = {
  kind: "quarter" | "year";
  basis: "reported" | "derived";
  start: string;
  end: string;
  value: number;
  from: Standing[];
};

/** A quarter that cannot be derived, because one of two year-to-date values was restated and the other was not. */
export type Mixed = { end: string; from: Standing[] };
export type Spans = { spans: Span[]; mixed: Mixed[] };

const keyOf = ({ start, end }: { start: string; end: string }): string => `${start} ${end}`;

/** For each span of days the value filed last by `day`; of one day's filings the preferred tag. */
export function standingOn(facts: readonly Fact[], day: string): Standing[] {
  const first = new Map<string, Fact>();
  const newest = new Map<string, Fact>();
  for (const fact of facts) {
    if (fact.filed > day) continue;
    const key = keyOf(fact);
    const earliest = first.get(key);
    if (!earliest || fact.filed < earliest.filed || (fact.filed === earliest.filed && fact.rank < earliest.rank))
      first.set(key, fact);
    const known = newest.get(key);
    if (!known || fact.filed > known.filed || (fact.filed === known.filed && fact.rank < known.rank))
      newest.set(key, fact);
  }
  return [...newest].map(([key, fact]) => ({ ...fact, restated: first.get(key)?.value !== fact.value }));
}

function differences(group: readonly Standing[]): Spans {
  const found: Spans = { spans: [], mixed: [] };
  const ordered = group.toSorted((a, b) => (a.end < b.end ? -1 : 1));
  for (const [at, later] of ordered.entries()) {
    const earlier = ordered[at - 1];
    if (!earlier) continue;
    const start = dayAfter(earlier.end);
    if (!isQuarter(lengthOf({ start, end: later.end }))) continue;
    // A restatement of the whole would fall into one quarter.
    if (later.restated !== earlier.restated) found.mixed.push({ end: later.end, from: [later, earlier] });
    else
      found.spans.push({
        kind: "quarter",
        basis: "derived",
        start,
        end: later.end,
        value: later.value - earlier.value,
        from: [later, earlier],
      });
  }
  return found;
}

/** A year less its three reported or derived quarters, where the nine months were never filed. */
function fourthQuarters(years: readonly Standing[], quarters: readonly Span[]): Span[] {
  return years.flatMap((year): Span[] => {
    const own = quarters
      .filter((one) => one.start >= year.start && one.end <= year.end)
      .toSorted((a, b) => (a.end < b.end ? -1 : 1));
    const last = own[2];
    if (own.length !== 3 || !last || own.some((one) => one.from.some((fact) => fact.restated)) || year.restated)
      return [];
    const start = dayAfter(last.end);
    if (!isQuarter(lengthOf({ start, end: year.end }))) return [];
    const value = year.value - own.reduce((sum, one) => sum + one.value, 0);
    return [
      {
        kind: "quarter",
        basis: "derived",
        start,
        end: year.end,
        value,
        from: [year, ...own.flatMap((one) => one.from)],
      },
    ];
  });
}

/** Quarters and years of one line as they were known: reported where a filing has them so, else year-to-date differences. */
export function spansOf(standing: readonly Standing[]): Spans {
  const reported = standing.flatMap((fact): Span[] => {
    const length = lengthOf(fact);
    const kind = isQuarter(length) ? "quarter" : isYear(length) ? "year" : null;
    return kind ? [{ kind, basis: "reported", start: fact.start, end: fact.end, value: fact.value, from: [fact] }] : [];
  });
  const groups = new Map<string, Standing[]>();
  for (const fact of standing) groups.set(fact.start, [...(groups.get(fact.start) ?? []), fact]);
  const direct = new Set(reported.flatMap((one) => (one.kind === "quarter" ? [one.end] : [])));
  const differenced = [...groups.values()].map(differences);
  const derived = differenced.flatMap((one) => one.spans).filter((one) => !direct.has(one.end));
  const quarters = [...reported.filter((one) => one.kind === "quarter"), ...derived];
  const covered = new Set([
    ...quarters.map((one) => one.end),
    ...differenced.flatMap((one) => one.mixed.map((mixed) => mixed.end)),
  ]);
  const years = standing.filter((fact) => isYear(lengthOf(fact)) && !covered.has(fact.end));
  const mixed = differenced.flatMap((one) => one.mixed).filter((one) => !direct.has(one.end));
  return { spans: [...reported, ...derived, ...fourthQuarters(years, quarters)], mixed };
}
