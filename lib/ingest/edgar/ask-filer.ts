import type { Ask } from "../fetch/ask";
import { Submissions } from "./facts";
import type { Filer } from "./filers";
import { addressOf, type Report, reportsOf } from "./filings";
import { REPORTS, segmentsOf } from "./segments";

export const HOST = "data.sec.gov";
export const DOCUMENTS = "www.sec.gov";

// What the payloads of a filer are called.
export const filingsName = ({ ticker }: Filer): string => `${ticker} filings`;
export const factsName = ({ ticker }: Filer): string => `${ticker} facts`;

export const reportName = ({ ticker }: Filer, { accession }: Report): string => `${ticker} report ${accession}`;

/**
 * Asks for what is new of one filer: its filings, the facts after a report, and the reports of who has
 * segments that are followed. Returns whether there are facts.
 */
export async function askFor(ask: Ask, filer: Filer): Promise<boolean> {
  const { cik, ticker } = filer;
  const filings = await ask({
    name: filingsName(filer),
    url: `https://${HOST}/submissions/CIK${cik}.json`,
    expects: "json",
  });
  const list = Submissions.safeParse(filings ? await filings.json() : null);
  const reports = list.success ? reportsOf(list.data) : [];
  const newest = reports[0]?.accession;
  // Facts come hours after a report: those that were kept serve once they hold it.
  const version = newest ? { version: { name: newest, complete: (text: string) => text.includes(newest) } } : {};
  const url = `https://${HOST}/api/xbrl/companyfacts/CIK${cik}.json`;
  const facts = await ask({ name: factsName(filer), url, expects: "json", absentOn: [404], ...version });
  for (const report of segmentsOf[ticker] ? reports.slice(0, REPORTS) : [])
    if (report.document)
      await ask({
        name: reportName(filer, report),
        url: addressOf(cik, report, report.document),
        expects: "text",
        absentOn: [404],
        version: { name: report.accession, complete: () => true },
      });
  return facts !== null;
}
