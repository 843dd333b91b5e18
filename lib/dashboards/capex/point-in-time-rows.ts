import { formatValue } from "@/lib/kernel/format";
import { fiscalLabel, periodLabel } from "@/lib/kernel/period";
import { endOf } from "@/lib/models/capex-calendar";
import type { Stated } from "@/lib/models/capex-basis";
import type { Final, RunningStep, ViewLine } from "@/lib/models/capex-point-in-time";
import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import type { Cell, Column, Row } from "../figure";
import { sourcesIn } from "../figure-sources";
import { againstActual } from "./against-actual";
import { isOwnWords, lineWords } from "./definition-words";
import { finalSources, finalStatus, holder, stepStatus, type Known } from "./point-in-time-chart";
import type { Period, Statements } from "./statements";

export const COLUMNS: readonly Column[] = [
  { key: "known", label: "Known since", kind: "day" },
  { key: "kind", label: "Statement", kind: "text" },
  { key: "by", label: "By", kind: "text" },
  { key: "definition", label: "Definition", kind: "text" },
  { key: "value", label: "Capex", kind: "number", unit: "USD", decimals: 0 },
  { key: "against", label: "Against the actual", kind: "text" },
  { key: "note", label: "What the source says", kind: "text" },
];

const RELAYED: Readonly<Record<string, string>> = { relayed: "Relayed guidance", inferred: "Inferred by others" };

/** What kind of statement a view is, in words: guidance is what the company itself said. */
function kindWords(one: Observation, { kind }: ViewLine<Observation>): string {
  if (kind === "consensus") return "Consensus";
  if (kind === "estimate") return one.status === "F" ? "Forecast" : "Estimate";
  return isOwnWords(one) ? "Guidance" : (RELAYED[one.dims["words"] ?? ""] ?? "Relayed guidance");
}

function viewRow(one: Observation, line: ViewLine<Observation>, said: Statements, known: Known): Row {
  const gone = one.status === "W";
  return {
    known: { value: one.knownAt.slice(0, 10) },
    kind: { value: kindWords(one, line) },
    by: { value: holder(line, said) },
    definition: { value: said.label("definition", one.dims["definition"] ?? "not-stated") },
    value: gone ? { ...observedCell(one), text: "withdrawn" } : observedCell(one),
    against: { value: gone ? "" : againstActual(one, known) },
    note: { value: one.note ?? "", source: one.source },
  };
}

const quarterWords = (one: Stated): string =>
  one.periodLabel ? fiscalLabel(one.periodLabel, endOf(one)) : periodLabel(one.period, one.frequency);

function partsWords(quarters: RunningStep["quarters"]): string {
  return quarters.map((one) => `${quarterWords(one.chosen)} ${formatValue(one.value, "USD", 0)}`).join(", ");
}

/** A single company's only quarter is stored and can be traced; a sum is computed and says of what. */
function stepCell(step: RunningStep): Cell {
  const { sum, quarters, knownAt } = step;
  if (sum === null) return { value: null, text: "withdrawn", knownAt };
  const sources = sourcesIn(quarters.map((one) => one.chosen));
  return { value: sum, status: stepStatus(step), knownAt, derivation: `Sum of ${partsWords(quarters)}`, sources };
}

function stepRow(step: RunningStep, line: string, said: Statements): Row {
  const bases = [...new Set(step.quarters.map((one) => one.chosen.dims["basis"] ?? ""))];
  const words = said.isGroup
    ? "sums of all members"
    : bases.map((one) => said.label("basis", one).toLowerCase()).join(", ");
  return {
    known: { value: step.knownAt.slice(0, 10) },
    kind: { value: step.complete ? "Reported, all quarters" : "Year to date" },
    by: { value: said.name },
    definition: { value: lineWords(line) },
    value: stepCell(step),
    note: { value: step.sum === null ? "" : `${partsWords(step.quarters)} (${words})` },
  };
}

function finalRow(final: Final, line: string, period: Period, said: Statements): Row {
  const { value, knownAt } = final;
  const sources = finalSources(final);
  const sum: Cell = { value, status: finalStatus(final), knownAt, derivation: "Sum of all its quarters", sources };
  const stated = final.kind === "stated" ? final.choice.chosen : null;
  const cell: Cell = stated
    ? {
        value,
        status: stated.status,
        knownAt,
        source: stated.source,
        ref: { series: stated.series, period: stated.period },
      }
    : sum;
  return {
    known: { value: knownAt.slice(0, 10) },
    kind: { value: "Actual of the whole" },
    by: { value: said.name },
    definition: { value: lineWords(line) },
    value: cell,
    note: {
      value: stated
        ? `${period.label} as a whole: ${said.label("basis", stated.dims["basis"] ?? "").toLowerCase()}`
        : `${period.label}: sum of all its quarters`,
    },
  };
}

/** Every statement about a period, the newest first. */
export function pointInTimeRows(known: Known, said: Statements, period: Period): Row[] {
  const rows = [
    ...known.views.flatMap((line) => line.rows.map((one) => viewRow(one, line, said, known))),
    ...known.actuals.flatMap(({ line, steps, final }) => [
      ...steps.map((one) => stepRow(one, line, said)),
      ...(final ? [finalRow(final, line, period, said)] : []),
    ]),
  ];
  const on = (row: Row): string => String(row["known"]?.value ?? "");
  return rows.toReversed().toSorted((a, b) => on(b).localeCompare(on(a)));
}
