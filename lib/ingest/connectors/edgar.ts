import { defineConnector } from "../connector";
import { askFor, DOCUMENTS, HOST } from "../edgar/ask-filer";
import { filers } from "../edgar/filers";
import { readPayloads } from "../edgar/read-payloads";
import { SourceError } from "../source-error";

/** What concerns one filer hides nobody else; being told to slow down ends the run, as going on makes it worse. */
const endsTheRun = (error: unknown): boolean =>
  !(error instanceof SourceError) || error.kind === "limited" || error.kind === "not-what-was-asked";

/** Capex, revenue and cash flows of every filer that is followed, by fiscal quarter and year, as each filing said. */
export const connector = defineConnector({
  slug: "edgar",
  title: "SEC EDGAR company facts",
  datasets: ["company-financials"],
  cadence: { cron: "30 6-22/4 * * *", timeZone: "America/New_York" },
  freshWithinHours: 30,
  licence: "US government works, free to reuse.",
  attribution: "U.S. Securities and Exchange Commission, EDGAR",
  publishes: "itself",
  role: "primary",
  // The three hosts of the SEC share one quota of ten requests a second over all machines; half of it is ours.
  hosts: { [HOST]: { quota: "sec.gov", perSecond: 5 }, [DOCUMENTS]: { quota: "sec.gov", perSecond: 5 } },
  robots: false,
  mostBytes: 60_000_000,
  publisher: { slug: "sec-edgar", name: "SEC EDGAR" },
  source: {
    key: "edgar-companyfacts",
    title: "EDGAR company facts",
    publisher: "SEC EDGAR",
    url: "https://www.sec.gov/search-filings/edgar-application-programming-interfaces",
    kind: "filing",
    licence: "US government work",
    reliability: "high",
  },
  fetch: async (ask) => {
    let came = 0;
    for (const filer of filers) {
      try {
        if (await askFor(ask, filer)) came += 1;
      } catch (error) {
        if (endsTheRun(error)) throw error;
      }
    }
    if (came === 0) throw new SourceError("failing", "EDGAR gave the facts of no filer.");
  },
  read: async function* (payloads) {
    for (const { company, name, ticker } of filers)
      yield {
        entity: {
          kind: "company",
          slug: company,
          name,
          aliases: [],
          attributes: { ticker },
          verified: true,
          source: "edgar-companyfacts",
        },
      };
    yield* readPayloads(payloads);
  },
});
