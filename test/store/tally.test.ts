import { expect, it } from "vitest";
import type { Queryable } from "@/db/client";
import { datasets } from "@/lib/datasets/registry";
import { LATEST } from "@/lib/store/as-of";
import { readFreshness } from "@/lib/store/read-releases";
import type { Freshness } from "@/lib/store/rows";
import { useWholeStarter } from "../setup/starter-store";
import { publish, toyDataset } from "../setup/store";

const store = useWholeStarter();

type Counted = Pick<Freshness, "series" | "observations" | "newestKnownAt" | "newestPeriod">;

/** What is kept, counted anew from all observations there are. */
async function counted(sql: Queryable, dataset: string, asOf: string): Promise<Counted | undefined> {
  const [row] = await sql<Counted[]>`
    select count(distinct o.series_id)::int as series, count(*)::int as observations,
      to_char(max(o.known_at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "newestKnownAt",
      max(o.period) filter (where o.status in ('A', 'P', 'E')) as "newestPeriod"
    from observation o join series on series.id = o.series_id
    where series.dataset = ${dataset} and o.known_at <= ${asOf}::timestamptz`;
  return row;
}

const days = [LATEST, "1999-12-31T23:59:59.999Z", "2024-06-30T23:59:59.999Z", "2026-01-15T12:00:00.000Z"];

it("what was counted as the starter was loaded is what there is, as of any day", async () => {
  for (const { slug } of datasets())
    for (const asOf of days)
      expect(await readFreshness(store.db.sql, slug, asOf)).toMatchObject({
        ...(await counted(store.db.sql, slug, asOf)),
      });
});

it("corrections, withdrawals, forecasts, late knowledge and other sources are counted as they come", async () => {
  const { slug } = toyDataset();
  const value = { dataset: slug, measure: "lead_time", dims: { part: "sprocket", region: "north" } };
  const other = { key: "toy-other", title: "Another constructed survey", publisher: "Constructed", kind: "survey" };
  const moments = ["2026-01-05", "2026-01-03", "2026-01-07"].map((day) => `${day}T00:00:00.000Z`);
  const [first = "", earlier = "", later = ""] = moments;
  const steps = [
    { period: "2025-01-01", value: 5, status: "E", source: "toy-survey", knownAt: first },
    { period: "2025-02-01", value: 6, status: "E", source: "toy-survey", knownAt: first },
    { period: "2025-01-01", value: 7, status: "E", source: "toy-other", knownAt: later },
    { period: "2024-11-01", value: 4, status: "E", source: "toy-survey", knownAt: earlier },
    { period: "2027-01-01", value: 9, status: "F", source: "toy-survey", knownAt: later },
    { period: "2025-02-01", value: null, status: "W", source: "toy-survey", knownAt: later },
  ] as const;
  for (const one of steps) {
    await publish(store.db, { sources: [other], observations: [{ ...value, ...one }] });
    for (const asOf of [LATEST, ...moments, "2026-01-04T00:00:00.000Z", "2025-12-31T00:00:00.000Z"])
      expect(await readFreshness(store.db.sql, slug, asOf)).toMatchObject({
        ...(await counted(store.db.sql, slug, asOf)),
      });
  }
  expect(await readFreshness(store.db.sql, slug)).toMatchObject({
    series: 1,
    observations: 6,
    newestPeriod: "2025-02-01",
  });
});

it("the application cannot write what is kept", async () => {
  const { sql } = store.db;
  await expect(sql`update observation_tally set observations = 0`).rejects.toThrow("permission denied");
  await expect(sql`delete from series_start`).rejects.toThrow("permission denied");
});
