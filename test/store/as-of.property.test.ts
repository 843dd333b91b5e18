import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { asOfRows } from "@/lib/store/as-of";
import { readObservations } from "@/lib/store/read-observations";
import { publish, toyDataset, useStore } from "../setup/store";

const store = useStore();
beforeAll(() => void toyDataset());

type Write = { part: number; region: number; month: number; day: number; value: number | null };
const PARTS = ["sprocket", "flux-gate"];
const REGIONS = ["north", "south"];
const period = (month: number) => `2025-0${month + 1}-01`;
const knownAt = (day: number) => `2026-01-${String(day + 1).padStart(2, "0")}T00:00:00.000Z`;
const keyOf = (w: Write) => `${w.part} ${w.region} ${w.month} ${w.day}`;

const write = fc.record({
  part: fc.nat(1),
  region: fc.nat(1),
  month: fc.nat(3),
  day: fc.nat(6),
  value: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 5 }),
});
const batch = fc.uniqueArray(write, { selector: keyOf, minLength: 1, maxLength: 6 });
const history = fc.array(batch, { minLength: 1, maxLength: 6 });

const proposal = (w: Write): ProposedObservation => ({
  dataset: "toy-lead-times",
  measure: "lead_time",
  dims: { part: PARTS[w.part] ?? "", region: REGIONS[w.region] ?? "" },
  period: period(w.month),
  value: w.value,
  status: w.value === null ? "W" : "E",
  source: "toy-survey",
  knownAt: knownAt(w.day),
});

/** The naive reading: walk all that was ever written, in order, and keep what was known last by then. */
function oracle(written: readonly Write[], day: number): string[] {
  const standing = new Map<string, Write>();
  for (const one of written) {
    if (one.day > day) continue;
    const key = `${PARTS[one.part]} ${REGIONS[one.region]} ${period(one.month)}`;
    const before = standing.get(key);
    if (!before || one.day >= before.day) standing.set(key, one);
  }
  return [...standing].flatMap(([key, one]) => (one.value === null ? [] : [`${key} ${one.value}`])).sort();
}

const written: Write[] = [];

// Histories pile up in one store: each run adds to what the earlier ones left, as a real store would.
it("reads as of any day what a naive replay of the whole history reads", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (batches) => {
      for (const one of batches) {
        await publish(store.db, { observations: one.map(proposal) });
        written.push(...one);
      }
      for (let day = 0; day <= 6; day += 1) {
        const read = await readObservations(store.db.sql, { dataset: "toy-lead-times" }, knownAt(day));
        const rows = read.map((o) => `${o.dims["part"]} ${o.dims["region"]} ${o.period} ${o.value}`).sort();
        expect(rows).toEqual(oracle(written, day));
      }
    }),
    { numRuns: 25 },
  );
});

it("reads nothing before anything was known", async () => {
  expect(await readObservations(store.db.sql, { dataset: "toy-lead-times" }, "2020-01-01T00:00:00.000Z")).toEqual([]);
});

it("reads as of now unless it is told another moment", async () => {
  const { sql } = store.db;
  const told = await readObservations(sql, { dataset: "toy-lead-times" }, now().toISOString());
  expect(told.length).toBeGreaterThan(0);
  expect(await readObservations(sql, { dataset: "toy-lead-times" })).toEqual(told);
});

it("reads one series from the covering index alone", async () => {
  await store.db.sql`vacuum observation`.simple();
  const plan = await store.db.sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    const rows = asOfRows(tx, { seriesIds: [1], asOf: "2026-02-01T00:00:00.000Z" });
    return tx<{ "QUERY PLAN": string }[]>`explain (costs off) ${rows}`;
  });
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("Index Only Scan using observation_as_of");
  expect(text).not.toMatch(/Seq Scan|Bitmap|Index Scan/);
});
