import type { Submissions } from "./facts";

/** A periodic report of a filer, with where its document is. */
export type Report = { accession: string; form: string; filed: string; document: string | null };

/** The periodic reports of a filer that have XBRL, newest first. */
export function reportsOf({ filings }: Submissions): Report[] {
  const { accessionNumber, form, filingDate, isXBRL, primaryDocument } = filings.recent;
  return form.flatMap((name, at) => {
    const [accession, filed] = [accessionNumber[at], filingDate[at]];
    const marked = isXBRL?.[at];
    if (!/^(10-[QK]T?|20-F)$/.test(name) || !accession || !filed || marked === 0 || marked === false) return [];
    return [{ accession, form: name, filed, document: primaryDocument?.[at] || null }];
  });
}

/** Where a report's own document is. */
export const addressOf = (cik: string, { accession }: Report, document: string): string =>
  `https://www.sec.gov/Archives/edgar/data/${Number(cik)}/${accession.replaceAll("-", "")}/${document}`;
