import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import { confidenceOf } from "@/lib/provenance/confidence";
import { Grade } from "@/lib/provenance/grade";
import { standingOf } from "@/lib/provenance/publisher-match";
import { statusFrom } from "@/lib/provenance/relayed-actual";
import type { Confidence, Status } from "@/lib/kernel/status";
import { loadStarter } from "@/lib/starter/load";
import { readGrades } from "@/lib/store/graded";
import { readEntities } from "@/lib/store/read-catalogue";
import { asOfJson } from "@/lib/store/as-of";
import { asOfJsonWeighed, readObservations } from "@/lib/store/read-observations";
import { findSeries } from "@/lib/store/read-series";
import { traceNumber } from "@/lib/store/trace";
import { useStore } from "../setup/store";

const store = useStore();
const house = fileURLToPath(new URL("../../db/starter", import.meta.url));
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

beforeAll(async () => {
  await loadStarter(store.db, house);
  grades = await readGrades(store.db.sql);
  rows = await store.db.sql<Row[]>`
    select series.dataset, series.dims, o.status, o.confidence, o.confidence_by_rule as "byRule", source.key as source
    from observation o join series on series.id = o.series_id join source on source.id = o.source_id`;
});

describe("the starter data", () => {
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
