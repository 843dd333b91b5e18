import type { AssessmentRow } from "@/lib/store/assessments";
import type { ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { codeLabel, tenorAdjective, UNIT } from "./words";
import { assessmentHref, INDEX_SOURCE, levelCode, markOf, standsWords, stateWords } from "./index-words";

const DAY_MS = 86_400_000;
const computed = { sources: [INDEX_SOURCE] };

const nextDay = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

function lineOf(segment: string, rows: readonly AssessmentRow[]): ChartSeries {
  const points = rows.flatMap((row, at): ChartPoint[] => {
    const point: ChartPoint = {
      x: row.day,
      y: row.value,
      status: markOf[row.status],
      ...(row.value === null ? {} : { source: INDEX_SOURCE, ref: { series: levelCode(row), period: row.day } }),
    };
    const following = rows[at + 1];
    // What lies between two published days that are not neighbours is not known: the line is broken.
    const gap = following && following.day > nextDay(row.day) && row.value !== null;
    return gap ? [point, { x: nextDay(row.day), y: null, status: "W" }] : [point];
  });
  return { key: segment, name: codeLabel("segment", segment), shape: "line", points };
}

function rowOf(row: AssessmentRow): Row {
  const tiers = (["1", "2", "3"] as const).flatMap((tier) => {
    const share = row.tierShare[tier] ?? 0;
    return share > 0.0005 ? [`${tier}: ${(share * 100).toFixed(0)} %`] : [];
  });
  const value =
    row.value === null
      ? { value: null, text: "withheld" }
      : {
          value: row.value,
          status: markOf[row.status],
          ref: { series: levelCode(row), period: row.day },
          source: INDEX_SOURCE,
        };
  return {
    day: { value: row.day, href: assessmentHref(row) },
    segment: { value: codeLabel("segment", row.segment) },
    tenor: { value: codeLabel("tenor", row.tenor) },
    level: value,
    state: { value: row.revision > 0 ? `${stateWords[row.status]}, revision ${row.revision}` : stateWords[row.status] },
    chain: {
      value: row.chain,
      derivation: "moves with the providers of both days alone; first assessed day = 100",
      ...computed,
    },
    providers: { value: row.providers, derivation: "providers after screening", ...computed },
    routes: { value: row.routes, derivation: "independent routes by which their prices are known", ...computed },
    weight: {
      value: row.maxWeight === null ? null : row.maxWeight * 100,
      derivation: "share of the heaviest provider",
      ...computed,
    },
    mad: { value: row.mad, derivation: "median distance to the middle, in logarithms", ...computed },
    tiers: { value: tiers.join(", ") },
    why: { value: row.note },
  };
}

/** The index by segment for one tenor: its levels, their states, and for each day why it is what it is. */
export function indexFigure(
  gpuName: string,
  tenor: string,
  groups: ReadonlyMap<string, readonly AssessmentRow[]>,
): Figure {
  const [lead] = groups;
  const rows = [...groups.values()].flat();
  const title = lead
    ? `${gpuName} index, ${codeLabel("segment", lead[0]).toLowerCase()}, ${tenorAdjective(tenor)}: ${standsWords(lead[1])}`
    : `${gpuName} index, ${tenorAdjective(tenor)}: never assessed`;
  const lines = [...groups].map(([segment, own]) => lineOf(segment, own));
  return {
    id: "index",
    title,
    subtitle: `${UNIT}, USD nominal, method ${rows.at(-1)?.version ?? "1.0.0"}; daily, each segment apart`,
    chart: lines.length > 0 ? { x: "time", unit: UNIT, decimals: 2, series: lines, summary: `${title}.` } : null,
    table: {
      columns: [
        { key: "day", label: "Day", kind: "day" },
        { key: "segment", label: "Segment", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "level", label: "Level", kind: "number", unit: UNIT, decimals: 2 },
        { key: "state", label: "State", kind: "text" },
        { key: "chain", label: "Chain", kind: "number", decimals: 1 },
        { key: "providers", label: "Providers", kind: "number", decimals: 0 },
        { key: "routes", label: "Routes", kind: "number", decimals: 0 },
        { key: "weight", label: "Largest weight", kind: "number", unit: "%", decimals: 0 },
        { key: "mad", label: "MAD", kind: "number", decimals: 3 },
        { key: "tiers", label: "Weight by tier", kind: "text" },
        { key: "why", label: "Why", kind: "text" },
      ],
      rows: rows.toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0)).map(rowOf),
    },
    note: "A value needs 4 providers (3 for terms) by 2 independent routes; it is carried for at most 3 business days, and then withheld. Days before the index began are back-cast. Percent changes are those of the chain, which nobody's coming or going moves. A day leads to its inputs, weights and exclusions.",
    ...(rows.length === 0 ? { empty: "No day has passed the gates of the index for this choice." } : {}),
  };
}
