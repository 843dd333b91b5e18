import { fork } from "node:child_process";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { connect } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { addSource, putItem } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { readOpenOrders } from "@/lib/store/editions/editions";
import { sealOpenEditions } from "@/lib/studio/editions/seal-edition";
import { dyingDatabase } from "../setup/dying-database";
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
      (select count(*) from edition_order)::int as editions, (select count(*) from source)::int as sources,
      (select count(*) from event)::int as events,
      (select count(*) from audit_event where action = 'draft.published')::int as audits,
      (select count(*) from draft_event where to_state = 'published')::int as moves,
      (select count(*) from published)::int as announced`;
  return row;
}

/** Publishes a draft until its nth statement, before which the server ends the connection; tells how that went. */
async function publishUntil(draft: number, nth: number): Promise<"died" | "published"> {
  const [db, owner] = [connect(store.db.url, { max: 1 }), connect(store.ownerUrl, { role: null, max: 1 })];
  let dead = false;
  const ended = await new Promise<"died" | "published">((resolve, reject) => {
    const dying = dyingDatabase(db, nth, async (pid) => {
      dead = true;
      await owner.sql`select pg_terminate_backend(${pid})`;
      resolve("died");
      return new Promise<never>(() => undefined);
    });
    publishDraft(ben, { draft, closesEdition: true }, dying).then(
      () => resolve("published"),
      (error: unknown) => (dead ? resolve("died") : reject(error)),
    );
  });
  await Promise.all([db.sql.end({ timeout: 0 }), owner.close()]);
  return ended;
}

/** A process that publishes a draft and kills itself before its nth statement; tells by which signal it ended. */
function killedAt(draft: number, nth: number): Promise<NodeJS.Signals | null> {
  const given = [store.db.url, String(draft), String(nth), JSON.stringify(ben)];
  const child = fork("test/setup/publish-and-die.ts", given, { execArgv: ["--import", "tsx"], stdio: "ignore" });
  return new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
}

describe("a publication that ends in the middle", () => {
  it("leaves nothing of it, whichever step was the last, and the next try publishes all", async () => {
    const draft = await ready("aa");
    const before = await counts();
    const state = async () => (await readDraft(ada, draft, store.db)).state;
    let died = 0;
    for (let nth = 1; nth < 200; nth += 1) {
      await publishUntil(draft, nth);
      if ((await state()) === "published") break;
      died += 1;
      expect(await counts()).toEqual(before);
      expect(await state()).toBe("approved");
    }
    expect(died).toBeGreaterThan(20);
    expect(await state()).toBe("published");
    expect(await counts()).not.toEqual(before);
    // Whoever ends after that leaves an edition whose bytes the next one makes.
    expect((await sealOpenEditions(store.db)).map((one) => one.rows)).toEqual([3]);
    expect(await readOpenOrders(store.db.sql)).toEqual([]);
  });

  it("leaves nothing of it either when the whole process is killed", async () => {
    const draft = await ready("bb");
    const before = await counts();
    for (const nth of [4, 12, 20]) {
      expect(await killedAt(draft, nth)).toBe("SIGKILL");
      expect(await counts()).toEqual(before);
    }
    await publishDraft(ben, { draft }, store.db);
    expect((await readDraft(ada, draft, store.db)).state).toBe("published");
  });
});
