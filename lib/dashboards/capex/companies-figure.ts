import { formatValue } from "@/lib/kernel/format";
import { fiscalLabel, periodEnd, periodLabel } from "@/lib/kernel/period";
import { endOf, quartersThrough, yearBefore } from "@/lib/models/capex-calendar";
import { computedStatus } from "@/lib/models/computed-status";
import { yoy } from "@/lib/models/capex-sum";
import { observedPoint } from "../cells";
import type { Cell, ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { basisWords, type CapexFacts, chosenCell, type Chosen, CONVERTED, rateSources, restingOn } from "./facts";
import { companiesFinding, type Quarter } from "./companies-finding";
import type { Membership } from "./members";
import { CAPEX_LINES } from "@/lib/models/capex-definition";
import type { CapexView } from "./view";

const calendarWords = (start: string): string => periodLabel(start, "quarter");
const fiscalWords = ({ chosen }: Chosen): string =>
  fiscalLabel(chosen.periodLabel ?? periodLabel(chosen.period, chosen.frequency), endOf(chosen));

function quartersOf(facts: CapexFacts, companies: readonly string[], view: CapexView): Quarter[] {
  const { line } = CAPEX_LINES[view.definition];
  return companies.flatMap((company) => {
    const { quarters } = facts.quarters(company, line);
    const values = new Map([...quarters].map(([start, one]) => [start, one.value]));
    return [...quarters].map(([start, one]) => {
      return { company, start, one, growth: yoy(values, start), before: quarters.get(yearBefore(start)) ?? null };
    });
  });
}

/** What a growth rests on: the quarter and the one a year before. */
const growthSources = ({ one, before }: Quarter): string[] => restingOn(before ? [one, before] : [one]);

const growthStatus = ({ one, before }: Quarter) =>
  computedStatus((before ? [one, before] : [one]).map(({ chosen }) => chosen.status));

function growthCell(quarter: Quarter): Cell {
  const { one, start, growth, before } = quarter;
  if (growth === null) return { value: null, derivation: "The same quarter a year before is not known" };
  const words = `${formatValue(one.value, one.chosen.unit, 0)} against ${formatValue(before?.value ?? null, one.chosen.unit, 0)} in ${calendarWords(yearBefore(start))}`;
  return { value: growth, status: growthStatus(quarter), derivation: words, sources: growthSources(quarter) };
}

const placed = ({ one, start }: Quarter, view: CapexView): string =>
  view.quarters === "fiscal" ? endOf(one.chosen) : start;

function pointOf(quarter: Quarter, view: CapexView): ChartPoint {
  const { chosen } = quarter.one;
  const x = placed(quarter, view);
  if (view.unit === "yoy")
    return { x, y: quarter.growth, status: growthStatus(quarter), sources: growthSources(quarter) };
  return { ...observedPoint(chosen), x, low: null, high: null, sources: restingOn([quarter.one]) };
}

/** A company's quarters in a row; one of which nothing is known is a gap in the line. */
function pointsOf(quarters: readonly Quarter[], view: CapexView): ChartPoint[] {
  const known = new Map(
    quarters.filter((one) => view.unit === "level" || one.growth !== null).map((one) => [one.start, one]),
  );
  return quartersThrough([...known.keys()]).map((start) => {
    const one = known.get(start);
    if (one) return pointOf(one, view);
    return { x: view.quarters === "fiscal" ? periodEnd(start, "quarter") : start, y: null, status: "A" };
  });
}

/** Amounts in other currencies that no stored rates convert: listed in their own, never drawn beside USD. */
function foreignOf(facts: CapexFacts, companies: readonly string[], view: CapexView): Chosen[] {
  const { line } = CAPEX_LINES[view.definition];
  return facts.choices.filter(
    ({ chosen }) =>
      chosen.unit !== "USD" &&
      chosen.frequency === "quarter" &&
      chosen.dims["line"] === line &&
      companies.includes(chosen.dims["company"] ?? ""),
  );
}

function rowOf(one: Chosen, company: string, period: Cell, growth: Cell, facts: CapexFacts): Row {
  return {
    period,
    fiscal: { value: fiscalWords(one) },
    company: { value: facts.nameOf(company) },
    capex: chosenCell(one, facts.label),
    unit: { value: one.chosen.unit },
    yoy: growth,
    basis: { value: basisWords(one, facts.label) },
    known: { value: one.chosen.knownAt.slice(0, 10) },
  };
}

/** Reported capex of each member by quarter, calendar or fiscal, under one definition. */
export function companiesFigure(facts: CapexFacts, membership: Membership, view: CapexView): Figure {
  const { words, line } = CAPEX_LINES[view.definition];
  const companies = [
    ...new Set([...membership.members, ...(facts.companies.includes(view.company) ? [view.company] : [])]),
  ];
  const quarters = quartersOf(facts, companies, view);
  const foreign = foreignOf(facts, companies, view);
  const series = companies.map((company): ChartSeries => {
    const own = quarters.filter((one) => one.company === company);
    return { key: company, name: facts.nameOf(company), shape: "line", rhythm: "quarter", points: pointsOf(own, view) };
  });
  const fiscal = view.quarters === "fiscal";
  const missing = companies.filter((one) => facts.quarters(one, line).quarters.size === 0);
  const rows = [
    ...quarters
      .toSorted((a, b) => placed(b, view).localeCompare(placed(a, view)) || b.one.value - a.one.value)
      .map((one) => {
        const text = fiscal ? fiscalWords(one.one) : calendarWords(one.start);
        return rowOf(one.one, one.company, { value: placed(one, view), text }, growthCell(one), facts);
      }),
    ...foreign.map((one) =>
      rowOf(
        one,
        one.chosen.dims["company"] ?? "",
        { value: endOf(one.chosen), text: fiscalWords(one) },
        { value: null },
        facts,
      ),
    ),
  ];
  const notes = [
    fiscal
      ? "A fiscal quarter is drawn at its last day."
      : "Calendar: a fiscal quarter stands, whole and unchanged, in the calendar quarter that holds its middle day.",
    "Where a quarter has several bases, the first known of reported, derived and company statement is shown and named.",
    ...(missing.length > 0 ? [`Nothing under this definition in USD: ${missing.map(facts.nameOf).join(", ")}.`] : []),
    ...(rateSources(quarters.map((one) => one.one)).length > 0 ? [CONVERTED] : []),
    ...(foreign.length > 0
      ? ["Amounts in other currencies whose days have no stored rates are in the table alone, not converted."]
      : []),
  ];
  return {
    id: "companies",
    title: companiesFinding(quarters, facts, view),
    subtitle: `Quarterly ${words} by company, ${view.unit === "yoy" ? "% against the same quarter a year before" : "USD nominal"}, ${fiscal ? "fiscal" : "calendar"} quarters`,
    chart:
      quarters.length > 0
        ? {
            x: "time",
            unit: view.unit === "yoy" ? "%" : "USD",
            decimals: 0,
            fromZero: view.unit === "level",
            series: series.filter((one) => one.points.length > 0),
            summary: `Quarterly ${words} of ${companies.map(facts.nameOf).join(", ")}.`,
          }
        : null,
    table: {
      columns: [
        { key: "period", label: fiscal ? "Fiscal quarter" : "Quarter", kind: "period" },
        ...(fiscal ? [] : [{ key: "fiscal", label: "Fiscal", kind: "text" } as const]),
        { key: "company", label: "Company", kind: "text" },
        { key: "capex", label: "Capex", kind: "number", decimals: 0, ...(foreign.length > 0 ? {} : { unit: "USD" }) },
        ...(foreign.length > 0 ? [{ key: "unit", label: "Unit", kind: "text" } as const] : []),
        { key: "yoy", label: "On the year before", kind: "number", unit: "%", decimals: 1 },
        { key: "basis", label: "Basis", kind: "text" },
        { key: "known", label: "Known since", kind: "day" },
      ],
      rows,
    },
    note: notes.join(" "),
    ...(rows.length === 0
      ? { empty: `No ${words} of these companies is known${facts.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}
