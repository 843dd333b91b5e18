import type { Reader } from "@/lib/access/reader";
import { formatRange, formatValue } from "@/lib/kernel/format";
import { endOf } from "@/lib/models/capex-calendar";
import { pointInTime, type ViewKind, type ViewLine } from "@/lib/models/capex-point-in-time";
import type { Observation } from "@/lib/store/rows";
import type { Figure } from "../figure";
import { sourcesOf } from "./facts";
import { type Known, lineWords, pointInTimeChart } from "./point-in-time-chart";
import { COLUMNS, pointInTimeRows } from "./point-in-time-rows";
import { type Period, periodOf, periodsOf, type Statements } from "./statements";
import { CAPEX_LINES, type CapexView } from "./view";

const said = (one: Observation): string =>
  one.value === null ? formatRange({ low: one.low, high: one.high }, "USD", 0) : formatValue(one.value, "USD", 0);

const standing = (rows: readonly Observation[]): Observation[] => rows.filter((one) => one.status !== "W");

/** The first guidance of a period, of any definition, with the words for its definition. */
function guided(
  lines: readonly ViewLine<Observation>[],
  which: "first" | "last",
  { label }: Statements,
): string | null {
  const rows = standing(lines.filter((one) => one.kind === "guidance").flatMap((one) => one.rows)).toSorted((a, b) =>
    a.knownAt.localeCompare(b.knownAt),
  );
  const one = which === "first" ? rows[0] : rows.at(-1);
  return one ? `${said(one)} (${label("definition", one.dims["definition"] ?? "").toLowerCase()})` : null;
}

/** The ends between which a kind of views stands, each publisher by its newest, and how many publishers there are. */
function spread(lines: readonly ViewLine<Observation>[], kind: ViewKind): string | null {
  const newest = lines.filter((one) => one.kind === kind).flatMap((one) => standing(one.rows).at(-1) ?? []);
  const ends = newest.flatMap((one) => [one.value, one.low, one.high].filter((end) => end !== null));
  if (ends.length === 0) return null;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const by = newest.length === 1 ? "one publisher" : `${newest.length} publishers`;
  return `${low === high ? formatValue(low, "USD", 0) : formatRange({ low, high }, "USD", 0)} (${by})`;
}

function finding(known: Known, statements: Statements, period: Period, view: CapexView): string {
  const { line: wanted } = CAPEX_LINES[view.definition];
  const actuals = known.actuals.toSorted((a, b) => Number(b.line === wanted) - Number(a.line === wanted));
  const done = actuals.find((one) => one.final !== null);
  const going = actuals.find((one) => one.steps.at(-1)?.sum);
  const views = [
    [guided(known.views, done ? "first" : "last", statements), "guided"] as const,
    [spread(known.views, "consensus"), "consensus"] as const,
    [spread(known.views, "estimate"), "estimates"] as const,
  ].flatMap(([words, kind]) => (words ? [`${done && kind === "guided" ? "first guided" : kind} ${words}`] : []));
  const expected = views.slice(0, 2).join(", ");
  const { name } = statements;
  if (done?.final)
    return `${name} spent ${formatValue(done.final.value, "USD", 0)} in ${period.key} (${lineWords(done.line)})${expected ? `; ${expected}` : ""}`;
  const step = going?.steps.at(-1);
  if (!going || !step) return `${name}, ${period.key}: ${expected}`;
  const spent = `${name} has reported ${formatValue(step.sum, "USD", 0)} for ${period.key} so far (${lineWords(going.line)}, ${step.quarters.length} ${step.quarters.length === 1 ? "quarter" : "quarters"})`;
  return expected ? `${spent}; ${expected}` : spent;
}

const ID = "point-in-time";
const SUBTITLE = "Capex as guided, expected by the street, estimated and reported";

const notShown = (closed: readonly string[]): string =>
  closed.length > 0 ? ` Not part of your subscription, and not shown: ${closed.join(", ")}.` : "";

function nothing({ name, closed }: Statements, view: CapexView, reader: Reader): string {
  const about = view.period ? `${name} for ${view.period}` : `the capex of ${name}`;
  const when = reader.asOfDay ? `was known on ${reader.asOfDay}` : "is known";
  return `No guidance, consensus or estimate of ${about} ${when}.${notShown(closed)}`;
}

function noteOf({ closed, name, isGroup }: Statements): string {
  const words = [
    "Each mark stands at the day on which a subscriber could first have known it: the day of the source, which for actuals gathered later is after the filing. Guidance stands until revised.",
    "Definitions are kept apart and are named; consensus and estimates rarely state theirs. A grey line is the actual, known only at its end.",
    ...(isGroup
      ? [`${name} is its members' sum, from when all of them had reported; nobody guides for the group.`]
      : []),
  ];
  return words.join(" ") + notShown(closed);
}

/** Guidance, consensus, estimates and actuals of one company or group and period by the day on which each was known. */
export function pointInTimeFigure(reader: Reader, statements: Statements, view: CapexView): Figure {
  const period = periodOf(periodsOf(statements), view.period);
  const base = { id: ID, chart: null, table: { columns: [], rows: [] }, sources: [] };
  if (!period)
    return {
      ...base,
      title: `${statements.name}: guidance, consensus and actuals`,
      subtitle: SUBTITLE,
      empty: nothing(statements, view, reader),
    };
  const known = pointInTime(period.span, statements.views, statements.actuals);
  const used = statements.reported.filter((one) => one.period >= period.span.start && endOf(one) <= period.span.end);
  const whole = new Set(known.actuals.map((one) => one.line));
  return {
    id: ID,
    title: finding(known, statements, period, view),
    subtitle: `${SUBTITLE} for ${statements.name}, ${period.label}, USD nominal, by the day on which each became known`,
    chart: pointInTimeChart(known, statements, period, reader.asOf.toISOString().slice(0, 10)),
    table: { columns: [...COLUMNS], rows: pointInTimeRows(known, statements, period) },
    sources: sourcesOf([
      ...known.views.flatMap((one) => one.rows),
      ...used.filter((one) => whole.has(one.dims["line"] ?? "")),
    ]),
    note: noteOf(statements),
  };
}
