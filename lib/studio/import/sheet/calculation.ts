/**
 * Whether the results that a workbook stores beside its formulas were ever calculated.
 *
 * Programs that write workbooks without calculating store 0, or nothing, and ask for calculation when the file is
 * opened (`fullCalcOnLoad`, as XlsxWriter and openpyxl do); Excel, LibreOffice and Numbers calculate before they save
 * and do not ask. A workbook that says nothing of calculation can be of either kind: Google Sheets calculates and says
 * nothing, and so do libraries that calculate nothing. There the sheet itself shows it: where one formula has another
 * result than 0, somebody calculated; where all are 0, only a person can tell.
 */
export type Calculation = "done" | "never" | "unsaid";

const on = (flag: string | undefined): boolean => flag === "1" || flag === "true" || flag === "on";

/** What the attributes of `calcPr` say; undefined where a workbook has none. */
export function calculationOf(attributes: Readonly<Record<string, string>> | undefined): Calculation {
  if (!attributes) return "unsaid";
  const unfinished = attributes["calcCompleted"];
  return on(attributes["fullCalcOnLoad"]) || (unfinished !== undefined && !on(unfinished)) ? "never" : "done";
}

/**
 * What somebody has said of formulas' results that may not hold: of zeros where the file does not tell, and of all where
 * it asks to be calculated anew.
 */
export type Zeros = "take" | "refuse";

export const NEVER_CALCULATED =
  "the formula was never calculated: the program that wrote the file stores 0 until it is opened; open it in Excel, save it, and send that";
export const NO_RESULT =
  "the formula has no result stored with it; open the file in Excel, let it calculate, and save it";

export const STALE =
  "the file asks to be calculated anew when it is opened, and its results are said to be of before; open it in Excel, save it, and send that";
