import { strToU8, zipSync } from "fflate";

/** A cell of a constructed workbook: a number, a text, or its raw XML without reference. */
export type RawCell = number | string | null | { xml: (reference: string) => string };

export type WorkbookParts = {
  sheets: {
    name: string;
    state?: string;
    rows: readonly (readonly RawCell[])[];
    merges?: readonly string[];
    /** Attributes of rows by their number, such as `hidden="1"`, and what stands before and behind the rows. */
    attributes?: Readonly<Record<number, string>>;
    before?: string;
    behind?: string;
    xml?: string;
  }[];
  /** Number formats by their place in the style list: ids, or codes of the workbook's own. */
  formats?: readonly (number | string)[];
  date1904?: boolean;
  /** What the workbook says of calculation, such as `<calcPr fullCalcOnLoad="1"/>`; nothing where left out. */
  calc?: string;
  /** Texts kept apart, as Excel does; a cell points to them with `shared(n)`. */
  shared?: readonly string[];
  extra?: Record<string, Uint8Array>;
};

const letters = (at: number): string =>
  (at >= 26 ? letters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A cell with a style, type or formula of its own. */
export const raw = (attributes: string, inner: string): RawCell => ({
  xml: (r) => `<c r="${r}" ${attributes}>${inner}</c>`,
});
export const styled = (style: number, value: number): RawCell => raw(`s="${style}"`, `<v>${value}</v>`);
export const shared = (at: number): RawCell => raw('t="s"', `<v>${at}</v>`);
export const formula = (of: string, value?: number): RawCell =>
  raw("", `<f>${of}</f>${value === undefined ? "" : `<v>${value}</v>`}`);

function cellXml(cell: RawCell, reference: string): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === "string") return `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  return cell.xml(reference);
}

function sheetXml(sheet: WorkbookParts["sheets"][number]): string {
  const { rows, merges = [], attributes = {}, before = "", behind = "", xml } = sheet;
  if (xml !== undefined) return xml;
  const data = rows
    .map(
      (row, y) =>
        `<row r="${y + 1}" ${attributes[y + 1] ?? ""}>${row.map((cell, x) => cellXml(cell, `${letters(x)}${y + 1}`)).join("")}</row>`,
    )
    .join("");
  const merged =
    merges.length > 0
      ? `<mergeCells count="${merges.length}">${merges.map((one) => `<mergeCell ref="${one}"/>`).join("")}</mergeCells>`
      : "";
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${before}<sheetData>${data}</sheetData>${behind}${merged}</worksheet>`;
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function stylesXml(formats: readonly (number | string)[]): string {
  const own = formats.flatMap((one, at) =>
    typeof one === "string" ? [`<numFmt numFmtId="${170 + at}" formatCode="${one.replaceAll('"', "&quot;")}"/>`] : [],
  );
  const cells = formats.map((one, at) => `<xf numFmtId="${typeof one === "string" ? 170 + at : one}"/>`);
  return `<styleSheet><numFmts>${own.join("")}</numFmts><cellXfs><xf numFmtId="0"/>${cells.join("")}</cellXfs></styleSheet>`;
}

/** The parts of a small workbook as a spreadsheet program writes them. Styles count from 1 for the first format given. */
export function workbookParts({
  sheets,
  formats = [],
  date1904,
  calc = "",
  shared: texts,
  extra,
}: WorkbookParts): Record<string, Uint8Array> {
  const parts: Record<string, string> = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${sheets
      .map(
        (one, at) =>
          `<sheet name="${escaped(one.name)}" sheetId="${at + 1}" ${one.state ? `state="${one.state}"` : ""} r:id="rId${at + 1}"/>`,
      )
      .join("")}</sheets>${calc}</workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${sheets
      .map(
        (_, at) =>
          `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join("")}<Relationship Id="rIdS" Type="${OFFICE}/styles" Target="styles.xml"/>${
      texts ? `<Relationship Id="rIdT" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>` : ""
    }</Relationships>`,
    "xl/styles.xml": stylesXml(formats),
  };
  for (const [at, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet);
  if (texts) parts["xl/sharedStrings.xml"] = `<sst>${texts.map((one) => `<si>${one}</si>`).join("")}</sst>`;
  return { ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), ...extra };
}

/** The bytes of a small workbook. */
export const workbook = (parts: WorkbookParts): Uint8Array => zipSync(workbookParts(parts));

/** A workbook of one sheet. */
export const oneSheet = (
  rows: readonly (readonly RawCell[])[],
  {
    merges,
    attributes,
    before,
    behind,
    ...more
  }: Partial<WorkbookParts> &
    Partial<Pick<WorkbookParts["sheets"][number], "merges" | "attributes" | "before" | "behind">> = {},
): Uint8Array =>
  workbook({
    ...more,
    sheets: [
      {
        name: "Data",
        rows,
        ...(merges ? { merges } : {}),
        ...(attributes ? { attributes } : {}),
        ...(before ? { before } : {}),
        ...(behind ? { behind } : {}),
      },
    ],
  });
