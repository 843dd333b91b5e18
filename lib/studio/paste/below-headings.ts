import { statusOf } from "../reading/heading-marks";
import { unitCellOf } from "../reading/unit-heading";
import { filled, type Input, isNumber, type Layout, misfit, type Misfit, sectionOf } from "./layout";
import { isDimensionWord } from "./stray-heading";
import { rowWord } from "./table";

const wordStatus = (text: string) => statusOf(text.replace(/^[([]|[)\].]+$/g, ""));

/** The first row of the body with what stands in it under the columns of values. */
function firstRow({ table, body, values }: Layout): { at: number; row: readonly string[]; texts: string[] } | null {
  const [at] = body;
  const row = at === undefined ? [] : (table.rows[at] ?? []);
  const texts = values.map((one) => row[one.at] ?? "");
  return at === undefined || filled(texts).length === 0 ? null : { at, row, texts };
}

function takeOff(layout: Layout, { at, row }: { at: number; row: readonly string[] }, reason: string): void {
  layout.left.push({ where: rowWord(layout.table, at), text: filled(row).join(" "), reason });
  layout.body = layout.body.slice(1);
}

/** A row of units right below the headings: `USD m`, `%`, one for each column. */
export function takeUnitRow(layout: Layout, { unit, label }: Input): void {
  const first = firstRow(layout);
  if (!first || !filled(first.texts).every((text) => !isNumber(text) && unitCellOf(text, { label, unit }))) return;
  for (const [n, column] of layout.values.entries()) {
    const words = unitCellOf(first.texts[n] ?? "", { label, unit });
    if (words) column.said.push({ from: first.texts[n] ?? "", words });
  }
  takeOff(layout, first, "says the unit");
}

/** A row of statuses right below the headings: `Actual`, `Est.`, `E`; a heading that says its own keeps it. */
export function takeStatusRow(layout: Layout): void {
  const first = firstRow(layout);
  if (!first || !filled(first.texts).every((text) => wordStatus(text) !== null)) return;
  layout.values = layout.values.map((column, n) => {
    const status = wordStatus(first.texts[n] ?? "");
    return column.period && status
      ? { ...column, period: { ...column.period, status: column.period.status ?? status } }
      : column;
  });
  takeOff(layout, first, "says the status");
}

/**
 * Names where values should be: a basis below each period, or a column of names right of the values. Which series a
 * column or row is of is then not known.
 */
export function strayNames(layout: Layout, { target }: Input): Misfit | null {
  const { table, headings, values } = layout;
  const behind = values.find(({ period, heading }) => period === null && isDimensionWord(heading, target));
  if (behind && headings) {
    const message = `“${behind.heading}” stands behind the values: paste it in front of them; nothing is taken`;
    return misfit(table, headings.row, behind.at, behind.heading, message);
  }
  const first = firstRow(layout);
  const below = values.filter(({ period }) => period !== null).map(({ at }) => first?.row[at] ?? "");
  const name = below.find((text) => text !== "" && !isNumber(text) && sectionOf(text, [], target) !== null);
  if (!first || name === undefined) return null;
  const message = `“${name}” stands below a period: paste the columns of each such name as a table of their own; nothing is taken`;
  return misfit(table, first.at, first.row.indexOf(name), name, message);
}
