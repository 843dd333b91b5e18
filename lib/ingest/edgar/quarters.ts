import { addTo } from "@/lib/kernel/group-by";
import { dayAfter } from "@/lib/kernel/days";
import { isQuarter, isYear, lengthOf } from "./fiscal";
import { ofOneState } from "./rounds";
import { type Standing, standingOn } from "./standing";

export { standingOn };

/** A quarter or a year: reported as such, or the difference of two values with all filings behind it. */
export type Span = {
  kind: "quarter" | "year";
  basis: "reported" | "derived";
  start: string;
  end: string;
  value: number;
  from: Standing[];
};

/** A quarter that cannot be derived, in words why, and what there is of its parts. */
export type Gap = { start: string; end: string; why: string; from: Standing[] };

/** `mixed` are quarters whose parts do not belong together, `missing` those of which a part was never filed. */
export type Spans = { spans: Span[]; mixed: Gap[]; missing: Gap[] };

type Days = { start: string; end: string };

const keyOf = ({ start, end }: Days): string => `${start} ${end}`;
const tagOf = ({ tag }: Standing): string => tag;
const versions = (one: Standing): Standing[] => [one, ...one.rivals];

/** What a span to date is called in a sentence, by its length. */
function nameOf(span: Days): string {
  const length = lengthOf(span);
  if (isQuarter(length)) return "the quarter";
  if (isYear(length)) return "the year";
  const months = Math.round(length / 30.44);
  return months === 6 ? "the half" : months === 9 ? "the nine months" : `the ${months} months`;
}

const placed = (span: Days): string => `${nameOf(span)} from ${span.start} to ${span.end}`;

const changeOf = ({ history }: Standing): string | null => {
  const at = history.findLastIndex((one, place) => place > 0 && one.value !== history[place - 1]?.value);
  return history[at]?.filed ?? null;
};

/** Why two spans have no difference: other tags, another year's reports, or only one of the two was restated. */
function whyNot(later: Standing, earlier: Standing): string {
  const common = versions(later).find((one) => versions(earlier).some((two) => two.definition === one.definition));
  if (!common)
    return `${placed(later)} is filed under ${versions(later).map(tagOf).join(", ")}, ${placed(earlier)} under ${versions(earlier).map(tagOf).join(", ")}`;
  if (changeOf(common) === null && changeOf(earlier) === null)
    return `${placed(later)} and ${placed(earlier)} were never filed in reports of the same year`;
  const [changed, other] = changeOf(common) === null ? [earlier, later] : [later, earlier];
  return `the filing of ${changeOf(changed) ?? changed.filed} restated ${placed(changed)}, and none ${placed(other)}`;
}

/** One span less another that begins with it, in one definition and of one state of the books; the newest pair of those. */
function differenceOf(later: Standing, earlier: Standing): Span | Gap {
  const days = { start: dayAfter(earlier.end), end: later.end };
  for (const whole of versions(later)) {
    const part = versions(earlier).find((one) => one.definition === whole.definition);
    if (part && ofOneState(whole.history, part.history))
      return { kind: "quarter", basis: "derived", ...days, value: whole.value - part.value, from: [whole, part] };
  }
  return { ...days, why: whyNot(later, earlier), from: [later, earlier] };
}

/** The last quarter of each span to date within a group that begins on one day. */
function differences(group: readonly Standing[]): Spans {
  const found: Spans = { spans: [], mixed: [], missing: [] };
  for (const later of group) {
    const earlier = group
      .filter((one) => one.end < later.end && isQuarter(lengthOf({ start: dayAfter(one.end), end: later.end })))
      .toSorted((a, b) => b.end.localeCompare(a.end))[0];
    if (!earlier) {
      if (isToDate(later)) found.missing.push(missingPart(later));
      continue;
    }
    const difference = differenceOf(later, earlier);
    if ("why" in difference) found.mixed.push(difference);
    else found.spans.push(difference);
  }
  return found;
}

/** Whether a span is what a report of the second, third or fourth quarter gives to date. */
const isToDate = (span: Days): boolean => {
  const length = lengthOf(span);
  return isYear(length) || (length >= 170 && length <= 195) || (length >= 260 && length <= 290);
};

function missingPart(later: Standing): Gap {
  const before = Math.round(lengthOf(later) / 91.31) - 1;
  const part = ["", "quarter", "half", "nine months"][before] ?? "part";
  const were = before === 3 ? "were" : "was";
  const why = `no ${part} from ${later.start} on ${were} filed to take from ${placed(later)}`;
  return { start: later.start, end: later.end, why, from: [later] };
}

/** A year less its three reported or derived quarters, where the nine months were never filed. */
function fourthQuarter(year: Standing, quarters: readonly Span[]): Span | null {
  const own = quarters
    .filter((one) => one.start >= year.start && one.end <= year.end)
    .toSorted((a, b) => a.end.localeCompare(b.end));
  const last = own[2];
  const joined = own.every((one, at) => one.start === (at === 0 ? year.start : dayAfter(own[at - 1]?.end ?? "")));
  if (own.length !== 3 || !last || !joined) return null;
  const start = dayAfter(last.end);
  if (!isQuarter(lengthOf({ start, end: year.end }))) return null;
  const parts = own.flatMap((one) => one.from);
  const whole = versions(year).find((one) =>
    parts.every((part) => part.definition === one.definition && ofOneState(one.history, part.history)),
  );
  if (!whole) return null;
  const value = whole.value - own.reduce((sum, one) => sum + one.value, 0);
  return { kind: "quarter", basis: "derived", start, end: year.end, value, from: [whole, ...parts] };
}

function reportedSpans(standing: readonly Standing[]): Span[] {
  return standing.flatMap((fact): Span[] => {
    const length = lengthOf(fact);
    const kind = isQuarter(length) ? "quarter" : isYear(length) ? "year" : null;
    return kind ? [{ kind, basis: "reported", start: fact.start, end: fact.end, value: fact.value, from: [fact] }] : [];
  });
}

/** Quarters and years of one line as they were known: reported where a filing has them so, else differences. */
export function spansOf(standing: readonly Standing[]): Spans {
  const reported = reportedSpans(standing);
  const groups = new Map<string, Standing[]>();
  for (const fact of standing) addTo(groups, fact.start, fact);
  const differenced = [...groups.values()].map(differences);
  const direct = new Set(reported.flatMap((one) => (one.kind === "quarter" ? [keyOf(one)] : [])));
  const derived = differenced.flatMap((one) => one.spans).filter((one) => !direct.has(keyOf(one)));
  const quarters = [...reported.filter((one) => one.kind === "quarter"), ...derived];
  const ends = new Set(quarters.map((one) => one.end));
  const mixed = differenced.flatMap((one) => one.mixed).filter((one) => !ends.has(one.end));
  const open = differenced.flatMap((one) => one.missing).filter((one) => !ends.has(one.end));
  const last = open.flatMap((gap) => {
    const year = gap.from[0];
    return (year && isYear(lengthOf(year)) && fourthQuarter(year, quarters)) || [];
  });
  const filled = new Set(last.map((one) => one.end));
  return { spans: [...reported, ...derived, ...last], mixed, missing: open.filter((one) => !filled.has(one.end)) };
}
