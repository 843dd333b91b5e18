import { AppError } from "@/lib/kernel/error";
import { openZip, type ZipDirectory } from "../file/zip-directory";
import { type Calculation, calculationOf } from "./calculation";
import type { NumberFormat } from "./number-format";
import { mainPart, readRelations, type Relations } from "./relations";
import type { DateSystem } from "./serial-date";
import { readStyles } from "./styles";
import { readPart } from "./xml";

/** A sheet as the workbook lists it; `cells` is false for charts and the like, which have none. */
export type SheetInfo = { name: string; hidden: boolean; cells: boolean };

/** A workbook whose directory, styles and list of sheets are read; its sheets are streamed on demand. */
export type Workbook = {
  zip: ZipDirectory;
  sheets: readonly (SheetInfo & { part: string })[];
  dates: DateSystem;
  /** The format of each style, by its number. */
  styles: readonly NumberFormat[];
  calculation: Calculation;
  sharedPart: string | null;
  close: () => void;
};

const partOf = (relations: Relations, type: string) => [...relations.values()].find((one) => one.type === type)?.target;

/** The id by which a sheet is found: of any prefix, as long as it has one; the sheet's own has another name. */
const relationOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => /^[^:]+:id$/.test(name))?.[1] ?? "";

type Listed = Pick<Workbook, "sheets" | "dates" | "calculation">;

async function readList(zip: ZipDirectory, part: string, relations: Relations): Promise<Listed> {
  const sheets: (SheetInfo & { part: string })[] = [];
  let dates: DateSystem = "1900";
  let calc: Readonly<Record<string, string>> | undefined;
  await readPart(zip, part, {
    open: (tag, attributes) => {
      if (tag === "workbookPr" && ["1", "true"].includes(attributes["date1904"] ?? "")) dates = "1904";
      if (tag === "calcPr") calc = attributes;
      const found = tag === "sheet" ? relations.get(relationOf(attributes)) : undefined;
      if (!found) return;
      const { name = found.target, state = "visible" } = attributes;
      // Charts and macros have sheets of their own, without cells.
      const cells = found.type === "worksheet" && zip.entries.has(found.target);
      sheets.push({ name, hidden: state !== "visible", cells, part: found.target });
    },
  });
  return { sheets, dates, calculation: calculationOf(calc) };
}

/** Opens a workbook. Throws AppError invalid where it is damaged, a bomb, or holds no sheet of cells. */
export async function openWorkbook(file: string, name: string): Promise<Workbook> {
  const zip = await openZip(file, name);
  try {
    const main = await mainPart(zip);
    const relations = await readRelations(zip, main);
    const listed = await readList(zip, main, relations);
    if (!listed.sheets.some((one) => one.cells)) throw new AppError("invalid", `${name} has no sheet with cells.`);
    const styles = await readStyles(zip, partOf(relations, "styles"));
    const shared = partOf(relations, "sharedStrings");
    const sharedPart = shared && zip.entries.has(shared) ? shared : null;
    return { zip, ...listed, styles, sharedPart, close: zip.close };
  } catch (error) {
    zip.close();
    throw error;
  }
}
