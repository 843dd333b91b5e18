import { fork } from "node:child_process";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { readImport } from "@/lib/studio/import/work";
import { applied, broughtIn, useImportFolder } from "../../setup/import";
import { toyDataset, useStore } from "../../setup/store";
import { wideToyDataset } from "../../setup/store-toy";
import { colleague, publishToy } from "../../setup/studio";

const house = useStore();
const { folder, store } = useImportFolder();
let ada: Viewer;
// A hundred thousand rows, and a process of its own, take their time on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

beforeAll(async () => {
  toyDataset();
  wideToyDataset();
  ada = await colleague(house.db, "Ada One");
  await publishToy(house.db, 1, 10);
});

/** A hundred thousand months of eighty series, from 1990 on; some rows are wrong. */
function* rows(): Generator<string> {
  yield "Part,Region,Date,Lead time\n";
  for (let n = 0; n < 100_000; n++) {
    const [part, region] = [n % 2 ? "Sprocket" : "Flux gate", `Region ${Math.floor(n / 2) % 40}`];
    const month = Math.floor(n / 80);
    const date = `${1990 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    yield `${part},${region},${date},${n % 10_000 === 9999 ? "soon" : (n % 400) + 0.5}\n`;
  }
}

/** Runs a file into the draft in a process that dies while it saves. */
function died(upload: number): Promise<NodeJS.Signals | null> {
  const order = [house.db.url, folder, String(upload), JSON.stringify(ada)];
  const child = fork("test/setup/import-and-die.ts", order, { execArgv: ["--import", "tsx"], stdio: "ignore" });
  return new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
}

describe("a file of a hundred thousand rows", () => {
  it("of which the server dies halfway leaves nothing, and goes into the draft whole at the next try", async () => {
    const tools = { db: house.db, store };
    const file = { dataset: "toy-wide", name: "large.csv", bytes: [...rows()].join("") };
    const ref = await broughtIn(ada, tools, file, { status: "F", source: "toy-survey" });
    expect(await died(ref.upload)).toBe("SIGKILL");
    const { id } = await openDraft(ada, { dataset: "toy-wide" }, house.db);
    expect(await readDraft(ada, id, house.db)).toMatchObject({ cells: 0, version: 0, canUndo: false });
    const at = { dataset: "toy-wide", upload: ref.upload };
    expect((await readImport(ada, at, house.db)).outcome).toBeNull();
    const { events, find } = await applied(ada, tools, ref);
    expect(find("applied")?.outcome.tally).toEqual({
      rows: 100_000,
      good: 99_990,
      unchanged: 0,
      empty: 0,
      bad: 10,
      badRows: 10,
    });
    expect(events.filter((one) => one.kind === "progress").length).toBeGreaterThan(50);
    expect(await readDraft(ada, id, house.db)).toMatchObject({ cells: 99_990, version: 1, canUndo: true });
  });
});
