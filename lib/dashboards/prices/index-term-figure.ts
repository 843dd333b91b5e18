import { addTo } from "@/lib/kernel/group-by";
import { levelSeries, markOf } from "@/lib/indices/headline-level";
import { forward } from "@/lib/models/price-index/term";
import type { AssessmentRow } from "@/lib/store/assessments";
import type { Cell, Figure, Row } from "../figure";
import { assessmentHref, indexSource, stateWords } from "./index-words";
import { codeLabel, UNIT } from "./words";

const RATE = 0.12;
const ORDER = ["on-demand", "m1", "m3", "m6", "m12", "m24", "m36"];
const yearsOf = (tenor: string): number => Number(tenor.slice(1)) / 12;

/** The newest day on which at least two terms of a segment have a value, with those values in order of length. */
function newestCurve(rows: readonly AssessmentRow[]): AssessmentRow[] {
  const days = new Map<string, AssessmentRow[]>();
  for (const row of rows) if (row.value !== null && ORDER.includes(row.tenor)) addTo(days, row.day, row);
  const usable = [...days].filter(([, own]) => own.filter((row) => row.tenor !== "on-demand").length >= 2);
  const newest = usable.toSorted(([a], [b]) => (a < b ? 1 : -1))[0];
  return (newest?.[1] ?? []).toSorted((a, b) => ORDER.indexOf(a.tenor) - ORDER.indexOf(b.tenor));
}

function forwardCells(row: AssessmentRow, before: AssessmentRow | undefined): Record<"simple" | "discounted", Cell> {
  const none: Cell = { value: null, text: "" };
  if (!before || before.tenor === "on-demand" || row.value === null || before.value === null)
    return { simple: none, discounted: none };
  const found = forward(
    { years: yearsOf(before.tenor), price: before.value },
    { years: yearsOf(row.tenor), price: row.value },
    RATE,
  );
  const span = `${codeLabel("tenor", before.tenor)} to ${codeLabel("tenor", row.tenor)}`;
  const arbitrage: Cell = { value: null, text: "none: the longer term costs less in all" };
  if (!found) return { simple: arbitrage, discounted: arbitrage };
  return {
    simple: {
      value: found.simple,
      sources: [indexSource(row.version)],
      derivation: `(T2 P2 − T1 P1) ÷ (T2 − T1), ${span}`,
    },
    discounted: {
      value: found.discounted,
      sources: [indexSource(row.version)],
      derivation: `with payments discounted at ${RATE * 100} % a year, ${span}`,
    },
  };
}

/** What terms cost on the newest day that has several, and what the time between two terms costs. */
export function indexTermFigure(gpuName: string, groups: ReadonlyMap<string, readonly AssessmentRow[]>): Figure | null {
  const curves = [...groups]
    .map(([segment, rows]) => ({ segment, rows: newestCurve(rows) }))
    .filter((one) => one.rows.length > 0);
  const first = curves[0];
  if (!first) return null;
  const rows = curves.flatMap(({ segment, rows: own }) =>
    own.map((row, at): Row => ({
      segment: { value: codeLabel("segment", segment) },
      tenor: { value: codeLabel("tenor", row.tenor) },
      day: { value: row.day, href: assessmentHref(row) },
      level: {
        value: row.value,
        status: markOf[row.status],
        source: indexSource(row.version),
        ref: { series: levelSeries(row, "assessed"), period: row.day },
      },
      state: { value: stateWords[row.status] },
      ...forwardCells(row, own[at - 1]),
    })),
  );
  return {
    id: "index-term",
    title: `Terms of ${gpuName}, ${codeLabel("segment", first.segment).toLowerCase()}, on ${first.rows[0]?.day ?? ""}: the newest day with several`,
    subtitle: `${UNIT}; forward: what the time between this term and the one before it costs`,
    chart: null,
    table: {
      columns: [
        { key: "segment", label: "Segment", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "day", label: "Day", kind: "day" },
        { key: "level", label: "Level", kind: "number", unit: UNIT, decimals: 2 },
        { key: "state", label: "State", kind: "text" },
        { key: "simple", label: "Forward, simple", kind: "number", unit: UNIT, decimals: 2 },
        { key: "discounted", label: "Forward, discounted", kind: "number", unit: UNIT, decimals: 2 },
      ],
      rows,
    },
    note: "Indicative terms rest on matched discounts at providers that quote both. A curve may rise: in 2023 three months cost nearly twice on demand. There is no forward where the longer term costs less in all.",
  };
}
