import { formatRange, formatValue } from "@/lib/kernel/format";
import type { ViewKind, ViewLine } from "@/lib/models/capex-point-in-time";
import type { Observation } from "@/lib/store/rows";
import { type Known, lineWords } from "./point-in-time-chart";
import type { Period, Statements } from "./statements";
import { CAPEX_LINES, type CapexLine, type CapexView } from "./view";

const said = (one: Observation): string =>
  one.value === null ? formatRange({ low: one.low, high: one.high }, "USD", 0) : formatValue(one.value, "USD", 0);

const standing = (rows: readonly Observation[]): Observation[] => rows.filter((one) => one.status !== "W");

/** The line of reported capex that a guidance's definition is about; null where it is not stated. */
const lineOf = (one: Observation): string | null => {
  const lines: Readonly<Record<string, CapexLine>> = CAPEX_LINES;
  return lines[one.dims["definition"] ?? ""]?.line ?? null;
};

const guidanceOf = (known: Known): Observation[] =>
  known.views
    .filter((one) => one.kind === "guidance")
    .flatMap((one) => standing(one.rows))
    .toSorted((a, b) => a.knownAt.localeCompare(b.knownAt));

/** The ends between which a kind of views stands, each publisher by its newest, and how many publishers there are. */
function spread(lines: readonly ViewLine<Observation>[], kind: ViewKind): string | null {
  const newest = lines.filter((one) => one.kind === kind).flatMap((one) => standing(one.rows).at(-1) ?? []);
  const ends = newest.flatMap((one) => [one.value, one.low, one.high].filter((end) => end !== null));
  if (ends.length === 0) return null;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const by = newest.length === 1 ? "one publisher" : `${newest.length} publishers`;
  return `${low === high ? formatValue(low, "USD", 0) : formatRange({ low, high }, "USD", 0)} (${by})`;
}

/** What was expected in words: guidance that may be held against `line`, then consensus, then estimates; two of them. */
function expected(known: Known, line: string | null, which: "first" | "newest", { label }: Statements): string {
  const guidance = guidanceOf(known).filter((one) => line === null || lineOf(one) === null || lineOf(one) === line);
  const one = which === "first" ? guidance[0] : guidance.at(-1);
  const definition = one ? label("definition", one.dims["definition"] ?? "").toLowerCase() : "";
  const [consensus, estimates] = [spread(known.views, "consensus"), spread(known.views, "estimate")];
  return [
    ...(one ? [`${which === "first" ? "first guided" : "guided"} ${said(one)} (${definition})`] : []),
    ...(consensus ? [`consensus ${consensus}`] : []),
    ...(estimates ? [`estimates ${estimates}`] : []),
  ]
    .slice(0, 2)
    .join(", ");
}

/**
 * The finding of the point-in-time figure: what was spent, or reported so far, and what had been expected. Guidance of
 * one definition is never held against actuals of another: the actual is of the definition guided, where it is known.
 */
export function pointInTimeFinding(known: Known, statements: Statements, period: Period, view: CapexView): string {
  const guided = new Set(guidanceOf(known).map(lineOf));
  const { line: wanted } = CAPEX_LINES[view.definition];
  const fit = (line: string) => (guided.has(line) ? 2 : 0) + (line === wanted ? 1 : 0);
  const actuals = known.actuals.toSorted((a, b) => fit(b.line) - fit(a.line));
  const { name } = statements;
  const done = actuals.find((one) => one.final !== null);
  if (done?.final) {
    const then = expected(known, done.line, "first", statements);
    const spent = `${name} spent ${formatValue(done.final.value, "USD", 0)} in ${period.key} (${lineWords(done.line)})`;
    return then ? `${spent}; ${then}` : spent;
  }
  const going = actuals.find((one) => typeof one.steps.at(-1)?.sum === "number");
  const step = going?.steps.at(-1);
  if (!going || !step) return `${name}, ${period.key}: ${expected(known, null, "newest", statements)}`;
  // Of a year that is under way the plan says more than the part: it is told with its own definition.
  const now = expected(known, null, "newest", statements);
  const quarters = step.quarters.length === 1 ? "1 quarter" : `${step.quarters.length} quarters`;
  const so = `${name} has reported ${formatValue(step.sum, "USD", 0)} for ${period.key} so far (${lineWords(going.line)}, ${quarters})`;
  return now ? `${so}; ${now}` : so;
}
