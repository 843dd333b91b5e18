import { formatDay, formatRange, formatValue } from "@/lib/kernel/format";
import type { Status } from "@/lib/kernel/status";
import { compareWithActual, type Verdict } from "@/lib/models/capex-comparison";
import { CAPEX_LINES, lineOf } from "@/lib/models/capex-definition";
import type { Observation } from "@/lib/store/rows";
import { isOwnWords, lineWords, shortDefinition } from "./definition-words";
import { statusToSay } from "../telling/status-words";
import { finalStatus, type Known, stepStatus } from "./point-in-time-chart";
import type { Period, Statements } from "./statements";
import type { CapexView } from "./view";

type Ends = { value: number | null; low: number | null; high: number | null };

const said = ({ value, low, high }: Ends): string =>
  value === null ? formatRange({ low, high }, "USD", 0) : formatValue(value, "USD", 0);

/** What still stands of a line of views, oldest first: nothing of one that was withdrawn last. */
const standing = (rows: readonly Observation[]): Observation[] =>
  rows.at(-1)?.status === "W" ? [] : rows.filter((one) => one.status !== "W");
const oldestFirst = (a: Observation, b: Observation) => a.knownAt.localeCompare(b.knownAt);

/** Guidance in the company's own words, oldest first: what others relay never leads. */
const guidanceOf = (known: Known): Observation[] =>
  known.views
    .filter((one) => one.kind === "guidance")
    .flatMap((one) => standing(one.rows))
    .filter(isOwnWords)
    .toSorted(oldestFirst);

/** Each publisher's newest consensus. */
const consensusOf = (known: Known): Observation[] =>
  known.views.filter((one) => one.kind === "consensus").flatMap((one) => standing(one.rows).at(-1) ?? []);

const isInFull = ({ value, low, high }: Ends): boolean => value !== null || (low !== null && high !== null);

/** The views that a sentence holds together: those said in full, or a floor or ceiling that stands alone. */
function heldTogether(views: readonly Observation[]): Observation[] {
  const full = views.filter(isInFull);
  return full.length > 0 || views.length > 1 ? full : [...views];
}

/** The ends between which several views of one definition stand. A floor beside a point gives no range its end. */
function spread(views: readonly Observation[]): Ends | null {
  const [only, second] = heldTogether(views);
  if (!only || !second) return only ?? null;
  const ends = heldTogether(views).flatMap((one) => (one.value === null ? [one.low, one.high] : [one.value]));
  const stated = ends.filter((end) => end !== null);
  const [low, high] = [Math.min(...stated), Math.max(...stated)];
  return low === high ? { value: low, low: null, high: null } : { value: null, low, high };
}

/** `, others at least $470B`: the floors and ceilings beside what was said in full. */
function openWords(views: readonly Observation[]): string {
  const open = views.length > 1 ? views.filter((one) => !isInFull(one)) : [];
  return open.length > 0 ? `, ${open.length === 1 ? "another" : "others"} ${open.map(said).join(" and ")}` : "";
}

/** The days on which views became known, from the first to the last. */
function daysOf(views: readonly Observation[]): string {
  const days = views.map((one) => formatDay(one.knownAt)).toSorted();
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  return first === last ? first : `${first} to ${last}`;
}

const whose = (views: readonly Observation[]): string => (views.length > 1 ? `${views.length} publishers, ` : "");

const byPublishers = (views: readonly Observation[]): string =>
  views.length > 1 ? ` (${views.length} publishers)` : "";

const ON: Record<Verdict, string> = { above: "above", below: "below", within: "within", "in line": "in line with" };

/** How an actual compares with what was expected of it on its own definition: `, above the consensus of $36.3B`. */
function against(known: Known, line: string, actual: number): string {
  const own = guidanceOf(known).find((one) => lineOf(one.dims["definition"]) === line);
  const street = consensusOf(known).filter((one) => lineOf(one.dims["definition"]) === line);
  const consensus = spread(street);
  const verdict = (ends: Ends, definition: string | undefined): string => {
    const found = compareWithActual({ ...ends, definition }, new Map([[line, actual]]));
    return found.verdict === null ? "" : ON[found.verdict];
  };
  const parts = [
    ...(own ? [`${verdict(own, own.dims["definition"])} the ${said(own)} guided on ${formatDay(own.knownAt)}`] : []),
    ...(consensus
      ? [
          `${verdict(consensus, street[0]?.dims["definition"])} the consensus of ${said(consensus)}${byPublishers(heldTogether(street))}`,
        ]
      : []),
  ];
  if (parts.length > 0) return `, ${parts.join(" and ")}`;
  const others = guidanceOf(known).length + consensusOf(known).length;
  return others > 0 ? "; no expectation is stated on that definition" : "";
}

/** `, provisional`: what is not actual is called what it is. */
const kindOf = (status: Status): string => (statusToSay(status) ? `, ${statusToSay(status)}` : "");

/** What stands for a period that is not over: guidance first, then consensus, each with its definition. */
function expected(known: Known): string[] {
  const own = guidanceOf(known).at(-1);
  const street = consensusOf(known);
  const definitions = new Set(street.map((one) => one.dims["definition"] ?? "not-stated"));
  const [definition] = definitions;
  const consensus = definitions.size === 1 ? spread(street) : null;
  return [
    ...(own
      ? [`it guided ${said(own)} on ${formatDay(own.knownAt)} (${shortDefinition(own.dims["definition"])})`]
      : []),
    ...(consensus
      ? [
          `consensus ${said(consensus)} (${whose(heldTogether(street))}${shortDefinition(definition)}, ${daysOf(heldTogether(street))})${openWords(street)}`,
        ]
      : []),
  ];
}

/**
 * The finding of the point-in-time figure: what was spent, and how that compares with what was expected on the same
 * definition, where anything was; or what is reported so far, and what is expected of the whole, each definition named.
 */
export function pointInTimeFinding(known: Known, statements: Statements, period: Period, view: CapexView): string {
  const guided = new Set(guidanceOf(known).map((one) => lineOf(one.dims["definition"])));
  const street = new Set(consensusOf(known).map((one) => lineOf(one.dims["definition"])));
  const { line: wanted } = CAPEX_LINES[view.definition];
  const fit = (line: string) => (guided.has(line) ? 4 : 0) + (street.has(line) ? 2 : 0) + (line === wanted ? 1 : 0);
  const actuals = known.actuals.toSorted((a, b) => fit(b.line) - fit(a.line));
  const { name } = statements;
  const done = actuals.find((one) => one.final !== null);
  if (done?.final) {
    const spent = `${name} spent ${formatValue(done.final.value, "USD", 0)} in ${period.key} (${lineWords(done.line)}${kindOf(finalStatus(done.final))})`;
    return `${spent}${against(known, done.line, done.final.value)}`;
  }
  const going = actuals.find((one) => typeof one.steps.at(-1)?.sum === "number");
  const step = going?.steps.at(-1);
  const now = expected(known);
  if (!going || !step)
    return now.length > 0
      ? `${name}, ${period.key}: ${now.join("; ")}`
      : `${name}, ${period.key}: only relayed figures and estimates are known`;
  const quarters = step.quarters.length === 1 ? "1 quarter" : `${step.quarters.length} quarters`;
  const so = `${name} has reported ${formatValue(step.sum, "USD", 0)} for ${period.key} so far (${lineWords(going.line)}, ${quarters}${kindOf(stepStatus(step))})`;
  return [so, ...now].join("; ");
}
