import { posix } from "node:path";
import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import { openZip, type ZipDirectory } from "../file/zip-directory";
import { type FormatKind, formatKind } from "./number-format";
import type { DateSystem } from "./serial-date";
import { parseXml, type XmlEvents } from "./xml";

/** A sheet as the workbook lists it. */
export type SheetInfo = { name: string; hidden: boolean };

/** A workbook whose directory, styles and list of sheets are read; its sheets are streamed on demand. */
export type Workbook = {
  zip: ZipDirectory;
  sheets: readonly (SheetInfo & { part: string })[];
  dates: DateSystem;
  /** The kind of format of each style, by its number. */
  styles: readonly FormatKind[];
  sharedPart: string | null;
  close: () => void;
};

/** Streams a part through `events` to its end. */
export async function readPart(zip: ZipDirectory, part: string, events: XmlEvents): Promise<void> {
  for await (const _ of parseXml(zip, part, events));
}

type Relations = ReadonlyMap<string, { target: string; type: string }>;

async function readRelations(zip: ZipDirectory): Promise<Relations> {
  const found = new Map<string, { target: string; type: string }>();
  await readPart(zip, "xl/_rels/workbook.xml.rels", {
    open: (name, { Id = "", Target = "", Type = "" }) => {
      if (name !== "Relationship") return;
      const target = Target.startsWith("/") ? Target.slice(1) : posix.join("xl", Target);
      found.set(Id, { target, type: Type.slice(Type.lastIndexOf("/") + 1) });
    },
  });
  return found;
}

async function readStyles(zip: ZipDirectory, part: string | undefined): Promise<FormatKind[]> {
  if (!part || !zip.entries.has(part)) return [];
  const codes = new Map<number, string>();
  const styles: FormatKind[] = [];
  let inCells = false;
  await readPart(zip, part, {
    open: (name, { numFmtId = "0", formatCode }) => {
      if (name === "numFmt" && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      if (name === "cellXfs") inCells = true;
      if (name === "xf" && inCells) styles.push(formatKind(Number(numFmtId), codes.get(Number(numFmtId))));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}

const partOf = (relations: Relations, type: string) => [...relations.values()].find((one) => one.type === type)?.target;

/** Opens a workbook. Throws AppError invalid where it is damaged, a bomb, or holds no sheet of cells. */
export async function openWorkbook(file: string, name: string): Promise<Workbook> {
  const zip = await openZip(file, name);
  try {
    const relations = await readRelations(zip);
    const sheets: (SheetInfo & { part: string })[] = [];
    let dates: DateSystem = "1900";
    await readPart(zip, "xl/workbook.xml", {
      open: (tag, attributes) => {
        if (tag === "workbookPr" && ["1", "true"].includes(attributes["date1904"] ?? "")) dates = "1904";
        if (tag !== "sheet") return;
        const found = relations.get(attributes["r:id"] ?? "");
        // Charts and macros have sheets of their own, without cells.
        if (found?.type === "worksheet" && zip.entries.has(found.target))
          sheets.push({
            name: attributes["name"] ?? found.target,
            hidden: (attributes["state"] ?? "visible") !== "visible",
            part: found.target,
          });
      },
    });
    if (sheets.length === 0) throw new AppError("invalid", `${name} has no sheet with cells.`);
    const styles = await readStyles(zip, partOf(relations, "styles"));
    const shared = partOf(relations, "sharedStrings");
    const sharedPart = shared && zip.entries.has(shared) ? shared : null;
    return { zip, sheets, dates, styles, sharedPart, close: zip.close };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const tooMuch = () =>
  new AppError("invalid", "The workbook holds more text than is taken. Send the one sheet that matters, as CSV.");

/** The texts that a workbook's sheets share, by their number; how each is written out, without its pronunciation. */
export async function readSharedTexts({ zip, sharedPart }: Workbook): Promise<string[]> {
  const texts: string[] = [];
  if (!sharedPart) return texts;
  let [current, inText, spoken, characters] = ["", false, 0, 0];
  await readPart(zip, sharedPart, {
    open: (name) => {
      if (name === "si") current = "";
      if (name === "rPh") spoken += 1;
      inText = name === "t" && spoken === 0;
    },
    text: (text) => {
      if (inText) current += text;
      if (current.length > limits.sharedCharacters) throw tooMuch();
    },
    close: (name) => {
      if (name === "rPh") spoken -= 1;
      if (name === "t") inText = false;
      if (name !== "si") return;
      texts.push(unescaped(current));
      characters += current.length;
      if (texts.length > limits.sharedTexts || characters > limits.sharedCharacters) throw tooMuch();
    },
  });
  return texts;
}

/** Excel writes signs that XML cannot hold as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
