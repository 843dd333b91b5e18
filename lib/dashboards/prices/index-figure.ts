import { levelSeries, markOf } from "@/lib/indices/headline-level";
import { dayAfter } from "@/lib/kernel/days";
import type { AssessmentRow } from "@/lib/store/assessments";
import type { ChartPoint, ChartSeries, Figure, Row } from "../figure";
import { rateCardLine, turns } from "./rate-card-line";
import { assessmentHref, indexSource, stateWords } from "./index-words";
import { levelFactsFinding, type LevelFacts } from "./level-facts";
import type { CardDay, CardHistory } from "./market-levels";
import { UNIT } from "./words";

/** What the index knows of one market: the days that were assessed, those of its rate card, and its level if it has one. */
export type IndexedMarket = {
  /** What tells its lines from the others of the figure, and decides their colour. */
  key: string;
  line: string;
  /** `Neocloud on-demand H100 SXM`. */
  name: string;
  assessed: readonly AssessmentRow[];
  cards: CardHistory;
  facts: LevelFacts | null;
};

/** The days that were assessed: what is carried or withheld is not drawn beside the rate card that stands then. */
const isAssessed = (row: AssessmentRow): boolean =>
  row.value !== null && row.status !== "carried" && row.status !== "indicative";

function assessedLine({ key, line, assessed }: IndexedMarket): ChartSeries {
  const own = assessed.filter(isAssessed);
  const points = own.flatMap((row, at): ChartPoint[] => {
    const ref = { series: levelSeries(row, "assessed"), period: row.day };
    const point = { x: row.day, y: row.value, status: markOf[row.status], source: indexSource(row.version), ref };
    const following = own[at + 1];
    // What lies between two assessed days that are not neighbours was not assessed: the line is broken.
    const gap = following && following.day > dayAfter(row.day);
    return gap ? [point, { x: dayAfter(row.day), y: null, status: "W" }] : [point];
  });
  return { key: `${key}-assessed`, name: `${line}, assessed`, shape: "line", points };
}

function assessedRow(line: string, row: AssessmentRow): Row {
  const source = indexSource(row.version);
  const level =
    row.value === null
      ? { value: null, text: "withheld" }
      : {
          value: row.value,
          status: markOf[row.status],
          ref: { series: levelSeries(row, "assessed"), period: row.day },
          source,
        };
  return {
    day: { value: row.day, href: assessmentHref(row) },
    line: { value: line },
    kind: { value: "Assessed" },
    level,
    state: { value: row.revision > 0 ? `${stateWords[row.status]}, revision ${row.revision}` : stateWords[row.status] },
    votes: { value: row.providers, derivation: "number of providers after screening", source },
    chain: { value: row.chain, derivation: "moves with the providers of both days alone", source },
    why: { value: row.note },
  };
}

function cardRow(line: string, cards: CardHistory, one: CardDay): Row {
  const { sources, recomputed } = cards;
  const ref = recomputed ? {} : { ref: { series: levelSeries(cards, "rate-card"), period: one.day } };
  return {
    day: { value: one.day, href: assessmentHref({ ...cards, day: one.day }) },
    line: { value: line },
    kind: { value: recomputed ? "Rate card, recomputed" : "Rate card" },
    level: {
      value: one.value,
      low: one.low,
      high: one.high,
      status: "A",
      sources,
      derivation: "median of the posted prices that stand; range: quartiles",
      ...ref,
    },
    state: { value: `grade ${one.grade}` },
    votes: { value: one.votes, derivation: "number of votes, one for each owner and class of offer", sources },
    chain: { value: one.chain, derivation: `moves by matched offers alone; 100 on ${one.chainFrom ?? ""}`, sources },
    why: { value: "" },
  };
}

const columnsOf = (what: string): Figure["table"]["columns"] => [
  { key: "day", label: "Day", kind: "day" },
  { key: "line", label: what, kind: "text" },
  { key: "kind", label: "Kind", kind: "text" },
  { key: "level", label: "Level", kind: "number", unit: UNIT, decimals: 2 },
  { key: "state", label: "State or grade", kind: "text" },
  { key: "votes", label: "Votes", kind: "number", decimals: 0 },
  { key: "chain", label: "Chain", kind: "number", decimals: 1 },
  { key: "why", label: "Why", kind: "text" },
];

const dayOf = (row: Row): string => String(row["day"]?.value);

/** That a market has no level, and until when it had one. */
function withoutLevel(about: string, markets: readonly IndexedMarket[]): string {
  const last = markets
    .flatMap((one) => one.cards.days.filter((day) => day.value !== null).at(-1)?.day ?? [])
    .toSorted()
    .at(-1);
  return `${about}: no level, fewer than 3 posted prices stand${last ? `; the last stood on ${last}` : ""}`;
}

/**
 * The index of some markets, each a line apart: the rate card that stands, the days that were assessed, and why each is
 * what it is. `what` says what tells the lines apart; without a level the title says of `about` that there is none.
 */
export function indexFigure(
  { id, about, what }: { id: string; about: string; what: string },
  markets: readonly IndexedMarket[],
): Figure {
  const lead = markets.find((one) => one.facts);
  const title = lead?.facts ? levelFactsFinding(lead.name, lead.facts) : withoutLevel(about, markets);
  const alone = markets.filter((one) => one.cards.days.length > 0).length === 1;
  const lines = markets
    .flatMap((one) => [rateCardLine(one, one.cards, alone), assessedLine(one)])
    .filter((one) => one.points.length > 0);
  const rows = markets.flatMap(({ line, assessed, cards }) => [
    ...turns(cards.days).map((one) => cardRow(line, cards, one)),
    ...assessed.map((row) => assessedRow(line, row)),
  ]);
  return {
    id,
    title,
    subtitle: `${UNIT}, USD nominal; by day, each ${what.toLowerCase()} apart${alone ? "; quartiles as a shade" : ""}`,
    chart: lines.length > 0 ? { x: "time", unit: UNIT, decimals: 2, series: lines, summary: `${title}.` } : null,
    table: {
      columns: columnsOf(what),
      rows: rows.toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : 0)),
    },
    note: "Rate card: the median of the list and quote prices that stand, one vote for each owner and class of offer; it holds until a price is seen changed, and the table has the days on which it moved. Assessed: days on which prices of several routes passed all gates. The two are never joined. Percent changes are those of the chain, which nobody's coming or going moves. A day leads to its votes or inputs, weights and exclusions.",
    ...(rows.length === 0 ? { empty: "No day of the index for this choice." } : {}),
  };
}
