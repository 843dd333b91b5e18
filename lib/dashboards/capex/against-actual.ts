import { formatDifference, formatValue } from "@/lib/kernel/format";
import { compareWithActual, type Verdict } from "@/lib/models/capex-comparison";
import type { Observation } from "@/lib/store/rows";
import { lineWords, shortDefinition } from "./definition-words";
import type { Known } from "./point-in-time-chart";

const WORDS: Record<Verdict, string> = {
  above: "actual above it",
  below: "actual below it",
  within: "actual within it",
  "in line": "actual in line",
};

/** What became of an expectation, in words: held against the actual of its own definition, or why against none. */
export function againstActual(one: Observation, { actuals }: Known): string {
  const finals = new Map(actuals.flatMap(({ line, final }) => (final ? [[line, final.value] as const] : [])));
  if (finals.size === 0) return "period not complete";
  const definition = one.dims["definition"] ?? "not-stated";
  const found = compareWithActual({ value: one.value, low: one.low, high: one.high, definition }, finals);
  if (found.verdict === null) {
    if (found.why === "no actual on its definition") return `not compared: no actual ${shortDefinition(definition)}`;
    return `not compared: ${found.why}`;
  }
  const by =
    one.value === null ? "" : ` by ${formatDifference(found.actual - one.value, "USD", 0).replace(/^[+−]/, "")}`;
  const how = found.verdict === "in line" || found.verdict === "within" ? "" : by;
  return `${WORDS[found.verdict]}${how}: ${formatValue(found.actual, "USD", 0)}, ${lineWords(found.line)}`;
}
