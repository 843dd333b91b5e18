import { defineConnector } from "../connector";
import { CompanyFacts, Submissions } from "../edgar/facts";
import { type Filer, filers } from "../edgar/filers";
import { readFiler } from "../edgar/read-filer";
import type { Payload } from "../payload/payload";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "data.sec.gov";
const filingsName = ({ ticker }: Filer): string => `${ticker} filings`;
const factsName = ({ ticker }: Filer): string => `${ticker} facts`;

/** What concerns one filer hides nobody else; being told to slow down ends the run, as going on makes it worse. */
const endsTheRun = (error: unknown): boolean =>
  !(error instanceof SourceError) || error.kind === "limited" || error.kind === "not-what-was-asked";

/** Capex, revenue and cash flows of every filer that is followed, by fiscal quarter and year, as each filing said. */
export const connector = defineConnector({
  slug: "edgar",
  title: "SEC EDGAR company facts",
  datasets: ["company-financials"],
  cadence: { cron: "30 6 * * *", timeZone: "America/New_York" },
  freshWithinHours: 30,
  licence: "US government works, free to reuse.",
  attribution: "U.S. Securities and Exchange Commission, EDGAR",
  publishes: "itself",
  role: "primary",
  // The three hosts of the SEC share one quota of ten requests a second over all machines; half of it is ours.
  hosts: { [HOST]: { quota: "sec.gov", perSecond: 5 }, "www.sec.gov": { quota: "sec.gov", perSecond: 5 } },
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
        await ask({
          name: filingsName(filer),
          url: `https://${HOST}/submissions/CIK${filer.cik}.json`,
          expects: "json",
        });
        const url = `https://${HOST}/api/xbrl/companyfacts/CIK${filer.cik}.json`;
        if (await ask({ name: factsName(filer), url, expects: "json", absentOn: [404] })) came += 1;
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
    let filings: Payload | null = null;
    const read = new Set<string>();
    for await (const payload of payloads) {
      const filer = filers.find((one) => payload.name === factsName(one));
      if (!filer) {
        filings = payload;
        continue;
      }
      const facts = CompanyFacts.safeParse(await payload.json());
      const list = Submissions.safeParse(filings?.name === filingsName(filer) ? await filings.json() : null);
      read.add(filer.ticker);
      if (!facts.success)
        yield { rejected: `${filer.ticker}: facts in another shape: ${shapeFault(facts.error)}`, sample: payload.url };
      else if (!list.success)
        yield { rejected: `${filer.ticker}: filings in another shape: ${shapeFault(list.error)}`, sample: payload.url };
      else yield* readFiler(filer, facts.data, list.data);
    }
    for (const { ticker } of filers)
      if (!read.has(ticker)) yield { rejected: "the filer's facts did not come", sample: ticker };
  },
});
