import { afterEach, describe, expect, it, vi } from "vitest";
import { keepRunning } from "@/scripts/launch/keep-running.mjs";

type End = { code: number | null; signal: string | null };

afterEach(() => void vi.restoreAllMocks());

/** A constructed program, of which each start can be ended. */
function program() {
  const ends: ((end: End) => void)[] = [];
  const start = () => Promise.resolve({ exited: new Promise<End>((resolve) => ends.push(resolve)) });
  return { ends, start };
}

describe("a program that is kept running", () => {
  it("is started again when it ends, with a line that says why", async () => {
    const lines = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { ends, start } = program();
    const counts: number[] = [];
    const wanted = () => true;
    await keepRunning("web", start, {
      wanted,
      onStarted: (_, count) => counts.push(count),
      rests: { quickMs: 60_000, shortestMs: 0 },
    });
    ends[0]?.({ code: 1, signal: null });
    await expect.poll(() => counts).toEqual([0, 1]);
    expect(JSON.parse(String(lines.mock.calls[0]?.[0]))).toMatchObject({
      step: "ended",
      program: "web",
      ended: "code 1",
      againInMs: 0,
    });
  });

  it("is given up after too many quick deaths in a row, and not started where it is not wanted any more", async () => {
    const lines = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { ends, start } = program();
    const { givenUp } = await keepRunning("web", start, {
      wanted: () => true,
      onStarted: () => setTimeout(() => ends.at(-1)?.({ code: null, signal: "SIGKILL" })),
      rests: { quickMs: 60_000, shortestMs: 0 },
    });
    await givenUp;
    expect(ends).toHaveLength(6);
    expect(String(lines.mock.calls.at(-1)?.[0])).toContain('"givenUp":true');

    let wanted = true;
    const other = program();
    const kept = await keepRunning("worker", other.start, { wanted: () => wanted });
    wanted = false;
    other.ends[0]?.({ code: 0, signal: null });
    await kept.givenUp;
    expect(other.ends).toHaveLength(1);
  });
});
