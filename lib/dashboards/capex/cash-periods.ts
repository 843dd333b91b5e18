import type { Status } from "@/lib/kernel/status";
import { formatValue } from "@/lib/kernel/format";
import { fiscalLabel, periodLabel } from "@/lib/kernel/period";
import { endOf } from "@/lib/models/capex-calendar";
import { finalOf, type Span } from "@/lib/models/capex-point-in-time";
import { computedStatus } from "@/lib/models/computed-status";
import type { Observation } from "@/lib/store/rows";
import type { Cell } from "../figure";
import { sourcesIn } from "../figure-sources";
import { type CapexFacts, chosenCell, type Chosen, type Line, restingOn } from "./facts";

/** A company's capex and cash flows over one fiscal quarter or year. */
export type CashPeriod = {
  company: string;
  span: Span;
  label: string;
  capex: Cell | null;
  operating: Cell | null;
  free: Cell | null;
  revenue: Cell | null;
  /** Cash capex as a part of operating cash flow, in percent. */
  ratio: Cell | null;
};

const amount = (cell: Cell | null): number | null => (typeof cell?.value === "number" ? cell.value : null);
const money = (value: number): string => formatValue(value, "USD", 0);

const statusOf = (cells: readonly (Cell | null)[]): Status => computedStatus(cells.flatMap((one) => one?.status ?? []));

/** Free cash flow where nobody stated it: what is left of operating cash flow after cash capex. */
function freeCell(stated: Cell | null, operating: Cell | null, capex: Cell | null): Cell | null {
  const [flow, spent] = [amount(operating), amount(capex)];
  if (stated || flow === null || spent === null) return stated;
  return {
    value: flow - spent,
    status: statusOf([operating, capex]),
    sources: sourcesIn([operating ?? {}, capex ?? {}]),
    derivation: `Operating cash flow ${money(flow)} less cash capex ${money(spent)}`,
  };
}

/** No ratio where the cash flow is not positive: a percentage would mean nothing. */
function ratioCell(operating: Cell | null, capex: Cell | null): Cell | null {
  const [flow, spent] = [amount(operating), amount(capex)];
  if (flow === null || spent === null || flow <= 0) return null;
  return {
    value: (100 * spent) / flow,
    status: statusOf([operating, capex]),
    sources: sourcesIn([operating ?? {}, capex ?? {}]),
    derivation: `Cash capex ${money(spent)} of operating cash flow ${money(flow)}`,
  };
}

function periodOf(company: string, span: Span, label: string, find: (line: Line) => Cell | null): CashPeriod {
  const [capex, operating, stated] = [find("capex"), find("operating-cash-flow"), find("free-cash-flow")];
  const free = freeCell(stated, operating, capex);
  return { company, span, label, capex, operating, free, revenue: find("revenue"), ratio: ratioCell(operating, capex) };
}

const inOrder = (periods: readonly CashPeriod[]): CashPeriod[] =>
  periods
    .filter((one) => one.operating !== null || one.free !== null)
    .toSorted((a, b) => a.span.end.localeCompare(b.span.end));

const own = (facts: CapexFacts, company: string): Chosen[] =>
  facts.choices.filter(({ chosen }) => chosen.dims["company"] === company && chosen.unit === "USD");

/** A company's fiscal quarters of which a cash flow is known, oldest first. */
export function cashQuarters(facts: CapexFacts, company: string): CashPeriod[] {
  const quarters = own(facts, company).filter((one) => one.chosen.frequency === "quarter");
  const starts = new Map(quarters.map((one) => [one.chosen.period, one.chosen]));
  const made = [...starts.values()].map((chosen) => {
    const span = { start: chosen.period, end: endOf(chosen) };
    const label = fiscalLabel(chosen.periodLabel ?? periodLabel(chosen.period, "quarter"), span.end);
    return periodOf(company, span, label, (line) => {
      const one = quarters.find(
        (quarter) => quarter.chosen.period === span.start && quarter.chosen.dims["line"] === line,
      );
      return one ? chosenCell(one, facts.label) : null;
    });
  });
  return inOrder(made);
}

/** The fiscal years that a company's own values name: stated as years, or from a first to a fourth quarter. */
function yearsOf(all: readonly Chosen[]): Map<string, Span> {
  const years = new Map<string, Span>();
  const ends = new Map(
    all.map(({ chosen }) => [chosen.periodLabel ?? "", { start: chosen.period, end: endOf(chosen) }]),
  );
  for (const [label, span] of ends) {
    const year = label.match(/^FY\d{4}/)?.[0];
    const [first, last] = [ends.get(`${year}Q1`), ends.get(`${year}Q4`)];
    if (year && label === year) years.set(year, span);
    else if (year && !years.has(year) && first && last) years.set(year, { start: first.start, end: last.end });
  }
  return years;
}

/** A company's fiscal years of which a cash flow is known: as stated, else added up from all four quarters. */
export function cashYears(facts: CapexFacts, company: string): CashPeriod[] {
  const all = own(facts, company);
  const made = [...yearsOf(all)].map(([label, span]) =>
    periodOf(company, span, fiscalLabel(label, span.end), (line) => {
      const rows: Observation[] = all.map((one) => one.chosen).filter((one) => one.dims["line"] === line);
      const final = finalOf(rows, span);
      if (!final) return null;
      if (final.kind === "stated") return chosenCell(final.choice, facts.label);
      const parts = final.quarters.map((one) => money(one.value)).join(" + ");
      return {
        value: final.value,
        status: computedStatus(final.quarters.map((one) => one.chosen.status)),
        knownAt: final.knownAt,
        derivation: `Sum of its four quarters: ${parts}`,
        sources: restingOn(final.quarters),
      };
    }),
  );
  return inOrder(made);
}
