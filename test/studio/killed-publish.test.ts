import { fork } from "node:child_process";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { addSource, putItem } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy } from "../setup/studio";

const store = useStore();
let ada: Viewer;
let ben: Viewer;
// Processes of its own take seconds on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
  await publishToy(store.db, 1, 10);
});

/** An approved draft with everything that one may bring along. */
async function ready(name: string): Promise<number> {
  const { id } = await openDraft(ada, { dataset: "toy-lead-times" }, store.db);
  const source = { key: `survey-${name}`, title: `Survey ${name}`, publisher: "Constructed publisher", kind: "survey" };
  await addSource(ada, { draft: id, source }, store.db);
  const event = {
    key: `event-${name}`,
    dataset: "toy-lead-times",
    occurredOn: "2026-05",
    kind: "supply",
    title: "Strike",
    source: source.key,
  };
  await putItem(ada, { draft: id, kind: "event", proposal: event }, store.db);
  const value = Number.parseInt(name, 36) % 300;
  await editDraft(
    ada,
    {
      draft: id,
      edits: [1, 2, 3].map((month) =>
        edit(month, content(value + month, { source: source.key, reason: "correction" })),
      ),
    },
    store.db,
  );
  await approved(store.db, ada, ben, id);
  return id;
}

/** How much there is of everything that a publication writes. */
async function counts(): Promise<unknown> {
  const [row] = await store.db.sql`
    select (select count(*) from observation)::int as observations, (select count(*) from change_set)::int as change_sets,
      (select count(*) from release)::int as releases, (select count(*) from revision)::int as revisions,
      (select count(*) from edition)::int as editions, (select count(*) from source)::int as sources,
      (select count(*) from event)::int as events,
      (select count(*) from audit_event where action = 'draft.published')::int as audits,
      (select count(*) from draft_event where to_state = 'published')::int as moves`;
  return row;
}

/** A process that publishes a draft and is killed before its nth statement; tells whether it came that far. */
function publishAndDie(draft: number, nth: number): Promise<"killed" | "done"> {
  const given = [store.db.url, String(draft), String(nth), JSON.stringify(ben)];
  const child = fork("test/setup/publish-and-die.ts", given, { execArgv: ["--import", "tsx"], stdio: "ignore" });
  return new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal === "SIGKILL" ? "killed" : "done")));
}

const AT_ONCE = 3;

describe("a server that is killed in the middle of publishing", () => {
  it("leaves nothing of it, whichever step was the last, and the next try publishes all", async () => {
    const draft = await ready("aa");
    const before = await counts();
    let killed = 0;
    for (let nth = 1; nth < 200; nth += AT_ONCE) {
      const steps = Array.from({ length: AT_ONCE }, (_, at) => publishAndDie(draft, nth + at));
      const ends = await Promise.all(steps);
      killed += ends.filter((one) => one === "killed").length;
      if (ends.includes("done")) break;
      expect(await counts()).toEqual(before);
      expect((await readDraft(ada, draft, store.db)).state).toBe("approved");
    }
    expect(killed).toBeGreaterThan(20);
    expect((await readDraft(ada, draft, store.db)).state).toBe("published");
    expect(await counts()).not.toEqual(before);
  });
});
