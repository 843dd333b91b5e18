import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import { SourceError } from "../source-error";

export type PriceRow = Readonly<Record<string, string>>;

const NEEDED = [
  "SKU",
  "OfferTermCode",
  "TermType",
  "Unit",
  "PricePerUnit",
  "Currency",
  "LeaseContractLength",
  "PurchaseOption",
  "OfferingClass",
  "Instance Type",
  "Region Code",
  "Operating System",
  "Tenancy",
  "CapacityStatus",
  "Pre Installed S/W",
];

const cellsOf = (line: string): string[] => {
  const rows: string[][] = parse(line, { relax_column_count: true });
  return rows[0] ?? [];
};

/**
 * The rows of an AWS price file whose line names one of the machines, and `null` for a line that is cut or of another
 * width. Lines are looked at one by one: the file has hundreds of megabytes, of which a few rows matter. Throws
 * SourceError shape where a needed column is missing.
 */
export async function* rowsNaming(stream: Readable, machines: readonly string[]): AsyncGenerator<PriceRow | null> {
  let header: string[] | null = null;
  const marks = machines.map((machine) => `"${machine}"`);
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!header) {
      // A few lines about the file stand before the header.
      if (!line.startsWith('"SKU"')) continue;
      header = cellsOf(line);
      const missing = NEEDED.find((name) => !header?.includes(name));
      if (missing) throw new SourceError("shape", `AWS's price file has no column “${missing}”.`);
    } else if (marks.some((mark) => line.includes(mark))) {
      const cells = cellsOf(line);
      const names = header;
      yield cells.length === names.length ? Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])) : null;
    }
  }
  if (!header) throw new SourceError("shape", "AWS's price file has no header line.");
}
