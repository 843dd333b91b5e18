import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { connect } from "@/db/client";
import { fillGpuPrices } from "@/scripts/bench/memory";
import { useStore } from "../setup/store";

const store = useStore();
const Told = z.object({ rows: z.number(), heapAfter: z.array(z.number()), kept: z.number(), most: z.number() });
const MEGABYTE = 2 ** 20;

beforeAll(async () => {
  const owner = connect(store.ownerUrl, { role: null, max: 1 });
  await fillGpuPrices(owner.sql, { series: 200, rows: 8000, firstDay: "2025-09-01" });
  await owner.close();
});

it("a process of little memory outlives who asks for a whole dataset as of another day each time", async () => {
  const flags = ["--max-old-space-size=96", "--expose-gc", "--import", "tsx"];
  const walk = ["test/setup/walk-and-live.ts", store.db.url, "2025-10-10", "52"];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, ...walk]);
  const told = Told.parse(JSON.parse(stdout));
  // Whatever was read would be far more than the process may hold.
  expect(told.rows * 300).toBeGreaterThan(96 * MEGABYTE);
  expect(told.kept).toBeGreaterThan(0);
  expect(told.kept).toBeLessThanOrEqual(told.most);
  const [early = 0, , , late = 0] = told.heapAfter;
  expect(late - early).toBeLessThan(told.most * 2);
}, 120_000);
