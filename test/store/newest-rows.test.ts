import { expect, it } from "vitest";
import { datasets } from "@/lib/datasets/registry";
import { asOfJson, LATEST, newestRows } from "@/lib/store/as-of";
import { findSeries } from "@/lib/store/read-series";
import { asOfJsonWeighed, readLatest, readLengths, readObservations } from "@/lib/store/read-observations";
import { useWholeStarter } from "../setup/starter-store";
import { publish, toyDataset } from "../setup/store";

const store = useWholeStarter();
const DAYS = [LATEST, "2024-06-30T23:59:59.999Z", "2026-03-01T12:00:00.000Z"];

async function compare(query: { dataset: string; measure?: string; from?: string; to?: string }, asOf: string) {
  const { sql } = store.db;
  const all = await readObservations(sql, query, asOf);
  const lengths = [...new Set(all.map((one) => one.series))].map((series) => {
    const own = all.filter((one) => one.series === series);
    const statuses = [...new Set(own.map((one) => one.status))].toSorted();
    return { series, periods: own.length, last: own.at(-1)?.period ?? "", statuses };
  });
  return {
    found: { newest: await readLatest(sql, query, asOf), lengths: await readLengths(sql, query, asOf) },
    expected: { newest: all.filter((one, at) => all[at + 1]?.series !== one.series), lengths },
  };
}

it("the newest of each series, and how much there is of it, are those of all rows, of every dataset and day", async () => {
  for (const { slug } of datasets().filter((one) => one.slug !== "gpu-price-index"))
    for (const asOf of DAYS) {
      const { found, expected } = await compare({ dataset: slug }, asOf);
      expect(found).toEqual(expected);
    }
  const { found, expected } = await compare({ dataset: "gpu-prices", from: "2025-01-01", to: "2025-12-31" }, LATEST);
  expect(found).toEqual(expected);
});

it("a newest period that was withdrawn gives way to the one before, and is there again as of the day before", async () => {
  const { slug } = toyDataset();
  const value = {
    dataset: slug,
    measure: "lead_time",
    dims: { part: "sprocket", region: "north" },
    source: "toy-survey",
  };
  const at = (day: string) => ({ knownAt: `2026-01-0${day}T00:00:00.000Z` });
  const steps = [
    { period: "2025-01-01", value: 5, status: "E", ...at("1") },
    { period: "2025-02-01", value: 6, status: "E", ...at("2") },
    { period: "2025-02-01", value: 7, status: "E", ...at("3") },
    { period: "2025-02-01", value: null, status: "W", ...at("4") },
    { period: "2025-01-01", value: null, status: "W", ...at("5") },
    { period: "2025-03-01", value: 8, status: "F", ...at("6") },
  ] as const;
  for (const one of steps) await publish(store.db, { observations: [{ ...value, ...one }] });
  const newest = async (day: string) =>
    (await readLatest(store.db.sql, { dataset: slug }, `2026-01-0${day}T00:00:00.000Z`)).map((one) => one.value);
  expect(await Promise.all(["1", "2", "3", "4", "5", "6"].map(newest))).toEqual([[5], [6], [7], [5], [], [8]]);
  for (const day of ["1", "2", "3", "4", "5", "6"]) {
    const { found, expected } = await compare({ dataset: slug }, at(day).knownAt);
    expect(found).toEqual(expected);
  }
});

it("a series as text put together by hand is what JSON makes of its rows", async () => {
  const { sql } = store.db;
  const every = await sql<{ code: string }[]>`select code from series where id % 40 = 0 order by id`;
  for (const { code } of every) {
    const series = await findSeries(sql, code);
    if (!series) throw new Error(`no series ${code}`);
    const found = await asOfJson(sql, series.id);
    expect(JSON.parse(found?.rows ?? "null")).toEqual(JSON.parse(await asOfJsonWeighed(sql, series)));
  }
  expect(every.length).toBeGreaterThan(40);
});

it("reads the newest of a series from the end of its index", async () => {
  await store.db.sql`vacuum analyze observation`.simple().catch(() => undefined);
  const [series] = await store.db.sql<{ id: number }[]>`
    select series_id::int as id from observation group by 1 order by count(*) desc limit 1`;
  const plan = await store.db.sql<{ "QUERY PLAN": string }[]>`
    explain (analyze, costs off, timing off, summary off) ${newestRows(store.db.sql, { seriesIds: [series?.id ?? 0], asOf: LATEST })}`;
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("Backward using observation_as_of");
});
