import { dayAfter } from "@/lib/kernel/days";
import { formatValue } from "@/lib/kernel/format";
import { dueQuarter, missingRuns, runWords } from "@/lib/models/capex-gaps";
import type { Cell, ChartPoint, ChartSeries, Column, Figure, Row } from "../figure";
import { sourcesIn } from "../figure-sources";
import { statusToSay } from "../telling/status-words";
import { cashQuarters, type CashPeriod, cashYears } from "./cash-periods";
import type { CapexFacts } from "./facts";
import type { Membership } from "./members";

const missing: Cell = { value: null };

/** A ratio in a sentence: `63%`, and what it is where it is no actual: `337% (provisional)`. */
function percent(cell: Cell | null): string {
  const kind = statusToSay(cell?.status);
  return `${formatValue(typeof cell?.value === "number" ? cell.value : null, "%", 0)}${kind ? ` (${kind})` : ""}`;
}

const COLUMNS: readonly Column[] = [
  { key: "capex", label: "Cash capex", kind: "number", unit: "USD", decimals: 0 },
  { key: "operating", label: "Operating cash flow (OCF)", kind: "number", unit: "USD", decimals: 0 },
  { key: "free", label: "Free cash flow", kind: "number", unit: "USD", decimals: 0 },
  { key: "ratio", label: "Capex / OCF", kind: "number", unit: "%", decimals: 1 },
  { key: "revenue", label: "Revenue", kind: "number", unit: "USD", decimals: 0 },
];

const cellsOf = (one: CashPeriod): Row => ({
  period: { value: one.span.end, text: one.label },
  capex: one.capex ?? missing,
  operating: one.operating ?? missing,
  free: one.free ?? missing,
  ratio: one.ratio ?? missing,
  revenue: one.revenue ?? missing,
});

function pointOf(one: CashPeriod, cell: Cell | null): ChartPoint[] {
  if (typeof cell?.value !== "number") return [];
  const { status = "A", ref } = cell;
  return [
    { x: one.label, on: one.span.start, y: cell.value, status, sources: sourcesIn([cell]), ...(ref ? { ref } : {}) },
  ];
}

function flowFinding(name: string, periods: readonly CashPeriod[]): string {
  const known = periods.filter((one) => one.ratio !== null);
  const [last, before] = [known.at(-1), known.at(-2)];
  if (!last) return `${name}: cash capex against cash flow`;
  const follows = before && dayAfter(before.span.end) === last.span.start;
  const than = follows ? `, after ${percent(before.ratio)} in ${before.label}` : "";
  return `${name} put ${percent(last.ratio)} of operating cash flow into cash capex in ${last.label}${than}`;
}

/** The quarters of which a line is not known, from its first one to the newest that should be, in a sentence each. */
function gapsOf(facts: CapexFacts, company: string): string {
  const lines = [
    ["operating-cash-flow", "operating cash flow"],
    ["revenue", "revenue"],
    ["capex", "cash capex"],
  ] as const;
  const due = dueQuarter(facts.day);
  return lines
    .map(([line, words]) => {
      const known = new Set(facts.quarters(company, line).quarters.keys());
      if (known.size === 0) return ` No quarter's ${words} is known.`;
      const gaps = runWords(missingRuns(known, due));
      return gaps ? ` Quarters without ${words}: ${gaps}.` : "";
    })
    .join("");
}

const SUBJECT = "Cash capex, operating and free cash flow";

/** One company's cash capex against operating and free cash flow, by quarter, or by year where quarters are not known. */
export function flowFigure(facts: CapexFacts, company: string): Figure {
  const name = facts.nameOf(company);
  const [quarters, years] = [cashQuarters(facts, company), cashYears(facts, company)];
  const [lastQuarter, lastYear] = [quarters.at(-1)?.span.end ?? "", years.at(-1)?.span.end ?? ""];
  const byQuarter = quarters.length >= 3 && lastQuarter >= lastYear;
  const periods = byQuarter ? quarters : years;
  const span = byQuarter ? "fiscal quarter" : "fiscal year";
  const rhythm = byQuarter ? "quarter" : "year";
  const series: ChartSeries[] = [
    { key: "capex", name: "Cash capex", shape: "bar", points: periods.flatMap((one) => pointOf(one, one.capex)) },
    {
      key: "operating-cash-flow",
      name: "Operating cash flow",
      shape: "line",
      rhythm,
      points: periods.flatMap((one) => pointOf(one, one.operating)),
    },
    {
      key: "free-cash-flow",
      name: "Free cash flow",
      shape: "line",
      rhythm,
      points: periods.flatMap((one) => pointOf(one, one.free)),
    },
  ];
  const title = flowFinding(name, periods);
  const other = byQuarter ? "" : " By year, since quarterly cash flow is not known as far.";
  return {
    id: "cash-flow",
    title,
    subtitle: `${SUBJECT} of ${name}, USD nominal, by ${span}`,
    chart:
      periods.length > 1
        ? {
            x: "category",
            categories: periods.map((one) => one.label),
            unit: "USD",
            decimals: 0,
            fromZero: true,
            series,
            summary: `${title}.`,
          }
        : null,
    table: {
      columns: [{ key: "period", label: byQuarter ? "Fiscal quarter" : "Fiscal year", kind: "period" }, ...COLUMNS],
      rows: periods.toReversed().map(cellsOf),
    },
    note: `Cash capex whatever definition is chosen above: finance leases do not pass through operating cash flow. Free cash flow as stated or derived in the data, else operating cash flow less cash capex.${other}${gapsOf(facts, company)}`,
    ...(periods.length === 0
      ? { empty: `No cash flow of ${name} is known${facts.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}

function shareFinding(latest: readonly CashPeriod[], facts: CapexFacts): string {
  const newest = latest.reduce((last, one) => (one.span.end > last ? one.span.end : last), "");
  // Years that end within twelve months of each other can be compared.
  const near = latest.filter((one) => Date.parse(newest) - Date.parse(one.span.end) < 365 * 86_400_000);
  const ranked = near.toSorted((a, b) => Number(b.ratio?.value) - Number(a.ratio?.value));
  const [top, ...rest] = ranked;
  if (!top) return "Cash capex as a part of operating cash flow";
  const others = rest.slice(0, 2).map((one) => `${facts.nameOf(one.company)} ${percent(one.ratio)} in ${one.label}`);
  const against = others.length > 0 ? `; ${others.join(", ")}` : "";
  return `${facts.nameOf(top.company)} spent ${percent(top.ratio)} of operating cash flow on cash capex in ${top.label}${against}`;
}

/** Cash capex as a part of operating cash flow by fiscal year, each company by its own year's end. */
export function shareFigure(facts: CapexFacts, membership: Membership, company: string): Figure {
  const companies = [...new Set([...membership.members, ...(facts.companies.includes(company) ? [company] : [])])];
  const periods = companies.flatMap((one) => cashYears(facts, one));
  const known = periods.filter((one) => one.ratio !== null);
  const series = companies.map((one): ChartSeries => {
    const own = known.filter((period) => period.company === one);
    const points = own.flatMap((period, at): ChartPoint[] => {
      const before = own[at - 1];
      const broken = before !== undefined && dayAfter(before.span.end) !== period.span.start;
      const gap: ChartPoint[] = broken ? [{ x: dayAfter(before.span.end), y: null, status: "A" }] : [];
      const sources = sourcesIn(period.ratio ? [period.ratio] : []);
      return [
        ...gap,
        { x: period.span.end, y: Number(period.ratio?.value), status: period.ratio?.status ?? "A", sources },
      ];
    });
    return { key: one, name: facts.nameOf(one), shape: "line", rhythm: "year", points };
  });
  const drawn = series.filter((one) => one.points.length > 0);
  const latest = companies.flatMap((one) => known.findLast((period) => period.company === one) ?? []);
  const none = companies.filter((one) => known.every((period) => period.company !== one)).map(facts.nameOf);
  const title = shareFinding(latest, facts);
  return {
    id: "cash-flow-share",
    title,
    subtitle: "Cash capex as a part of operating cash flow, %, fiscal years at their last day",
    chart:
      drawn.length > 0
        ? { x: "time", unit: "%", decimals: 0, fromZero: true, series: drawn, summary: `${title}.` }
        : null,
    table: {
      columns: [
        { key: "period", label: "Fiscal year", kind: "period" },
        { key: "company", label: "Company", kind: "text" },
        ...COLUMNS,
      ],
      rows: periods
        .toSorted((a, b) => b.span.end.localeCompare(a.span.end) || a.company.localeCompare(b.company))
        .map((one) => ({ ...cellsOf(one), company: { value: facts.nameOf(one.company) } })),
    },
    note: `A year as stated, else the sum of all four of its quarters.${none.length > 0 ? ` Operating cash flow is not known for ${none.join(", ")}.` : ""}`,
    ...(periods.length === 0
      ? { empty: `No operating cash flow of these companies is known${facts.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}
