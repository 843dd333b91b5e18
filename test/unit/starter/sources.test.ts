import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { readCsv } from "@/lib/starter/read-csv";

const SOURCES = fileURLToPath(new URL("../../../db/starter/sources", import.meta.url));

/** Addresses under which several sources lie: a results release beside its report, pages and files of one site. */
const SHARED = [
  /^https:\/\/www\.sec\.gov\/Archives\//,
  /^https:\/\/www\.opencapital\.sh\/stocks/,
  /^https:\/\/github\.com\/[^/]+\/[^/]+$/,
];

type Source = { key: string; title: string; publisher: string; url: string; kind: string };
let sources: Source[] = [];

beforeAll(async () => {
  for (const name of readdirSync(SOURCES).filter((one) => one.endsWith(".csv")))
    for await (const { cells } of readCsv(path.join(SOURCES, name)))
      sources.push({
        key: cells["key"] ?? "",
        title: cells["title"] ?? "",
        publisher: cells["publisher"] ?? "",
        url: cells["url"] ?? "",
        kind: cells["kind"] ?? "",
      });
});

const keysOf = (some: readonly Source[]): string[] => some.map((one) => one.key);
const repeated = (values: readonly string[]): string[] => values.filter((one, at) => values.indexOf(one) !== at);

describe("the sources of the starter dataset", () => {
  it("speak of no number in an index of files, which says nothing to a reader", () => {
    const numbered = sources.filter((one) =>
      /index (id|file)|stored file|file id|\b\d{10,}\b/i.test(`${one.title} ${one.publisher}`),
    );
    expect(sources.length).toBeGreaterThan(600);
    expect(keysOf(numbered)).toEqual([]);
  });

  it("say that their address was not kept where they have none, and only there", () => {
    const said = (one: Source): boolean => /not kept/.test(one.title);
    expect(keysOf(sources.filter((one) => (one.url === "") !== said(one)))).toEqual([]);
  });

  it("stand once each: no key twice, and no page under two keys", () => {
    expect(repeated(keysOf(sources))).toEqual([]);
    const pages = sources
      .map((one) => one.url.replace(/\/$/, ""))
      .filter((url) => url !== "" && !SHARED.some((one) => one.test(url)));
    expect(repeated(pages)).toEqual([]);
  });

  it("say of a report that it is one, wherever its address leads to it by the accession number", () => {
    const byAccession = new Map<string, Source[]>();
    for (const one of sources.filter(({ kind }) => kind !== "dataset")) {
      const accession = /\b(\d{10})-?(\d{2})-?(\d{6})\b/.exec(one.url)?.slice(1).join("");
      if (accession) byAccession.set(accession, [...(byAccession.get(accession) ?? []), one]);
    }
    const isReport = ({ title }: Source) => /\b10-[QK]\b/.test(title);
    const other = [...byAccession.values()].filter((all) => all.some(isReport)).flat();
    expect(byAccession.size).toBeGreaterThan(300);
    expect(keysOf(other.filter((one) => !isReport(one)))).toEqual([]);
  });

  it("name the filer as publisher of a filing at the SEC, not the SEC or who copied it", () => {
    const filings = sources.filter(
      (one) => one.kind === "filing" && one.url.startsWith("https://www.sec.gov/Archives/"),
    );
    expect(filings.length).toBeGreaterThan(300);
    expect(keysOf(filings.filter((one) => /\b(SEC|EDGAR|via|copy)\b|\//i.test(one.publisher)))).toEqual([]);
  });
});
