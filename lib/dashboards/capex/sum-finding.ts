import { formatChange, formatValue } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import { CAPEX_LINES, type ReportedLine } from "@/lib/models/capex-definition";
import { yearBefore } from "@/lib/models/capex-calendar";
import { dueQuarter } from "@/lib/models/capex-gaps";
import type { Status } from "@/lib/kernel/status";
import { yoy } from "@/lib/models/capex-sum";
import { type CapexFacts, whyMissing } from "./facts";
import { GROUPS, listed, type Membership } from "./members";
import { statusToSay } from "../telling/status-words";
import type { CapexView } from "./view";

/** What a sentence needs of a quarter of the sum: its first day, its value, its status and who is missing. */
export type Told = { start: string; sum: number | null; missing: readonly string[]; status: Status };

const quarterWords = (start: string): string => periodLabel(start, "quarter");

/** `Big-4 cash capex`, and `Cash capex of Apple and Oracle` where there is no name for the group. */
function subjectWords({ key, name }: Membership, words: string): string {
  return key in GROUPS ? `${name} ${words}` : `${words.slice(0, 1).toUpperCase()}${words.slice(1)} of ${name}`;
}

/** What is not in yet after the newest complete quarter: `; Meta's 2026Q3 is not in yet`. */
function gapAfter(last: string, quarters: readonly Told[], facts: CapexFacts, line: ReportedLine): string {
  const partial = quarters.findLast((one) => one.start > last && one.sum === null);
  const due = dueQuarter(facts.day);
  if (!partial) return due > last ? `; ${quarterWords(due)} is not in yet` : "";
  const when = quarterWords(partial.start);
  const [only, second] = partial.missing.map(facts.nameOf);
  const isComing = partial.missing.every((one) => whyMissing(facts, one, line, partial.start) === "not known");
  if (!isComing) return `; ${when} lacks ${listed(partial.missing.map(facts.nameOf))}`;
  if (only && !second) return `; ${only}'s ${when} is not in yet`;
  return partial.missing.length === 2
    ? `; ${when} of ${only} and ${second} is not in yet`
    : `; ${when} of ${partial.missing.length} members is not in yet`;
}

/** The members of which nothing at all is known on the definition: the reason why no quarter is complete. */
function never(membership: Membership, facts: CapexFacts, line: ReportedLine): string {
  const none = membership.members.filter((one) => facts.quarters(one, line).quarters.size === 0);
  return none.length > 0 ? `: nothing of ${listed(none.map(facts.nameOf))} is known by it` : "";
}

/** The finding: the newest complete quarter, against the year before where that is complete too, and what is missing. */
export function sumFinding(
  quarters: readonly Told[],
  facts: CapexFacts,
  membership: Membership,
  view: CapexView,
): string {
  const { words, line } = CAPEX_LINES[view.definition];
  const sums = new Map(quarters.flatMap((one): [string, number][] => (one.sum === null ? [] : [[one.start, one.sum]])));
  const last = [...sums.keys()].toSorted().at(-1);
  if (!last) return `No quarter of ${words} is complete for ${membership.name}${never(membership, facts, line)}`;
  const change = yoy(sums, last);
  const kind = statusToSay(quarters.find((one) => one.start === last)?.status);
  const before = statusToSay(quarters.find((one) => one.start === yearBefore(last))?.status);
  const earlier = before ? ` (${before})` : "";
  const amount = `${formatValue(sums.get(last), "USD", 0)} in ${quarterWords(last)}${kind ? ` (${kind})` : ""}`;
  const gap = gapAfter(last, quarters, facts, line);
  if (change === null) return `${subjectWords(membership, words)} was ${amount}${gap}`;
  const size = formatChange(Math.abs(change), 0).replace("+", "");
  if (size === "0%") return `${subjectWords(membership, words)} was ${amount}, as a year before${earlier}${gap}`;
  const [verb, more] = change > 0 ? ["reached", "more"] : ["fell to", "less"];
  return `${subjectWords(membership, words)} ${verb} ${amount}, ${size} ${more} than a year before${earlier}${gap}`;
}
