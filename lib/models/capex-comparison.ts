import { lineOf } from "./capex-definition";

/** What somebody expected: a value, a range, a floor or a ceiling, and the definition of capex that it counts. */
export type Expected = {
  value: number | null;
  low: number | null;
  high: number | null;
  definition: string | undefined;
};

/** Where an actual lies against what was expected of it, on one and the same definition. */
export type Verdict = "above" | "below" | "within" | "in line";

export type Comparison =
  | { verdict: Verdict; line: string; actual: number }
  /** Why nothing can be held against it. */
  | {
      verdict: null;
      why: "definition not stated" | "nobody reports by its definition" | "no actual on its definition";
    };

/** Closer than this to a point, a share of it, is neither above nor below: expectations are rounded. */
const CLOSE = 0.005;

function verdictOf(actual: number, { value, low, high }: Expected): Verdict {
  if (value !== null && Math.abs(actual - value) <= CLOSE * Math.abs(value)) return "in line";
  const [least, most] = value === null ? [low ?? -Infinity, high ?? Infinity] : [value, value];
  if (actual > most) return "above";
  return actual < least ? "below" : "within";
}

/**
 * Holds what was expected against the actual of its own definition, and against nothing else: `actuals` has the whole
 * period's by line. Says why there is no comparison where there is none.
 */
export function compareWithActual(expected: Expected, actuals: ReadonlyMap<string, number>): Comparison {
  const line = lineOf(expected.definition);
  if (line === null) {
    const unstated = /not-stated|unspecified/.test(expected.definition ?? "not-stated");
    return { verdict: null, why: unstated ? "definition not stated" : "nobody reports by its definition" };
  }
  const actual = actuals.get(line);
  if (actual === undefined) return { verdict: null, why: "no actual on its definition" };
  return { verdict: verdictOf(actual, expected), line, actual };
}
