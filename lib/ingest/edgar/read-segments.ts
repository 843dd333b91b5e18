import type { Reading } from "../connector";
import type { Fact } from "./facts";
import type { Filer } from "./filers";
import type { Report } from "./filings";
import { inlineFacts } from "./inline-facts";
import type { Segments } from "./segments";

/** What a report's document says of the segments that are followed, by line, and what is odd about it. */
export type ReadReport = { facts: Map<string, Fact[]>; readings: Reading[] };

const local = (tag: string): string => tag.slice(tag.indexOf(":") + 1);

// What a segment sells to others: the same fact as without this dimension.
const OWN = "srt:ConsolidationItemsAxis us-gaap:OperatingSegmentsMember";

/** Reads a report's document. A segment that is not followed is passed by name, so that a new one is noticed. */
export function readReport(filer: Filer, report: Report, text: string, { axis, tags, lines }: Segments): ReadReport {
  const { facts: all, bad } = inlineFacts(text, new Set(tags));
  const readings: Reading[] = bad.map((sample) => ({ rejected: `${filer.ticker}: a fact that is no number`, sample }));
  const facts = new Map<string, Fact[]>();
  const others = new Set<string>();
  for (const one of all) {
    const member = one.members[axis];
    const further = Object.entries(one.members).filter(([name, value]) => name !== axis && `${name} ${value}` !== OWN);
    if (!member || further.length > 0) continue;
    const line = lines[member];
    if (!line) {
      others.add(member);
      continue;
    }
    const { start, end, value, tag } = one;
    const { accession, form, filed } = report;
    const fact: Fact = {
      start,
      end,
      value,
      tag: `${local(tag)} of ${member}`,
      rank: tags.indexOf(tag),
      accession,
      form,
      filed,
    };
    facts.set(line, [...(facts.get(line) ?? []), fact]);
  }
  for (const member of others) readings.push({ passed: `${filer.ticker}: segment not followed: ${member}` });
  if (facts.size === 0)
    readings.push({
      rejected: `${filer.ticker}: no revenue of ${Object.keys(lines).join(", ")}`,
      sample: `${report.form} of ${report.filed}, ${report.accession}: ${all.length} facts, segments ${[...others].join(", ")}`,
    });
  return { facts, readings };
}
