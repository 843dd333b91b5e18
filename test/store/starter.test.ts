import { connectors } from "@/lib/ingest/index";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { datasetOf, datasets } from "@/lib/datasets/registry";
import { parse } from "csv-parse/sync";
import type { Confidence, Status } from "@/lib/kernel/status";
import { confidenceOf } from "@/lib/provenance/confidence";
import { Grade } from "@/lib/provenance/grade";
import { standingOf } from "@/lib/provenance/publisher-match";
import { statusFrom } from "@/lib/provenance/relayed-actual";
import { asOfJson } from "@/lib/store/as-of";
import { readGrades } from "@/lib/store/graded";
import { readEntities } from "@/lib/store/read-catalogue";
import { asOfJsonWeighed, readObservations } from "@/lib/store/read-observations";
import { traceNumber } from "@/lib/store/trace";
import { loadStarter } from "@/lib/starter/load";
import { findSeries } from "@/lib/store/read-series";
import { toyDataset, useStore } from "../setup/store";

const store = useStore();
const house = fileURLToPath(new URL("../../db/starter", import.meta.url));
const toyFolder = fileURLToPath(new URL("../fixtures/toy", import.meta.url));

let grades: ReadonlyMap<string, Grade>;

type Row = {
  dataset: string;
  dims: Record<string, string>;
  status: Status;
  confidence: Confidence | null;
  byRule: boolean;
  source: string;
};
let rows: Row[];

const size = async () =>
  (
    await store.db.sql<{ n: number; c: number }[]>`
    select (select count(*)::int from observation) n, (select count(*)::int from change_set) c`
  )[0];

describe("the starter dataset", () => {
  it("loads without a reject, and every dataset of the house has observations", async () => {
    const report = await loadStarter(store.db, house);
    expect(report.rejects).toEqual([]);
    const rows = await store.db.sql<{ dataset: string; n: number }[]>`
      select dataset, count(*)::int n from observation join series on series.id = series_id group by dataset`;
    // What public sources alone fill, or is computed, begins empty.
    const fed = new Set([...connectors.flatMap((one) => one.datasets), "gpu-price-index"]);
    const filled = new Set(rows.map((row) => row.dataset));
    expect(
      datasets()
        .map((one) => one.slug)
        .filter((slug) => !filled.has(slug) && !fed.has(slug)),
    ).toEqual([]);
    expect(rows.reduce((sum, row) => sum + row.n, 0)).toBeGreaterThan(4000);
  });

  it("keeps rival totals apart, and old codes lead to the series that took their place", async () => {
    const debt = await store.db.sql<{ code: string; vintages: number }[]>`
      select code, count(*)::int vintages from series join observation o on o.series_id = series.id
      where code like 'NEOCLOUD_FIN.COREWEAVE.TOTAL_DEBT.%' and o.period = '2026-06-30' group by code`;
    expect(debt.map((one) => one.vintages)).toEqual([1, 1]);
    const found = await findSeries(store.db.sql, "NEOCLOUD_FIN.COREWEAVE.GPUS.TOTAL.INSTANT.GPUS");
    expect(found?.dims).toMatchObject({ cloud: "coreweave", publisher: "the-next-platform-mirror" });
    expect((await findSeries(store.db.sql, "CAPEX_GUIDANCE.META.INCL_FINANCE_LEASES.YEAR"))?.dims["words"]).toBe("own");
  });

  it("loads nothing twice", async () => {
    const before = await size();
    const again = await loadStarter(store.db, house);
    expect(again.parts.every((part) => part.skipped)).toBe(true);
    expect(await size()).toEqual(before);
    await store.db.sql`insert into starter_file (path, sha256, rows) values ('other', 'state', 0)`;
  });

  it("knows nothing before its source was published, and gives every value a source", async () => {
    const early = await store.db.sql`
      select series.code, o.period, o.known_at, source.published
      from observation o join source on source.id = o.source_id join series on series.id = o.series_id
      where o.known_at > now() or (o.status = 'A' and o.known_at::date < o.period) limit 5`;
    expect([...early]).toEqual([]);
  });

  it("shows no figure that rests on memory", async () => {
    const recalled = await store.db.sql`
      select o.note from observation o join source on source.id = o.source_id
      where o.note ~* '\\m(recall|from memory|unverified)\\M' or source.key ~ 'recall' limit 5`;
    expect([...recalled]).toEqual([]);
  });
});

describe("grades and confidence in the starter data", () => {
  beforeAll(async () => {
    grades = await readGrades(store.db.sql);
    rows = await store.db.sql<Row[]>`
      select series.dataset, series.dims, o.status, o.confidence, o.confidence_by_rule as "byRule", source.key as source
      from observation o join series on series.id = o.series_id join source on source.id = o.source_id`;
  });

  it("says of every number how sure it is, by the rule where nobody said so", () => {
    expect(rows.filter((one) => one.confidence === null)).toEqual([]);
    for (const { dataset, dims, status, confidence, source } of rows.filter((one) => one.byRule))
      expect(confidence, source).toBe(
        confidenceOf(datasetOf(dataset), { status, dims }, grades.get(source) ?? "unverified").confidence,
      );
    expect(rows.filter((one) => !one.byRule).length).toBeGreaterThan(0);
  });

  it("has sources of every grade, and an address for each that is not unverified", async () => {
    expect(new Set(grades.values())).toEqual(new Set(Grade.options));
    const bare = await store.db.sql<{ key: string }[]>`select key from source where url is null`;
    for (const { key } of bare) expect(grades.get(key), key).toBe("unverified");
  });

  it("holds no reported actual that only a relay tells", () => {
    const relayed = rows.filter(
      ({ dataset, status, source }) =>
        statusFrom(datasetOf(dataset), status, grades.get(source) ?? "unverified") !== status,
    );
    expect(relayed).toEqual([]);
    expect(rows.some(({ dataset, status }) => dataset === "neocloud-financials" && status === "P")).toBe(true);
  });

  it("names, for each publisher's series that rests on somebody else, a source that is known to pass it on", async () => {
    const publishers = await readEntities(store.db.sql, { kind: "publisher" });
    const owners = new Map(publishers.map(({ slug, name, aliases }) => [slug, { slug, names: [name, ...aliases] }]));
    const sources = await store.db.sql<{ key: string; title: string; publisher: string }[]>`
      select key, title, publisher from source`;
    const voices = new Map(sources.map((one) => [one.key, one]));
    const strange = new Set<string>();
    for (const { dims, source } of rows) {
      const owner = owners.get(dims["publisher"] ?? "");
      const voice = voices.get(source);
      if (owner && voice && standingOf(owner, voice) === "other") strange.add(`${owner.slug} by ${source}`);
    }
    const declared: { publisher: string; source: string }[] = parse(readFileSync(`${house}/relays.csv`), {
      columns: true,
    });
    const known = new Set(declared.map((one) => `${one.publisher} by ${one.source}`));
    expect([...strange].filter((one) => !known.has(one))).toEqual([]);
  });

  it("reads what was stored before confidence was filled in by the same rule, wherever it is read", async () => {
    const { sql } = store.db;
    const [given] = await sql<{ id: number; code: string; period: string; confidence: Confidence }[]>`
      select series.id::int, code, o.period, o.confidence from observation o join series on series.id = o.series_id
      where o.confidence_by_rule and o.status = 'A' and series.dataset = 'company-financials' order by code, period limit 1`;
    expect(given).toBeDefined();
    if (!given) return;
    await sql`
      insert into observation (series_id, period, known_at, value, status, source_id, release_id, period_end, period_label)
      select series_id, period, known_at + interval '1 second', value, status, source_id, release_id, period_end, period_label
      from observation where series_id = ${given.id} and period = ${given.period} and confidence_by_rule`;
    const series = await findSeries(sql, given.code);
    if (!series) throw new Error("the series is there");
    const read = await readObservations(sql, { dataset: "company-financials", where: series.dims });
    expect(read.find((one) => one.series === given.code && one.period === given.period)?.confidence).toBe(
      given.confidence,
    );
    const { vintages } = await traceNumber(sql, series, given.period);
    expect(vintages[0]).toMatchObject({ confidence: given.confidence, confidenceByRule: true });
    expect(await asOfJson(sql, series.id)).toBeNull();
    expect(JSON.parse(await asOfJsonWeighed(sql, series))[0]?.[5]).toBe(given.confidence);
  });
});

describe("a starter file with faults", () => {
  it("is taken but for the rows that do not hold, each named by file, line, column and reason", async () => {
    const toy = toyDataset();
    const root = mkdtempSync(path.join(tmpdir(), "halfpitch-starter-"));
    mkdirSync(path.join(root, "observations"));
    mkdirSync(path.join(root, "sources"));
    writeFileSync(
      path.join(root, "sources/toy.csv"),
      "key,title,publisher,url,kind\ntoy-survey,Constructed survey of lead times,Constructed publisher,https://example.com/survey,survey\n",
    );
    const head = "part,region,period,value,status,known_at,source,note\n";
    const rows = [
      'sprocket,north,2026-01,10,A,2026-02-03,toy-survey,"two\nlines"',
      "gizmo,north,2026-01,10,A,2026-02-03,toy-survey,",
      "sprocket,north,2026-02,ten,A,2026-03-03,toy-survey,",
      "sprocket,south,2026-02,11,A,2026-03-03,toy-survey,",
    ];
    writeFileSync(path.join(root, "observations/toy-lead-times.csv"), `${head}${rows.join("\n")}\n`);
    const report = await loadStarter(store.db, root, [toy]);
    expect(report.parts.find((part) => part.part === toy.slug)).toMatchObject({ rows: 4, loaded: 2 });
    expect(report.rejects).toMatchObject([
      { file: "observations/toy-lead-times.csv", line: 4, column: "part" },
      { file: "observations/toy-lead-times.csv", line: 5, column: "value" },
    ]);
  });

  it("leaves out a source that stands with another title, and keeps nothing else from loading", async () => {
    const toy = toyDataset();
    const root = mkdtempSync(path.join(tmpdir(), "halfpitch-starter-"));
    mkdirSync(path.join(root, "sources"));
    const source = (key: string, title: string) =>
      `${key},${title},Constructed publisher,https://example.com/survey,survey\n`;
    const file = path.join(root, "sources/toy.csv");
    writeFileSync(
      file,
      `key,title,publisher,url,kind\n${source("toy-survey", "A better title")}${source("toy-newer", "Newer")}`,
    );
    const { rejects } = await loadStarter(store.db, root, [toy]);
    expect(rejects).toMatchObject([{ file: "sources/toy.csv", line: 2, column: "title" }]);
    const titles = await store.db.sql`select key, title from source where key like 'toy-%' order by key`;
    expect(titles).toEqual([
      { key: "toy-newer", title: "Newer" },
      { key: "toy-survey", title: "Constructed survey of lead times" },
    ]);
  });

  it("adds the toy dataset from one file and its rows", async () => {
    const toy = toyDataset();
    const report = await loadStarter(store.db, toyFolder, [toy]);
    expect(report.rejects).toEqual([]);
    const rows = await store.db.sql<{ n: number }[]>`
      select count(*)::int n from series where dataset = 'toy-lead-times'`;
    expect(rows[0]?.n).toBe(3);
  });
});
