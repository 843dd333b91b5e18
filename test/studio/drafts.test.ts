import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { readObservations } from "@/lib/store/read-observations";
import { checkDraft } from "@/lib/studio/drafts/check-draft";
import { commentOn, mentioned, mentionsOf, readComments } from "@/lib/studio/drafts/comments";
import { diffDraft } from "@/lib/studio/drafts/diff-draft";
import { readDraftEvents } from "@/lib/studio/drafts/draft-events";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { addSource, putItem } from "@/lib/studio/drafts/items";
import { keepMine } from "@/lib/studio/drafts/keep-mine";
import {
  approveDraft,
  discardDraft,
  sendBackDraft,
  submitDraft,
  withdrawFromReview,
} from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { readDraftCells } from "@/lib/studio/drafts/read-draft-cells";
import { listDrafts, readDraft } from "@/lib/studio/drafts/read-draft";
import { revertDraft } from "@/lib/studio/drafts/revert-draft";
import { redoDraft, undoDraft } from "@/lib/studio/drafts/undo-draft";
import { setWaiver } from "@/lib/studio/drafts/waiver";
import { toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy, SPROCKET } from "../setup/studio";

const store = useStore();
const DATASET = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;
let chief: Viewer;
let guest: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
  chief = await colleague(store.db, "Chief", "admin");
  guest = await colleague(store.db, "Guest", "subscriber");
  await publishToy(store.db, 1, 10);
});

/** A draft of its own for a test: what stood open before is put away. */
async function fresh(viewer: Viewer): Promise<number> {
  for (const one of await listDrafts(viewer, { mine: true, states: ["draft"] }, store.db))
    await discardDraft(viewer, { draft: one.id }, store.db);
  return (await openDraft(viewer, { dataset: DATASET }, store.db)).id;
}

const values = async () =>
  (await readObservations(store.db.sql, { dataset: DATASET })).map((one) => [one.period, one.value]);

describe("a draft", () => {
  it("is one for two tabs that open at once", async () => {
    const both = await Promise.all([1, 2, 3].map(() => openDraft(ada, { dataset: DATASET }, store.db)));
    expect(new Set(both.map((one) => one.id)).size).toBe(1);
  });

  it("is not for who is no analyst, nor for who looks on as somebody else", async () => {
    await expect(openDraft(guest, { dataset: DATASET }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    const lookedOn = { ...ada, viewedBy: { personId: chief.personId, name: "Chief", until: "2026-12-01T00:00:00Z" } };
    await expect(openDraft(lookedOn, { dataset: DATASET }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    for (const entitlements of [[], [{ dataset: DATASET, delayDays: 30 }]])
      await expect(openDraft({ ...ada, entitlements }, { dataset: DATASET }, store.db)).rejects.toMatchObject({
        code: "forbidden",
      });
    await expect(openDraft(ada, { dataset: "nowhere" }, store.db)).rejects.toMatchObject({ code: "not_found" });
  });

  it("keeps sound edits and says precisely what is wrong with the others", async () => {
    const draft = await fresh(ada);
    const done = await editDraft(ada, { draft, edits: [edit(2, content(12)), edit(3, content(401))] }, store.db);
    expect(done.cells.map((one) => [one.period, one.value, one.version])).toEqual([["2026-02-01", 12, 1]]);
    expect(done.refused).toMatchObject([
      { code: "invalid", field: "value", message: "401 is above 400 weeks, the most that can be" },
    ]);
    expect(done.draft).toMatchObject({ cells: 1, version: 1, canUndo: true, canRedo: false });
  });

  it("tells the second of two hands on one cell, and shows both values", async () => {
    const draft = await fresh(ada);
    await editDraft(ada, { draft, edits: [edit(2, content(12), 0)] }, store.db);
    const late = await editDraft(ada, { draft, edits: [edit(2, content(13), 0), edit(3, content(9), 0)] }, store.db);
    expect(late.refused).toMatchObject([
      { code: "conflict", mine: { value: 13 }, theirs: { value: 12, editedBy: "Ada One" } },
    ]);
    expect(late.cells.map((one) => one.value)).toEqual([9]);
    const [cell] = await readDraftCells(ada, { draft, series: [SPROCKET] }, store.db);
    expect(cell?.value).toBe(12);
  });

  it("takes an edit that says what stands already without a word", async () => {
    const draft = await fresh(ada);
    await editDraft(ada, { draft, edits: [edit(2, content(12), 0)] }, store.db);
    const again = await editDraft(ada, { draft, edits: [edit(2, content(12), 0)] }, store.db);
    expect(again.refused).toEqual([]);
    expect(again.draft.version).toBe(1);
  });

  it("names the drafts of others that have the same cell", async () => {
    const mine = await fresh(ada);
    const theirs = await fresh(ben);
    await editDraft(ada, { draft: mine, edits: [edit(4, content(20))] }, store.db);
    const done = await editDraft(ben, { draft: theirs, edits: [edit(4, content(21))] }, store.db);
    expect(done.rivals).toMatchObject([{ series: SPROCKET, draft: mine, author: "Ada One", value: 20 }]);
    await expect(editDraft(ben, { draft: mine, edits: [edit(4, content(1))] }, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("takes steps back and does them again, and forgets what was undone once something else is done", async () => {
    const draft = await fresh(ada);
    await editDraft(ada, { draft, edits: [edit(2, content(1)), edit(3, content(2))], kind: "paste" }, store.db);
    await editDraft(ada, { draft, edits: [edit(2, content(5)), edit(3, null)] }, store.db);
    const state = async () => (await readDraftCells(ada, { draft }, store.db)).map((one) => [one.period, one.value]);
    const both = [
      ["2026-02-01", 1],
      ["2026-03-01", 2],
    ];
    expect(await state()).toEqual([["2026-02-01", 5]]);
    await undoDraft(ada, { draft }, store.db);
    expect(await state()).toEqual(both);
    const empty = await undoDraft(ada, { draft }, store.db);
    expect([await state(), empty.draft.canUndo, empty.draft.canRedo]).toEqual([[], false, true]);
    await expect(undoDraft(ada, { draft }, store.db)).rejects.toMatchObject({ code: "conflict" });
    await redoDraft(ada, { draft }, store.db);
    expect(await state()).toEqual(both);
    await editDraft(ada, { draft, edits: [edit(5, content(7))] }, store.db);
    await expect(redoDraft(ada, { draft }, store.db)).rejects.toMatchObject({ code: "conflict" });
    await undoDraft(ada, { draft }, store.db);
    expect(await state()).toEqual(both);
  });
});

describe("review", () => {
  it("does not begin while a value lacks its source or a changed one its reason", async () => {
    const draft = await fresh(ada);
    await editDraft(
      ada,
      { draft, edits: [edit(1, content(11, { source: null })), edit(2, content(3, { source: "nobody" }))] },
      store.db,
    );
    const found = await checkDraft(ada, { draft }, store.db);
    expect(found.map((one) => one.rule).toSorted()).toEqual(["reason", "source", "source"]);
    await expect(submitDraft(ada, { draft, reason: "Too early" }, store.db)).rejects.toMatchObject({ code: "invalid" });
    expect((await readDraft(ada, draft, store.db)).state).toBe("draft");
  });

  it("is never passed by the author alone, and freezes what is reviewed", async () => {
    const draft = await fresh(ada);
    await editDraft(ada, { draft, edits: [edit(2, content(12))] }, store.db);
    await submitDraft(ada, { draft, reason: "February is in" }, store.db);
    await expect(approveDraft(ada, { draft }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(editDraft(ada, { draft, edits: [edit(2, content(13))] }, store.db)).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(store.db.sql`update draft_cell set value = 13 where draft_id = ${draft}`).rejects.toThrow(/not open/);
    await expect(publishDraft(ben, { draft }, store.db)).rejects.toMatchObject({ code: "conflict" });
    await sendBackDraft(ben, { draft, note: "Which survey?" }, store.db);
    expect((await readDraftEvents(ada, draft, store.db)).map((one) => [one.by, one.to, one.note])).toEqual([
      ["Ada One", "in review", "February is in"],
      ["Ben Two", "draft", "Which survey?"],
    ]);
  });

  it("may be waived for one dataset by an admin, which is written down", async () => {
    const draft = await fresh(ada);
    await editDraft(ada, { draft, edits: [edit(2, content(12))] }, store.db);
    await submitDraft(ada, { draft, reason: "February is in" }, store.db);
    const waiver = { dataset: DATASET, waived: true, reason: "A constructed dataset" };
    await expect(setWaiver(ada, waiver, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await setWaiver(chief, waiver, store.db);
    expect((await approveDraft(ada, { draft }, store.db)).state).toBe("approved");
    await setWaiver(chief, { ...waiver, waived: false }, store.db);
    const audited = await store.db.sql`select action from audit_event where action like 'four-eyes.%' order by id`;
    expect(audited.map((row) => row["action"])).toEqual(["four-eyes.waived", "four-eyes.required"]);
    await withdrawFromReview(ada, { draft }, store.db);
  });

  it("hears comments, also on a cell, and tells who is mentioned", async () => {
    const draft = await fresh(ada);
    await commentOn(
      ben,
      { draft, body: "@ada one, is this the survey of May?", series: SPROCKET, period: "2026-02-01" },
      store.db,
    );
    expect(await readComments(ada, draft, store.db)).toMatchObject([
      { by: "Ben Two", mentions: ["Ada One"], series: SPROCKET },
    ]);
    expect((await mentionsOf(ada, store.db))[0]).toMatchObject({ draft });
    expect(await mentionsOf(ben, store.db)).toEqual([]);
    const people = [
      { id: "1", name: "Ada" },
      { id: "2", name: "Ada One" },
    ];
    expect(mentioned("@Ada One and @Adam and x@ada.", people)).toEqual(["2", "1"]);
  });
});

describe("publication", () => {
  it("brings values, a revision with its reason, the state and the audit at once, and reverting brings them back", async () => {
    const draft = await fresh(ada);
    const changes = [edit(1, content(11, { reason: "correction" })), edit(6, content(15))];
    await editDraft(ada, { draft, edits: changes }, store.db);
    const diff = await diffDraft(ada, { draft }, store.db);
    expect(diff).toMatchObject({ total: 2, added: 1, changed: 1, withdrawn: 0, moved: 0 });
    expect(diff.lines[0]).toMatchObject({
      title: "Sprocket · North · Lead time",
      unit: "weeks",
      before: { value: 10 },
    });
    await approved(store.db, ada, ben, draft);
    const done = await publishDraft(ada, { draft, closesEdition: true }, store.db);
    expect(done.state).toBe("published");
    expect(await values()).toEqual([
      ["2026-01-01", 11],
      ["2026-06-01", 15],
    ]);
    const revisions = await store.db.sql`
      select period, reason, value_before, value_after from revision where change_set_id = ${done.changeSetId} order by period`;
    expect([...revisions]).toEqual([
      { period: "2026-01-01", reason: "correction", value_before: 10, value_after: 11 },
      { period: "2026-06-01", reason: "addition", value_before: null, value_after: 15 },
    ]);
    const editions = await store.db.sql`select rows from edition where change_set_id = ${done.changeSetId}`;
    expect([...editions]).toEqual([{ rows: 2 }]);

    const back = await revertDraft(ben, { draft, reason: "The survey was withdrawn" }, store.db);
    await expect(revertDraft(ada, { draft, reason: "Twice" }, store.db)).rejects.toMatchObject({ code: "conflict" });
    await approved(store.db, ben, ada, back.id);
    await publishDraft(ben, { draft: back.id }, store.db);
    expect(await values()).toEqual([["2026-01-01", 10]]);
    expect(await readDraft(ada, draft, store.db)).toMatchObject({ state: "reverted", revertedById: back.id });
  });

  it("stops where the published value has moved under the draft, until its author keeps it all the same", async () => {
    const draft = await fresh(ada);
    await editDraft(ada, { draft, edits: [edit(7, content(30, { reason: "new-information" }))] }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishToy(store.db, 7, 28);
    await expect(publishDraft(ada, { draft }, store.db)).rejects.toMatchObject({ code: "conflict" });
    expect((await readDraft(ada, draft, store.db)).state).toBe("approved");
    expect((await diffDraft(ada, { draft }, store.db)).lines[0]).toMatchObject({ moved: true, before: { value: 28 } });
    await withdrawFromReview(ada, { draft }, store.db);
    expect((await checkDraft(ada, { draft }, store.db)).map((one) => one.rule)).toEqual(["moved"]);
    await keepMine(ada, { draft }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishDraft(ada, { draft }, store.db);
    expect((await values()).find(([period]) => period === "2026-07-01")).toEqual(["2026-07-01", 30]);
  });

  it("brings along new sources, entities and events", async () => {
    const draft = await fresh(ada);
    const source = { key: "new-survey", title: "Newer survey", publisher: "Constructed publisher", kind: "survey" };
    await addSource(ada, { draft, source }, store.db);
    await putItem(
      ada,
      {
        draft,
        kind: "event",
        proposal: {
          key: "toy-strike",
          dataset: DATASET,
          occurredOn: "2026-05",
          kind: "supply",
          title: "Strike",
          source: "new-survey",
        },
      },
      store.db,
    );
    await editDraft(ada, { draft, edits: [edit(8, content(16, { source: "new-survey" }))] }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishDraft(ben, { draft }, store.db);
    const [found] = await store.db.sql`select title from event where key = 'toy-strike'`;
    expect(found?.["title"]).toBe("Strike");
  });

  it("settles a draft of which all stands already, without a release", async () => {
    const draft = await fresh(ada);
    await editDraft(ada, { draft, edits: [edit(9, content(5))] }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishToy(store.db, 9, 5);
    const releases = async () => (await store.db.sql`select count(*)::int as n from release`)[0]?.["n"];
    const before = await releases();
    expect((await publishDraft(ada, { draft }, store.db)).state).toBe("discarded");
    expect(await releases()).toBe(before);
    expect((await readDraftEvents(ada, draft, store.db)).at(-1)?.note).toMatch(/nothing to publish/);
  });
});
