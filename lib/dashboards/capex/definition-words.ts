import { CAPEX_LINES, definitionOf, lineOf } from "@/lib/models/capex-definition";
import type { Observation } from "@/lib/store/rows";

/** The words of a definition by its line. */
export const lineWords = (line: string): string => definitionOf(line)?.words ?? line;

const UNREPORTED: Readonly<Record<string, string>> = {
  "cash-net-of-proceeds": "cash, net of proceeds",
  "net-of-customer-funding": "net of customers' funds",
  "incl-leases-unspecified": "with leases, which way not stated",
};

/** What somebody's figure counts, short enough to stand at the end of a line. */
export function shortDefinition(definition: string | undefined): string {
  const line = lineOf(definition);
  const known = Object.values(CAPEX_LINES).find((one) => one.line === line)?.short;
  return known ?? UNREPORTED[definition ?? ""] ?? "definition not stated";
}

/** The same of a line of what was reported. */
export const shortLine = (line: string): string => definitionOf(line)?.short ?? line;

/** Whether a figure of the guidance dataset is the company's own words, and not what others say that it said. */
export const isOwnWords = (one: Observation): boolean => one.status === "G" && (one.dims["words"] ?? "own") === "own";
