import { parse } from "csv-parse/sync";
import type { Payload } from "../payload/payload";
import { SourceError } from "../source-error";

export type EpochRow = Readonly<Record<string, string>>;

/** The rows of one of Epoch's CSV files. Throws SourceError shape where a column that is needed is missing. */
export async function tableOf(
  payload: Payload,
  needed: readonly string[],
): Promise<{ rows: EpochRow[]; columns: string[] }> {
  let records: string[][];
  try {
    records = parse(await payload.text(), { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw new SourceError("not-what-was-asked", `${payload.name} is no CSV.`, { cause: error });
  }
  const columns = records[0] ?? [];
  const missing = needed.find((name) => !columns.includes(name));
  if (missing) throw new SourceError("shape", `${payload.name} has no column “${missing}”.`);
  const rows = records.slice(1).map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ""])));
  return { rows, columns };
}

/** A cell as a number; null where it is empty, and a fault where it holds anything else. */
export function numberIn(row: EpochRow, column: string): { value: number | null } | { fault: string } {
  const text = (row[column] ?? "").trim();
  if (text === "") return { value: null };
  const value = Number(text.replaceAll(",", ""));
  return Number.isFinite(value) ? { value } : { fault: `${column}: “${text.slice(0, 40)}” is no number` };
}

/** A day that a cell names in full; null where it names less. */
export function dayIn(row: EpochRow, column: string): string | null {
  const text = (row[column] ?? "").trim();
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
