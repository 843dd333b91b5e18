import { addTo } from "@/lib/kernel/group-by";
import type { Reading } from "../connector";
import type { Fact } from "./facts";
import type { Filer } from "./filers";
import type { Report } from "./filings";
import { type InlineFact, inlineFacts } from "./inline-facts";
import type { Segments } from "./segments";

/** What a report's document says of the segments that are followed, by line, and what is odd about it. */
export type ReadReport = { facts: Map<string, Fact[]>; readings: Reading[] };

const local = (tag: string): string => tag.slice(tag.indexOf(":") + 1);

// What a segment sells to others: the same fact as without this dimension.
const OWN = "srt:consolidationitemsaxis us-gaap:operatingsegmentsmember";

/** The member on the axis; null for a fact without one, or with further dimensions. */
function memberOf({ members }: InlineFact, axis: string): string | null {
  const all = Object.entries(members);
  const own = all.find(([name]) => name.toLowerCase() === axis.toLowerCase());
  const further = all.filter((one) => one !== own && `${one[0]} ${one[1]}`.toLowerCase() !== OWN);
  return own && further.length === 0 ? own[1] : null;
}

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, "");
const nameOf = (member: string): string => letters(local(member).replace(/(Segment)?Member$/i, ""));

/** What speaks against reading a segment's number as its member says: the row it stands in, or what is known of the form. */
function doubtOf(
  { row }: InlineFact,
  member: string,
  report: Report & { end: string },
  { misnamed = [] }: Segments,
  names: ReadonlySet<string>,
): string | null {
  const [said, own] = [letters(row), nameOf(member)];
  if (said !== own && names.has(said) && !said.includes(own)) return `it stands in the row “${row}”`;
  const known = misnamed.find(
    (one) =>
      one.member.toLowerCase() === member.toLowerCase() &&
      one.form.test(report.form) &&
      report.end >= one.from &&
      report.end <= one.to,
  );
  return known?.because ?? null;
}

/** The fact of a segment; `member` is its name as followed, since one filer's forms write it with other capitals. */
function factOf(one: InlineFact, member: string, { accession, form, filed }: Report, { tags }: Segments): Fact {
  const { start, end, value, tag } = one;
  return { start, end, value, tag: `${local(tag)} of ${member}`, rank: tags.indexOf(tag), accession, form, filed };
}

/** Reads a report's document. A segment that is not followed is passed by name, so that a new one is noticed. */
export function readReport(filer: Filer, report: Report, text: string, segments: Segments): ReadReport {
  const { axis, tags } = segments;
  const { facts: all, bad, foreign } = inlineFacts(text, new Set(tags), filer.currency);
  const readings: Reading[] = bad.map((sample) => ({ rejected: `${filer.ticker}: a fact that is no number`, sample }));
  for (const { unit, sample } of foreign)
    readings.push({ rejected: `${filer.ticker}: revenue in ${unit}, not ${filer.currency}`, sample });
  const facts = new Map<string, Fact[]>();
  const others = new Set<string>();
  const lines = new Map(Object.entries(segments.lines).map(([name, line]) => [name.toLowerCase(), { name, line }]));
  const placed = all.flatMap((one) => {
    const member = memberOf(one, axis);
    return member === null ? [] : [{ one, member }];
  });
  const names = new Set(placed.map(({ member }) => nameOf(member)));
  const end = all.reduce((last, one) => (one.end > last ? one.end : last), "");
  for (const { one, member } of placed) {
    const followed = lines.get(member.toLowerCase());
    if (!followed) {
      others.add(member);
      continue;
    }
    const { name, line } = followed;
    const doubt = doubtOf(one, member, { ...report, end }, segments, names);
    if (doubt)
      readings.push({
        rejected: `${filer.ticker}: ${member} is not read as ${line}: ${doubt}`,
        sample: `${report.form} of ${report.filed}, ${report.accession}: ${one.start} to ${one.end}, ${one.value}`,
      });
    else addTo(facts, line, factOf(one, name, report, segments));
  }
  for (const member of others) readings.push({ passed: `${filer.ticker}: segment not followed: ${member}` });
  // What was left out with a reason is not missing.
  if (facts.size === 0 && !placed.some(({ member }) => lines.has(member.toLowerCase())))
    readings.push({
      rejected: `${filer.ticker}: no revenue of ${Object.keys(segments.lines).join(", ")}`,
      sample: `${report.form} of ${report.filed}, ${report.accession}: ${all.length} facts, segments ${[...others].join(", ")}`,
    });
  return { facts, readings };
}
