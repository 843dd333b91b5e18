import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { runChecks } from "@/lib/datasets/checks";
import { formAsked } from "@/lib/datasets/note-form";
import { relayedGuidance } from "@/lib/datasets/own-words";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasets } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { observationRow } from "@/lib/starter/rows";

type Cells = Record<string, string>;
const Rows = z.array(z.record(z.string(), z.string()));
const root = fileURLToPath(new URL("../../../db/starter/", import.meta.url));
const filled = (row: Cells): Cells => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ""));
const table = (path: string): Cells[] =>
  Rows.parse(parse(readFileSync(`${root}${path}`), { columns: true, bom: true })).map(filled);
const tables = (folder: string) => readdirSync(`${root}${folder}`).flatMap((name) => table(`${folder}/${name}`));

const sources = new Map(tables("sources").map((one) => [one["key"], one]));
const publishers = new Map(tables("entities/publisher").map((one) => [one["slug"], one["name"] ?? ""]));
const files = new Set(readdirSync(`${root}observations`));

/** Every starter row of the house; names of entities are the loader's to check. */
const all = datasets()
  .filter((dataset) => files.has(`${dataset.slug}.csv`))
  .map((dataset) => ({
    dataset,
    rows: table(`observations/${dataset.slug}.csv`).flatMap((cells) => {
      const row = observationRow(dataset, cells, () => true);
      return row.ok ? [row.value] : [];
    }),
  }));

const byPeriod = (dataset: (typeof all)[number]["dataset"], rows: readonly ProposedObservation[]) => {
  const groups = new Map<string, ProposedObservation[]>();
  for (const one of rows) {
    const key = `${seriesCode(dataset, one.dims, one.measure)} ${one.period}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].filter(([, group]) => group.length > 1);
};

/** Who published a source; those without a name are each somebody else. */
function identity(key: string): string {
  const publisher = sources.get(key)?.["publisher"] ?? "";
  return /independent|unattributed|github/i.test(publisher) ? key : publisher;
}

const quotes = (key: string, name: string): boolean => {
  const { publisher = "", title = "", url = "" } = sources.get(key) ?? {};
  return `${publisher} ${title} ${url}`.toLowerCase().includes(name.toLowerCase());
};

describe("the rows of the starter dataset", () => {
  it("have the form that their notes give them: floors, ceilings, ranges, sums and computed figures are stored as such", () => {
    const asked = all.flatMap(({ dataset, rows }) =>
      rows.flatMap((one) => {
        const sentence = formAsked(dataset, one);
        return sentence
          ? [`${seriesCode(dataset, one.dims, one.measure)} ${one.period}: ${one.note}: ${sentence}`]
          : [];
      }),
    );
    expect(asked).toEqual([]);
  });

  it("set rival publishers apart: no two of them stand in one series' period as vintages", () => {
    const rivals = all
      // Statements of one company are restated by filings of which several copies are cited.
      .filter(({ dataset }) => dataset.slug !== "company-financials")
      .flatMap(({ dataset, rows }) =>
        byPeriod(dataset, rows).flatMap(([place, group]) => {
          const days = new Set(group.map((one) => one.knownAt));
          const isOne = new Set(group.map((one) => identity(one.source))).size === 1;
          const name = publishers.get(group[0]?.dims["publisher"] ?? "");
          const isQuoted = name !== undefined && group.every((one) => quotes(one.source, name));
          return days.size === group.length && (isOne || isQuoted) ? [] : [place];
        }),
      );
    expect(rivals).toEqual([]);
  });

  it("are known no earlier than their source was published, but for records kept by day and pages that a note dates", () => {
    const lastDay = (published: string): string => {
      const [year = 0, month = 12] = published.split("-").map(Number);
      return published.length === 10 ? published : new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    };
    const early = all.flatMap(({ dataset, rows }) =>
      rows.flatMap(({ source, knownAt = "", note, period }) => {
        const { kind = "", published = "" } = sources.get(source) ?? {};
        const isKept = ["dataset", "other"].includes(kind) || /day of the relaying note/.test(note ?? "");
        return isKept || published === "" || knownAt.slice(0, 10) >= lastDay(published)
          ? []
          : [`${dataset.slug} ${period} ${source}: ${knownAt} before ${published}`];
      }),
    );
    expect(early).toEqual([]);
  });

  it("are known, where they are derived from a statement, no earlier than the newest that their page tells", () => {
    const rows = all.flatMap((one) => one.rows).filter((one) => !sources.get(one.source)?.["published"]);
    const derived = rows.filter((one) => /\bderived:/.test(one.note ?? ""));
    expect(derived.length).toBeGreaterThan(0);
    const early = derived.filter(({ source, knownAt = "" }) =>
      rows.some((other) => other.source === source && (other.knownAt ?? "") > knownAt),
    );
    expect(early.map((one) => `${one.source} ${one.knownAt}`)).toEqual([]);
  });

  it("call guidance only what is in a company's own words, and hold against their datasets' checks", () => {
    const rows = all.flatMap((one) => one.rows);
    const relayed = rows
      .filter((one) => one.status === "G")
      .flatMap((one) => {
        const { key = "", kind = "", publisher = "" } = sources.get(one.source) ?? {};
        return relayedGuidance({ key, kind, publisher }) ?? [];
      });
    expect(relayed).toEqual([]);
    expect(all.flatMap(({ dataset, rows: own }) => runChecks(dataset, own, "2026-12-01"))).toEqual([]);
  });
});
