import { statusOf } from "../reading/heading-marks";
import { isUnitHeader, readUnitHeading, unitCellOf } from "../reading/unit-heading";
import { filled, type Input, isNumber, type Layout, misfit, type Misfit, sectionOf, UNIT_TITLE } from "./layout";
import type { NameColumn } from "./name-columns";
import { isDimensionWord } from "./stray-heading";
import { rowWord } from "./table";
import type { ValueColumn } from "./value-columns";

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
  if (!first || first.row.some(isNumber)) return;
  if (!filled(first.texts).every((text) => unitCellOf(text, { label, unit }))) return;
  for (const [n, column] of layout.values.entries()) {
    const words = unitCellOf(first.texts[n] ?? "", { label, unit });
    if (words) column.said.push({ from: first.texts[n] ?? "", words });
  }
  takeOff(layout, first, UNIT_TITLE);
}

/** Lines below the headings that hold no value and say the unit: `In US$ billions`, `Note: figures in millions`. */
export function takeUnitLines(layout: Layout, { unit, label }: Input): void {
  const { table } = layout;
  layout.body = layout.body.filter((at) => {
    const row = table.rows[at] ?? [];
    const texts = filled(row);
    const alone = layout.values.every((one) => (row[one.at] ?? "") === "") || texts.length === 1;
    const found = alone && texts.length === 1 ? readUnitHeading(texts[0] ?? "", { label, unit }) : null;
    if (!found || isNumber(texts[0] ?? "")) return true;
    layout.said.push(found.said);
    layout.left.push({ where: rowWord(table, at), text: texts[0] ?? "", reason: UNIT_TITLE });
    return false;
  });
}

/** Columns behind the values that say the unit of their rows, by their heading or by all that stands in them. */
export function unitColumnsBehind(
  layout: Layout,
  headed: readonly ValueColumn[],
  { unit, label }: Input,
): NameColumn[] {
  return headed.flatMap(({ at, heading, period }): NameColumn[] => {
    const texts = layout.body.flatMap((row) => layout.table.rows[row]?.[at] || []);
    const units = texts.length > 0 && texts.every((text) => unitCellOf(text, { label, unit }) !== null);
    // A sign of its own cell, `$`, belongs to the number beside it.
    const words = texts.some((text) => /\p{L}/u.test(text) || text === "%");
    const named = isUnitHeader(heading) || (heading === "" && units && words);
    return period === null && named ? [{ at, heading, is: "unit" }] : [];
  });
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
