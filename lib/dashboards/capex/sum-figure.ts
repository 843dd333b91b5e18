import { formatValue } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import { quartersThrough, yearBefore } from "@/lib/models/capex-calendar";
import { completeSum, yoy } from "@/lib/models/capex-sum";
import { observedPoint } from "../cells";
import type { Cell, ChartPoint, ChartSeries, ChartSpec, Figure, Row } from "../figure";
import { type CapexFacts, chosenCell, type Chosen, CONVERTED, rateSources, restingOn, whyMissing } from "./facts";
import { memberNames, type Membership } from "./members";
import { sumFinding, type Told } from "./sum-finding";
import { CAPEX_LINES } from "@/lib/models/capex-definition";
import { computedStatus } from "@/lib/models/computed-status";
import type { CapexView } from "./view";

type Quarter = Told & { parts: ReadonlyMap<string, Chosen>; gap: string };

const statusOf = (parts: readonly Chosen[]) => computedStatus(parts.map((one) => one.chosen.status));

const quarterWords = (start: string): string => periodLabel(start, "quarter");

/** Every calendar quarter in which any member reported under the definition, oldest first. */
function quartersOf(facts: CapexFacts, { members }: Membership, view: CapexView): Quarter[] {
  const { line } = CAPEX_LINES[view.definition];
  const starts = new Set(members.flatMap((one) => [...facts.quarters(one, line).quarters.keys()]));
  return [...starts].toSorted().map((start) => {
    const found = members.flatMap((member): [string, Chosen][] => {
      const one = facts.quarters(member, line).quarters.get(start);
      return one ? [[member, one]] : [];
    });
    const { sum, missing } = completeSum(members, new Map(found.map(([member, one]) => [member, one.value])));
    const gap = missing
      .map((one) => `${facts.nameOf(one)} missing (${whyMissing(facts, one, line, start)})`)
      .join(", ");
    return { start, parts: new Map(found), sum, status: statusOf(found.map(([, one]) => one)), missing, gap };
  });
}

function sumCell({ sum, parts, gap, start }: Quarter, facts: CapexFacts, words: string): Cell {
  if (sum === null) return { value: null, text: "not complete", derivation: `Not complete: ${gap}` };
  const each = [...parts].map(([member, one]) => `${facts.nameOf(member)} ${formatValue(one.value, "USD", 0)}`);
  const known = [...parts.values()]
    .map((one) => one.chosen.knownAt)
    .toSorted()
    .at(-1);
  return {
    value: sum,
    status: statusOf([...parts.values()]),
    sources: restingOn([...parts.values()]),
    ...(known ? { knownAt: known } : {}),
    derivation: `Sum of ${words} in ${quarterWords(start)}: ${each.join(", ")}`,
  };
}

/** The parts of a quarter's sum and of the one a year before it: what a growth rests on. */
function growthParts(quarters: readonly Quarter[], start: string): Chosen[] {
  const both = quarters.filter((one) => one.start === start || one.start === yearBefore(start));
  return both.flatMap((one) => [...one.parts.values()]);
}

function growthCell(quarters: readonly Quarter[], sums: ReadonlyMap<string, number>, start: string): Cell {
  const change = yoy(sums, start);
  if (change === null) return { value: null, derivation: "One of the two quarters is not complete" };
  const [now, before] = [sums.get(start), sums.get(yearBefore(start))];
  const words = `${formatValue(now, "USD", 0)} against ${formatValue(before, "USD", 0)} in ${quarterWords(yearBefore(start))}, same companies and definition`;
  const status = statusOf(growthParts(quarters, start));
  return { value: change, status, derivation: words, sources: restingOn(growthParts(quarters, start)) };
}

function chartOf(
  quarters: readonly Quarter[],
  sums: ReadonlyMap<string, number>,
  facts: CapexFacts,
  membership: Membership,
  view: CapexView,
): ChartSpec | null {
  const complete = quarters.filter((one) => one.sum !== null);
  const { words } = CAPEX_LINES[view.definition];
  if (complete.length === 0) return null;
  const summary = `${membership.name}, ${words} by calendar quarter, ${complete.length} complete quarters.`;
  if (view.unit === "yoy") {
    const grown = complete.filter(({ start }) => yoy(sums, start) !== null).map((one) => one.start);
    // A quarter without a value is a gap in the line.
    const points = quartersThrough(grown).map((x): ChartPoint => {
      const y = yoy(sums, x);
      const parts = growthParts(quarters, x);
      return { x, y, status: statusOf(parts), ...(y === null ? {} : { sources: restingOn(parts) }) };
    });
    return {
      x: "time",
      unit: "%",
      decimals: 0,
      summary,
      series: [{ key: "capex", name: membership.name, shape: "line", rhythm: "quarter", points }],
    };
  }
  const series = membership.members.map((member): ChartSeries => {
    const points = complete.flatMap(({ start, parts }) => {
      const one = parts.get(member);
      return one ? [{ ...observedPoint(one.chosen), x: start, low: null, high: null, sources: restingOn([one]) }] : [];
    });
    return { key: member, name: facts.nameOf(member), shape: "bar", stack: "sum", points };
  });
  return { x: "time", unit: "USD", decimals: 0, fromZero: true, series, summary };
}

/** The sum of a group's capex under one definition by calendar quarter. A quarter that lacks a member has no sum. */
export function sumFigure(facts: CapexFacts, membership: Membership, view: CapexView): Figure {
  const { words } = CAPEX_LINES[view.definition];
  const quarters = quartersOf(facts, membership, view);
  const sums = new Map(quarters.flatMap((one): [string, number][] => (one.sum === null ? [] : [[one.start, one.sum]])));
  const names = memberNames(membership, facts.nameOf);
  const rows = quarters.toReversed().map((one): Row => ({
    quarter: { value: one.start, text: quarterWords(one.start) },
    sum: sumCell(one, facts, words),
    yoy: growthCell(quarters, sums, one.start),
    ...Object.fromEntries([...one.parts].map(([member, part]) => [member, chosenCell(part, facts.label)])),
    contains: { value: one.sum === null ? `not complete: ${one.gap}` : `all ${membership.members.length}` },
  }));
  const newest = quarters.at(-1);
  const all = quarters.flatMap((one) => [...one.parts.values()]);
  const lacking = quarters.filter((one) => one.sum === null);
  const gap = newest?.sum === null ? `${quarterWords(newest.start)} is not complete: ${newest.gap}. ` : "";
  return {
    id: "sum",
    title: sumFinding(quarters, facts, membership, view),
    subtitle: `Sum of ${words} of ${names}, ${view.unit === "yoy" ? "% against the same quarter a year before" : "USD nominal"}, calendar quarters`,
    chart: chartOf(quarters, sums, facts, membership, view),
    table: {
      columns: [
        { key: "quarter", label: "Quarter", kind: "period" },
        { key: "sum", label: "Sum", kind: "number", unit: "USD", decimals: 0 },
        { key: "yoy", label: "On the year before", kind: "number", unit: "%", decimals: 1 },
        { key: "contains", label: "Contains", kind: "text" },
        ...membership.members.map((one) => ({
          key: one,
          label: facts.nameOf(one),
          kind: "number" as const,
          unit: "USD",
          decimals: 0,
        })),
      ],
      rows,
    },
    note: `${gap}A sum exists only for quarters in which every member is known under this definition${lacking.length > 0 ? `; ${lacking.length} of ${quarters.length} quarters are not complete and say in the table who is missing` : ""}. A fiscal quarter counts whole in the calendar quarter that holds its middle day.${rateSources(all).length > 0 ? ` ${CONVERTED}` : ""}`,
    ...(quarters.length === 0
      ? { empty: `No ${words} of ${names} is known${facts.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}
