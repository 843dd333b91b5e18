import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { type Calendar, calendarise, calendarStart } from "@/lib/models/capex-calendar";
import { type Choice, chooseBases } from "@/lib/models/capex-basis";
import type { Observation } from "@/lib/store/rows";
import { type Labels, labelsOf } from "../dataset/names";
import { CAPEX_LINES, type CapexLine } from "./view";

export const FINANCIALS = "company-financials";
export const CASH_LINES = ["operating-cash-flow", "free-cash-flow"] as const;
export type Line = CapexLine["line"] | (typeof CASH_LINES)[number];
const LINES: readonly Line[] = ["capex", "capex-incl-finance-leases", ...CASH_LINES];

export type Chosen = Choice<Observation>;

/** What is known of companies' capex and cash flows, one basis chosen for each period. */
export type CapexFacts = {
  /** The day on which the reader stands, null for the latest state. */
  asOfDay: string | null;
  label: Labels;
  nameOf: (company: string) => string;
  /** The companies of which any capex is known, by name. */
  companies: readonly string[];
  choices: readonly Chosen[];
  /** A company's quarters of a line in USD, by the calendar quarter that holds their middle. */
  quarters: (company: string, line: Line) => Calendar<Chosen>;
};

const isCapex = (one: Chosen): boolean => (one.chosen.dims["line"] ?? "").startsWith("capex");

/** Reads the facts of the page once. Throws forbidden where the viewer has no right to company financials. */
export async function readFacts(reader: Reader): Promise<CapexFacts> {
  const label = await labelsOf(reader, datasetOf(FINANCIALS));
  const observations = await reader.observations({ dataset: FINANCIALS, where: { line: [...LINES] } });
  return factsOf(reader.asOfDay, label, observations);
}

/** The facts that these observations hold. */
export function factsOf(asOfDay: string | null, label: Labels, observations: readonly Observation[]): CapexFacts {
  const choices = chooseBases(observations);
  const nameOf = (company: string) => label("company", company);
  const known = new Set(choices.filter(isCapex).map((one) => one.chosen.dims["company"] ?? ""));
  const companies = [...known].toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), "en"));
  const kept = new Map<string, Calendar<Chosen>>();
  const quarters = (company: string, line: Line): Calendar<Chosen> => {
    const key = `${company} ${line}`;
    const made =
      kept.get(key) ??
      calendarise(
        choices.filter(
          ({ chosen }) =>
            chosen.frequency === "quarter" &&
            chosen.unit === "USD" &&
            chosen.dims["company"] === company &&
            chosen.dims["line"] === line,
        ),
      );
    kept.set(key, made);
    return made;
  };
  return { asOfDay, label, nameOf, companies, choices, quarters };
}

/** Why a company has no value of a definition in a calendar quarter, in words. */
export function whyMissing(facts: CapexFacts, company: string, line: CapexLine["line"], quarter: string): string {
  if (facts.quarters(company, line).clashes.includes(quarter)) return "two fiscal quarters fall into it";
  const other = Object.values(CAPEX_LINES).find((one) => one.line !== line);
  if (other && facts.quarters(company, other.line).quarters.has(quarter)) return `known only ${other.only}`;
  const foreign = facts.choices.find(
    ({ chosen }) =>
      chosen.dims["company"] === company &&
      chosen.dims["line"] === line &&
      chosen.unit !== "USD" &&
      chosen.frequency === "quarter" &&
      calendarStart(chosen) === quarter,
  );
  return foreign ? `reported in ${foreign.chosen.unit}, not converted` : "not known";
}

/** How a value was chosen, in words: `reported`, `derived; company statement 5.67B not used`. */
export function basisWords({ chosen, others }: Chosen, label: Labels): string {
  const word = (one: Observation) => label("basis", one.dims["basis"] ?? "").toLowerCase();
  const unused = others.filter((one) => one.value !== chosen.value);
  if (unused.length === 0) return word(chosen);
  return `${word(chosen)}; preferred to ${unused.map((one) => `${word(one)} ${one.value?.toLocaleString("en-US") ?? ""}`).join(", ")}`;
}

/** The keys of the sources of these values, once each. */
export const sourcesOf = (all: readonly { source: string }[]): string[] => [...new Set(all.map((one) => one.source))];
