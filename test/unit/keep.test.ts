import { describe, expect, it } from "vitest";
import { keeper, keptBytes } from "@/lib/store/keep";
import { weightOf } from "@/lib/store/weight";

describe("a kept answer", () => {
  it("is read once however many ask at once, and again where reading failed", async () => {
    const keep = keeper<{ n: number }>();
    let reads = 0;
    const read = async () => {
      reads += 1;
      await Promise.resolve();
      if (reads === 1) throw new Error("constructed: the first reading fails");
      return { n: reads };
    };
    const first = await Promise.allSettled([keep("a", read), keep("a", read)]);
    expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await Promise.all([keep("a", read), keep("a", read), keep("a", read)])).toEqual([
      { n: 2 },
      { n: 2 },
      { n: 2 },
    ]);
    expect(await keep("a", read)).toEqual({ n: 2 });
    expect(reads).toBe(2);
  });

  it("is not kept where it is heavier than one answer may be", async () => {
    const keep = keeper<string[]>();
    const heavy = Array.from({ length: Math.ceil(keptBytes().most / 8 / 30) + 1 }, (_, at) => `element ${at}`);
    let reads = 0;
    const read = () => {
      reads += 1;
      return Promise.resolve(heavy);
    };
    await keep("whole dataset", read);
    await keep("whole dataset", read);
    expect(reads).toBe(2);
    expect(keptBytes().kept).toBeLessThanOrEqual(keptBytes().most);
  });

  it("weighs about what it takes", () => {
    expect(weightOf("x".repeat(1000))).toBeGreaterThan(1000);
    const rows = Array.from({ length: 10_000 }, (_, at) => ({
      series: `SERIES.${at}`,
      period: "2026-01-01",
      value: at,
    }));
    expect(weightOf(rows)).toBeGreaterThan(1_000_000);
    expect(weightOf(rows)).toBeLessThan(4_000_000);
    expect(weightOf(new Map([["a", rows]]))).toBeGreaterThan(1_000_000);
    expect(weightOf(null)).toBeGreaterThan(0);
  });
});
