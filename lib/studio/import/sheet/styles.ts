import type { ZipDirectory } from "../file/zip-directory";
import { type NumberFormat, readFormat } from "./number-format";
import { readPart } from "./xml";

/** What the format of each style makes of a number, by the number of the style. */
export async function readStyles(zip: ZipDirectory, part: string | undefined): Promise<NumberFormat[]> {
  if (!part || !zip.entries.has(part)) return [];
  const codes = new Map<number, string>();
  const known = new Map<number, NumberFormat>();
  const styles: NumberFormat[] = [];
  let within = "";
  const formatOf = (id: number): NumberFormat => {
    const format = known.get(id) ?? readFormat(id, codes.get(id));
    known.set(id, format);
    return format;
  };
  await readPart(zip, part, {
    open: (name, { numFmtId = "0", formatCode }) => {
      if (name === "numFmts" || name === "cellXfs") within = name;
      if (name === "numFmt" && within === "numFmts" && formatCode !== undefined)
        codes.set(Number(numFmtId), formatCode);
      if (name === "xf" && within === "cellXfs") styles.push(formatOf(Number(numFmtId)));
    },
    close: (name) => {
      if (name === within) within = "";
    },
  });
  return styles;
}
