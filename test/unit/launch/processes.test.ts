import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { birthOf, end, gone } from "@/scripts/launch/processes.mjs";

const sleeper = (code: string) =>
  spawn(process.execPath, ["-e", `${code}; console.log(1); setInterval(() => 0, 1000)`]);

test("a process is told from none", async () => {
  const child = sleeper("");
  await once(child.stdout, "data");
  const pid = child.pid ?? 0;
  expect(birthOf(pid)).not.toBeNull();
  expect(birthOf(pid)).toBe(birthOf(pid));
  child.kill("SIGKILL");
  expect(await gone(pid, 5000)).toBe(true);
  expect(birthOf(pid)).toBeNull();
});

test("a process that does not heed the first request is ended by the second", async () => {
  const child = sleeper("process.on('SIGTERM', () => 0)");
  await once(child.stdout, "data");
  const pid = child.pid ?? 0;
  await end(pid, [
    { signal: "SIGTERM", waitMs: 200 },
    { signal: "SIGKILL", waitMs: 5000 },
  ]);
  expect(birthOf(pid)).toBeNull();
});
