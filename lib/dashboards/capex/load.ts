import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { pinEvents } from "../event-pins";
import type { Figure, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { forbiddenFigure } from "../forbidden";
import { flowFigure, shareFigure } from "./cash-figures";
import { companiesFigure } from "./companies-figure";
import { FINANCIALS, readFacts } from "./facts";
import { GROUPS, type Membership, membership, toggled } from "./members";
import { pointInTimeFigure } from "./point-in-time-figure";
import { periodOf, periodsOf, readStatements, subjectsOf, VIEW_DATASETS } from "./statements";
import { sumFigure } from "./sum-figure";
import { CAPEX_LINES } from "@/lib/models/capex-definition";
import type { CapexView } from "./view";

export type Choice = { value: string; label: string };
/** A company that may be in the sum; `companies` is the address' value with it taken out or added, null for the last. */
export type Member = { company: string; name: string; isIn: boolean; companies: string | null };
export type CapexModel = {
  title: string;
  subtitle: string;
  figures: SourcedFigure[];
  choices: Record<"companies" | "company" | "period", Choice[]>;
  members: Member[];
};

const REPORTED_FIGURES = {
  sum: "Sum of capex",
  companies: "Quarterly capex by company",
  "cash-flow-share": "Capex as a part of operating cash flow",
  "cash-flow": "Capex against operating and free cash flow",
};

type Reported = { figures: Figure[]; members: Member[]; sumOf: Membership | null; companies: Choice[] };

async function reportedPart(reader: Reader, view: CapexView): Promise<Reported> {
  if (!reader.may(FINANCIALS)) {
    const dataset = datasetOf(FINANCIALS);
    const figures = Object.entries(REPORTED_FIGURES).map(([id, title]) => ({
      ...forbiddenFigure(reader, id, dataset),
      title,
    }));
    return { figures, members: [], sumOf: null, companies: [] };
  }
  const facts = await readFacts(reader);
  const sumOf = membership(view.companies, facts.nameOf);
  const listed = [...new Set([...sumOf.members, ...facts.companies])];
  const members = listed
    .map((company) => ({
      company,
      name: facts.nameOf(company),
      isIn: sumOf.members.includes(company),
      companies: toggled(sumOf, company),
    }))
    .toSorted((a, b) => Number(b.isIn) - Number(a.isIn) || a.name.localeCompare(b.name, "en"));
  const figures = [
    sumFigure(facts, sumOf, view),
    companiesFigure(facts, sumOf, view),
    shareFigure(facts, sumOf, view.company),
  ];
  const drawn = sumOf.members.map((company) => ({ company }));
  const pinned = await Promise.all(figures.map((one) => pinEvents(reader, datasetOf(FINANCIALS), one, drawn)));
  const isCompany = (await reader.entityNames("company")).has(view.company);
  const flow = isCompany ? [flowFigure(facts, view.company)] : [];
  const companies = facts.companies.map((value) => ({ value, label: facts.nameOf(value) }));
  return { figures: [...pinned, ...flow], members, sumOf, companies };
}

type Views = { figure: Figure; periods: Choice[]; subjects: Choice[] };

async function viewsPart(reader: Reader, view: CapexView): Promise<Views> {
  if (Object.values(VIEW_DATASETS).every((one) => !reader.may(one))) {
    const figure = forbiddenFigure(reader, "point-in-time", datasetOf(VIEW_DATASETS.guidance));
    return { figure: { ...figure, title: "Guidance, consensus, estimates and actuals" }, periods: [], subjects: [] };
  }
  const [statements, found] = await Promise.all([readStatements(reader, view.company), subjectsOf(reader)]);
  const periods = periodsOf(statements);
  const first = periodOf(periods, "");
  const most = first ? `Most known: ${first.label}` : "Nothing known";
  const options = [{ value: "", label: most }, ...periods.map(({ key, label }) => ({ value: key, label }))];
  const subjects = [...found].map(([value, label]) => ({ value, label }));
  return { figure: pointInTimeFigure(reader, statements, view), periods: options, subjects };
}

/** Companies first, then groups, each by name and once. */
function subjectChoices(
  companies: readonly Choice[],
  subjects: readonly Choice[],
  names: ReadonlyMap<string, string>,
): Choice[] {
  const all = [...new Map([...subjects, ...companies].map((one) => [one.value, one])).values()];
  const last = (one: Choice) => Number(!names.has(one.value));
  return all.toSorted((a, b) => last(a) - last(b) || a.label.localeCompare(b.label, "en"));
}

/** The capex page: sums, companies, cash flow, and what was guided, expected, estimated and reported when. */
export async function loadCapex(reader: Reader, view: CapexView): Promise<CapexModel> {
  const [{ figures, members, sumOf, companies }, views, names] = await Promise.all([
    reportedPart(reader, view),
    viewsPart(reader, view),
    reader.entityNames("company"),
  ]);
  const groups = Object.entries(GROUPS).map(([value, { name }]) => ({ value, label: name }));
  const sums = groups.filter((one) => one.value.startsWith("big-"));
  const own =
    sumOf && !sums.some((one) => one.value === view.companies) ? [{ value: view.companies, label: sumOf.name }] : [];
  const [sum, ...rest] = figures;
  const { words } = CAPEX_LINES[view.definition];
  const shown = sum && !sum.forbidden ? sum : views.figure;
  return {
    title: shown.forbidden ? "Capex" : shown.title,
    subtitle: sumOf ? `Capital expenditure; ${words}, USD nominal` : "Capital expenditure, USD nominal",
    figures: [...(sum ? [sum] : []), views.figure, ...rest].map(withSources),
    choices: {
      companies: [...sums, ...own],
      company: subjectChoices(companies, views.subjects, names),
      period: views.periods,
    },
    members,
  };
}
