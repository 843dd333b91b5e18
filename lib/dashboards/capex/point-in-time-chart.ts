import type { Final, PointInTime, RunningStep, ViewLine } from "@/lib/models/capex-point-in-time";
import type { Stated } from "@/lib/models/capex-basis";
import { computedStatus } from "@/lib/models/computed-status";
import type { Observation } from "@/lib/store/rows";
import type { ChartPoint, ChartSeries, ChartSpec } from "../figure";
import { sourcesIn } from "../figure-sources";
import type { Period, Statements } from "./statements";
import { isOwnWords, shortDefinition, shortLine } from "./definition-words";

export type Known = PointInTime<Observation, Stated>;

const day = (instant: string): string => instant.slice(0, 10);

/** Who holds a view: the company where the words are its own, else the publisher. */
export function holder({ kind, rows }: ViewLine<Observation>, { label, name }: Statements): string {
  const [first] = rows;
  if (kind === "guidance" && first && isOwnWords(first)) return name;
  return label("publisher", first?.dims["publisher"] ?? "");
}

const refOf = (one: Stated) => ({ series: one.series, period: one.period });
const viewPoint = (one: Observation): ChartPoint => ({
  x: day(one.knownAt),
  y: one.value,
  low: one.low,
  high: one.high,
  status: one.status,
  source: one.source,
  ref: refOf(one),
});

const isFloor = (one: Observation): boolean => one.value === null && one.low !== null && one.high === null;

/**
 * Guidance as a range, or a point, at each revision, with a grey shade until it is revised; a floor is a mark at its
 * low end.
 */
function guidanceSeries(line: ViewLine<Observation>, known: Statements, until: string): ChartSeries[] {
  const definition = known.label("definition", line.rows[0]?.dims["definition"] ?? "").toLowerCase();
  const steps = line.rows.filter((one) => !isFloor(one)).map(viewPoint);
  const floors = line.rows.filter(isFloor).map((one) => ({ ...viewPoint(one), y: one.low, low: null }));
  const shade = steps.map((one) => ({ ...one, y: null, low: one.low ?? one.y, high: one.high ?? one.y }));
  const end = shade.at(-1);
  const made: ChartSeries[] = [];
  if (steps.length > 0) made.push({ key: "guidance", name: `Guidance, ${definition}`, shape: "range", points: steps });
  if (floors.length > 0)
    made.push({ key: "guidance", name: `Guidance ≥, ${definition}`, shape: "points", points: floors });
  if (end && steps.some((one) => one.y === null)) {
    const points = end.x < until ? [...shade, { ...end, x: until }] : shade;
    made.push({ key: "standing", name: "Guidance until revised", shape: "step", band: true, muted: true, points });
  }
  return made;
}

const KIND_NAMES = { guidance: "Relayed", consensus: "Consensus", estimate: "Estimate" } as const;

function viewSeries(line: ViewLine<Observation>, known: Statements, until: string): ChartSeries[] {
  const [first] = line.rows;
  if (line.kind === "guidance" && first && isOwnWords(first)) return guidanceSeries(line, known, until);
  const name = `${KIND_NAMES[line.kind]}, ${holder(line, known)} (${shortDefinition(first?.dims["definition"])})`;
  const points = line.rows.filter((one) => one.status !== "W").map(viewPoint);
  // What others say that a company guided is no guidance: it stays grey.
  if (line.kind === "guidance") return [{ key: "relayed", name, shape: "points", muted: true, points }];
  return [{ key: line.kind, name, shape: "points", points }];
}

/** A single quarter of a company is stored and leads back to it; more of them, or a group's, are computed. */
function stepPoint(step: RunningStep, { isGroup }: Statements): ChartPoint {
  const [only, second] = step.quarters;
  const stored = only && !second && !isGroup ? { ref: refOf(only.chosen) } : {};
  const sources = step.sum === null ? [] : sourcesIn(step.quarters.map((one) => one.chosen));
  return { x: day(step.knownAt), y: step.sum, status: stepStatus(step), sources, ...stored };
}

/** A sum of some of a year's quarters is called what it is, since it stands beside marks of the whole year. */
function nameOfSteps(steps: readonly RunningStep[], line: string): string {
  const isPartly = steps.some((one) => !one.complete);
  return `${isPartly ? "Year to date" : "Reported"}, ${shortLine(line)}`;
}

/** The sum of the quarters reported so far, standing until the next is known. */
function runningSeries(line: string, steps: readonly RunningStep[], said: Statements, until: string): ChartSeries[] {
  const points = steps.map((one) => stepPoint(one, said));
  const last = points.at(-1);
  if (!last) return [];
  const stands = last.x < until ? [{ ...last, x: until }] : [];
  return [{ key: "reported", name: nameOfSteps(steps, line), shape: "step", points: [...points, ...stands] }];
}

/** Actual only where all quarters are; what a relay says of one makes the sum provisional. */
export const stepStatus = ({ quarters }: Pick<RunningStep, "quarters">) =>
  computedStatus(quarters.map((one) => one.chosen.status));

export const finalStatus = (final: Final) => (final.kind === "stated" ? final.choice.chosen.status : stepStatus(final));

/** What an actual rests on: the one statement, or all of its quarters. */
export const finalSources = (final: Final): string[] =>
  sourcesIn(final.kind === "stated" ? [final.choice.chosen] : final.quarters.map((one) => one.chosen));

/** The actual as a reference across the whole chart; that it was known only at its end is said in the note. */
function finalSeries(line: string, final: Final | null, [from, until]: [string, string]): ChartSeries[] {
  if (!final) return [];
  const ref = final.kind === "stated" ? { ref: refOf(final.choice.chosen) } : {};
  const sources = finalSources(final);
  const at = (x: string): ChartPoint => ({ x, y: final.value, status: finalStatus(final), sources, ...ref });
  return [
    {
      key: "actual",
      name: `Actual of the whole, ${shortLine(line)}`,
      shape: "line",
      rhythm: "reference",
      muted: true,
      points: [at(from), at(until)],
    },
  ];
}

/** The days on which anything became known, and the day until which what stands last is drawn. */
export function reachOf(known: Known, asOfDay: string): [string, string] {
  const views = known.views.flatMap((one) => one.rows.map((row) => day(row.knownAt)));
  const actuals = known.actuals.flatMap(({ steps, final }) => [
    ...steps.map((one) => day(one.knownAt)),
    ...(final ? [day(final.knownAt)] : []),
  ]);
  const all = [...views, ...actuals].toSorted();
  const [first, last] = [all[0] ?? asOfDay, all.at(-1) ?? asOfDay];
  const settled = known.actuals.some((one) => one.final !== null);
  return [first, settled || last > asOfDay ? last : asOfDay];
}

/** All that was known of one period's capex by the day on which it became known; null where there is too little. */
export function pointInTimeChart(known: Known, said: Statements, period: Period, asOfDay: string): ChartSpec | null {
  const reach = reachOf(known, asOfDay);
  const until = reach[1];
  const series = [
    ...known.views.flatMap((line) => viewSeries(line, said, until)),
    ...known.actuals.flatMap(({ line, steps, final }) => [
      ...runningSeries(line, steps, said, until),
      ...finalSeries(line, final, reach),
    ]),
  ];
  if (series.length === 0) return null;
  const summary = `Capex of ${said.name} in ${period.label} as guided, expected, estimated and reported, by the day on which each became known.`;
  return { x: "time", unit: "USD", decimals: 0, series, summary };
}
