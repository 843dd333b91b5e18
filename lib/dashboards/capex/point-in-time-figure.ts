import type { Reader } from "@/lib/access/reader";
import { pointInTime } from "@/lib/models/capex-point-in-time";
import type { Figure } from "../figure";
import { pointInTimeChart } from "./point-in-time-chart";
import { pointInTimeFinding } from "./point-in-time-finding";
import { COLUMNS, pointInTimeRows } from "./point-in-time-rows";
import { periodOf, periodsOf, type Statements } from "./statements";
import type { CapexView } from "./view";

const ID = "point-in-time";
const SUBTITLE = "Capex as guided, expected by the street, estimated and reported";

const notShown = (closed: readonly string[]): string =>
  closed.length > 0 ? ` Not part of your subscription, and not shown: ${closed.join(", ")}.` : "";

function nothing({ name, closed }: Statements, view: CapexView, reader: Reader): string {
  const about = view.period ? `${name} for ${view.period}` : `the capex of ${name}`;
  const when = reader.asOfDay ? `was known on ${reader.asOfDay}` : "is known";
  return `No guidance, consensus or estimate of ${about} ${when}.${notShown(closed)}`;
}

function noteOf({ closed, name, isGroup }: Statements): string {
  const words = [
    "Each mark stands at the day on which a subscriber could first have known it: the day of the source, which for actuals gathered later is after the filing. Guidance is what the company itself said, and stands until revised; what others say that it guided is grey. A step is the year to date, the quarters reported so far, and not to be read against a mark of the whole year.",
    "An expectation is held against the actual of its own definition alone; where it states none, or none is reported by it, the table says so. A grey line is the actual of the whole, known only at its end.",
    ...(isGroup
      ? [`${name} is its members' sum, from when all of them had reported; nobody guides for the group.`]
      : []),
  ];
  return words.join(" ") + notShown(closed);
}

/** Guidance, consensus, estimates and actuals of one company or group and period by the day on which each was known. */
export function pointInTimeFigure(reader: Reader, statements: Statements, view: CapexView): Figure {
  const period = periodOf(periodsOf(statements), view.period);
  const base = { id: ID, chart: null, table: { columns: [], rows: [] } };
  if (!period)
    return {
      ...base,
      title: `${statements.name}: guidance, consensus and actuals`,
      subtitle: SUBTITLE,
      empty: nothing(statements, view, reader),
    };
  const known = pointInTime(period.span, statements.views, statements.actuals);
  return {
    id: ID,
    title: pointInTimeFinding(known, statements, period, view),
    subtitle: `${SUBTITLE} for ${statements.name}, ${period.label}, USD nominal, by the day on which each became known`,
    chart: pointInTimeChart(known, statements, period, reader.asOf.toISOString().slice(0, 10)),
    table: { columns: [...COLUMNS], rows: pointInTimeRows(known, statements, period) },
    note: noteOf(statements),
  };
}
