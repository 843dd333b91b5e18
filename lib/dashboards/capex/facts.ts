import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { now } from "@/lib/kernel/clock";
import { formatDay } from "@/lib/kernel/format";
import { type Calendar, calendarise, calendarStart } from "@/lib/models/capex-calendar";
import { chooseBases } from "@/lib/models/capex-basis";
import type { ReferenceRate } from "@/lib/models/convert-currency";
import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import { type Labels, labelsOf } from "../dataset/names";
import type { Cell } from "../figure";
import { sourcesIn } from "../figure-sources";
import { type Chosen, flowsInUsd, RATE_SOURCE, readRates } from "./in-usd";
import { CAPEX_LINES, type CapexLine } from "@/lib/models/capex-definition";

export const FINANCIALS = "company-financials";
export const CASH_LINES: readonly string[] = ["operating-cash-flow", "free-cash-flow", "revenue"];
/** A line of company-financials that the page shows: capex by one definition, or a cash flow. */
export type Line = string;
const LINES: readonly Line[] = [...Object.values(CAPEX_LINES).map((one) => one.line), ...CASH_LINES];

export type { Chosen } from "./in-usd";

/** What is known of companies' capex and cash flows, one basis chosen for each period. */
export type CapexFacts = {
  /** The day on which the reader stands, null for the latest state. */
  asOfDay: string | null;
  /** The day to which everything is known. */
  day: string;
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
  const rates = await readRates(reader, observations);
  return factsOf(reader.asOfDay, label, observations, rates, reader.asOf.toISOString().slice(0, 10));
}

/** The facts that these observations hold, in USD where the rates reach. */
export function factsOf(
  asOfDay: string | null,
  label: Labels,
  observations: readonly Observation[],
  rates: readonly ReferenceRate[] = [],
  day = asOfDay ?? formatDay(now()),
): CapexFacts {
  const choices = flowsInUsd(chooseBases(observations), rates);
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
  return { asOfDay, day, label, nameOf, companies, choices, quarters };
}

/** Why a company has no value of a definition in a calendar quarter, in words. */
export function whyMissing(facts: CapexFacts, company: string, line: CapexLine["line"], quarter: string): string {
  if (facts.quarters(company, line).clashes.includes(quarter)) return "two fiscal quarters fall into it";
  const others = Object.values(CAPEX_LINES).filter(
    (one) => one.line !== line && facts.quarters(company, one.line).quarters.has(quarter),
  );
  if (others.length > 0) return `known only ${others.map((one) => one.only).join(" and ")}`;
  const foreign = facts.choices.find(
    ({ chosen }) =>
      chosen.dims["company"] === company &&
      chosen.dims["line"] === line &&
      chosen.unit !== "USD" &&
      chosen.frequency === "quarter" &&
      calendarStart(chosen) === quarter,
  );
  return foreign ? `reported in ${foreign.chosen.unit}, and no rates of all of its days are stored` : "not known";
}

/** How a value was chosen, in words: `reported`, `derived; company statement 5.67B not used`, and from what converted. */
export function basisWords({ chosen, others, converted }: Chosen, label: Labels): string {
  const word = (one: Observation) => label("basis", one.dims["basis"] ?? "").toLowerCase();
  const unused = converted ? [] : others.filter((one) => one.value !== chosen.value);
  const preferred = unused.map((one) => `${word(one)} ${one.value?.toLocaleString("en-US") ?? ""}`).join(", ");
  return [word(chosen), ...(preferred ? [`preferred to ${preferred}`] : []), ...(converted ? [converted] : [])].join(
    "; ",
  );
}

/** The source of the rates, where any of these values was converted. */
export const rateSources = (all: readonly Chosen[]): string[] =>
  all.some((one) => one.converted) ? [RATE_SOURCE] : [];

/** The keys of the sources that these values rest on: their own, and that of the rates at which any was converted. */
export const restingOn = (all: readonly Chosen[]): string[] => [
  ...sourcesIn(all.map((one) => one.chosen)),
  ...rateSources(all),
];

/** A cell that shows a chosen value, with its basis in words. */
export const chosenCell = (one: Chosen, label: Labels): Cell => ({
  ...observedCell(one.chosen),
  derivation: basisWords(one, label),
  ...(one.converted ? { sources: restingOn([one]) } : {}),
});

/** What a figure with converted values says of them. */
export const CONVERTED =
  "Amounts in another currency are converted through the euro at the mean of the period's daily ECB reference rates; each says from what.";
