import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { differences } from "@/scripts/bench/kill/oracle";
import { killAtRandom } from "@/scripts/bench/kill/run";
import { useStore } from "../setup/store";

const store = useStore();
const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("fifty kills while publishing, importing, refreshing and backing up lose nothing and double nothing", async () => {
  const ways = { url: store.db.url, ownerUrl: store.ownerUrl, folder };
  const found = await killAtRandom(ways, ["publish", "import", "refresh", "backup"], 50, 12);
  expect(found.differences).toEqual([]);
  for (const { tasks, cut } of Object.values(found.lanes)) {
    expect(tasks).toBeGreaterThan(1);
    expect(cut).toBeGreaterThan(0);
  }
  expect(found.reads).toBeGreaterThan(0);

  // The same store, held against one task more and one task less than there were.
  const held = (by: number) => {
    const { tasks } = found.lanes["import"] ?? { tasks: 0 };
    return differences(store.db, new Map([["import", tasks + by]]), found.day, folder);
  };
  expect((await held(1)).join("\n")).toMatch(/import: value lost: [^]*import: change set lost: /);
  expect((await held(-1)).join("\n")).toMatch(/import: value doubled: [^]*import: draft doubled: /);
}, 180_000);
