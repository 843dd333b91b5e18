/** A block as it is read: rows of names and columns of periods, whichever way it was pasted. */
export type Table = { rows: readonly (readonly string[])[]; turned: boolean };

/** A place of the block as it was pasted, counted from 1; 0 where a whole line or column is meant. */
export type Place = { line: number; column: number };

/** The place in the block of a cell of the table. */
export const placeIn = ({ turned }: Table, row: number, column: number): Place =>
  turned ? { line: column + 1, column: row + 1 } : { line: row + 1, column: column + 1 };

/** The table with rows and columns exchanged. */
export function turned(rows: readonly (readonly string[])[]): string[][] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? ""));
}

/** `line 3` or `column 3` of the block for a row of the table. */
export const rowWord = ({ turned: across }: Table, row: number): string => `${across ? "column" : "line"} ${row + 1}`;

/** `column 3` or `line 3` of the block for a column of the table. */
export const columnWord = ({ turned: across }: Table, column: number): string =>
  `${across ? "line" : "column"} ${column + 1}`;

export const isBlank = (row: readonly string[]): boolean => row.every((text) => text === "");
