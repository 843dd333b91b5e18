import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { readObservations } from "@/lib/store/read-observations";
import { readStudioDesk } from "@/lib/studio/desk/read-studio-desk";
import { diffDraft } from "@/lib/studio/drafts/diff-draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { forgetDiscarded } from "@/lib/studio/drafts/forget-discarded";
import { addSource } from "@/lib/studio/drafts/items";
import { discardDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { publishingWork } from "@/lib/studio/drafts/publishing-work";
import { readDraftCells } from "@/lib/studio/drafts/read-draft-cells";
import { listDrafts, readDraft } from "@/lib/studio/drafts/read-draft";
import { restoreDraft } from "@/lib/studio/drafts/restore-draft";
import { revertDraft } from "@/lib/studio/drafts/revert-draft";
import { undoDraft } from "@/lib/studio/drafts/undo-draft";
import { draftHistory } from "@/lib/studio/history/draft-steps";
import { toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy } from "../setup/studio";

const store = useStore();
const DATASET = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
  await publishToy(store.db, 1, 10);
});

beforeEach(async () => {
  for (const one of await listDrafts(ada, { mine: true, states: ["draft"] }, store.db))
    await discardDraft(ada, { draft: one.id }, store.db);
});

const open = async () => (await openDraft(ada, { dataset: DATASET }, store.db)).id;
const values = async (draft: number) =>
  (await readDraftCells(ada, { draft }, store.db)).map((one) => [one.period.slice(0, 7), one.value]);

/** A draft with those values, discarded. */
async function discarded(...given: [number, number][]): Promise<number> {
  const draft = await open();
  const edits = given.map(([month, value]) => edit(month, content(value)));
  await editDraft(ada, { draft, edits, kind: "paste" }, store.db);
  await discardDraft(ada, { draft }, store.db);
  return draft;
}

/** Has a draft have been discarded so many days earlier, as its database's owner alone can. */
async function daysAgo(draft: number, days: number): Promise<void> {
  const owner = connect(store.ownerUrl, { role: null, max: 1 });
  await owner.sql.begin(async (tx) => {
    await tx`alter table draft disable trigger draft_settled`;
    await tx`update draft set discarded_at = discarded_at - ${`${days} days`}::interval where id = ${draft}`;
    await tx`alter table draft enable trigger draft_settled`;
  });
  await owner.close();
}

describe("a discarded draft", () => {
  it("is on its author's desk alone and comes back as it was, with its steps", async () => {
    const draft = await discarded([2, 12], [3, 13]);
    expect((await readStudioDesk(ada, store.db)).discarded.map((one) => one.id)).toContain(draft);
    expect((await readStudioDesk(ben, store.db)).discarded).toEqual([]);
    const [row] = await store.db.sql<{ until: string }[]>`
      select to_char(discarded_at + interval '30 days', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until from draft where id = ${draft}`;
    expect((await readDraft(ada, draft, store.db)).restorableUntil).toBe(row?.until);
    const back = await restoreDraft(ada, { draft }, store.db);
    expect(back).toMatchObject({ left: 0, draft: { id: draft, state: "draft", cells: 2, restorableUntil: null } });
    await undoDraft(ada, { draft }, store.db);
    expect(await values(draft)).toEqual([]);
    expect((await readStudioDesk(ada, store.db)).discarded.map((one) => one.id)).not.toContain(draft);
  });

  it("tells when what it was meant against has been published anew since", async () => {
    const draft = await open();
    const change = content(20, { reason: "correction" });
    await editDraft(ada, { draft, edits: [edit(1, change)] }, store.db);
    await discardDraft(ada, { draft }, store.db);
    await publishToy(store.db, 1, 11);
    await restoreDraft(ada, { draft }, store.db);
    expect((await diffDraft(ada, { draft }, store.db)).moved).toBe(1);
  });

  it("is restored by its author and nobody else, and only out of that state", async () => {
    const draft = await discarded([2, 12]);
    await expect(restoreDraft(ben, { draft }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    const looked = { ...ada, viewedBy: { personId: ben.personId, name: "Ben", until: "2099-01-01T00:00:00Z" } };
    await expect(restoreDraft(looked, { draft }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await restoreDraft(ada, { draft }, store.db);
    await expect(restoreDraft(ada, { draft }, store.db)).rejects.toThrow(/only a discarded one/);
  });

  it("asks where another draft of the dataset is open, and is put into that if its author says so", async () => {
    const old = await discarded([2, 12], [3, 13], [1, 99]);
    const newer = await open();
    await editDraft(ada, { draft: newer, edits: [edit(3, content(33))] }, store.db);
    await publishToy(store.db, 1, 12);
    await expect(restoreDraft(ada, { draft: old }, store.db)).rejects.toThrow(`Your draft ${newer}`);
    expect(await values(newer)).toEqual([["2026-03", 33]]);
    const back = await restoreDraft(ada, { draft: old, into: "open" }, store.db);
    expect(back).toMatchObject({ left: 1, draft: { id: newer, cells: 3 } });
    expect(await values(newer)).toEqual([
      ["2026-01", 99],
      ["2026-02", 12],
      ["2026-03", 33],
    ]);
    expect((await diffDraft(ada, { draft: newer }, store.db)).moved).toBe(1);
    await undoDraft(ada, { draft: newer }, store.db);
    expect(await values(newer)).toEqual([["2026-03", 33]]);
    expect((await readDraft(ada, old, store.db)).state).toBe("discarded");
  });

  it("that was to put another back is restored only while that is still to be done", async () => {
    const draft = await open();
    await editDraft(ada, { draft, edits: [edit(6, content(16))] }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishDraft(ada, { draft }, store.db);
    const first = (await revertDraft(ada, { draft, reason: "Constructed mistake" }, store.db)).id;
    await discardDraft(ada, { draft: first }, store.db);
    const second = (await revertDraft(ada, { draft, reason: "Constructed again" }, store.db)).id;
    await expect(restoreDraft(ada, { draft: first }, store.db)).rejects.toThrow(/about to put draft/);
    await approved(store.db, ada, ben, second);
    await publishDraft(ada, { draft: second }, store.db);
    await expect(restoreDraft(ada, { draft: first }, store.db)).rejects.toThrow(/was put back meanwhile/);
  });

  it("is restored once where two tabs ask at once", async () => {
    const draft = await discarded([2, 12]);
    const both = await Promise.allSettled([1, 2].map(() => restoreDraft(ada, { draft }, store.db)));
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("leaves an audit of both", async () => {
    const draft = await discarded([2, 12]);
    await restoreDraft(ada, { draft }, store.db);
    const rows = await store.db.sql<{ action: string }[]>`
      select action from audit_event where subject = ${String(draft)} order by id`;
    expect(rows.map((row) => row.action)).toEqual(["draft.discarded", "draft.restored"]);
  });
});

describe("after thirty days, by the database's clock,", () => {
  it("a discarded draft can be restored no more, and what it held is deleted by the worker alone", async () => {
    const [gone, fresh] = [await discarded([2, 12]), await discarded([3, 13])];
    await daysAgo(gone, 30);
    await daysAgo(fresh, 29);
    await expect(restoreDraft(ada, { draft: gone }, store.db)).rejects.toThrow(/more than 30 days ago/);
    expect((await readStudioDesk(ada, store.db)).discarded.map((one) => one.id)).not.toContain(gone);
    const said: unknown[] = [];
    await publishingWork(store.db, (step) => void said.push(step), null).tasks["forget-discarded"]();
    expect(said).toEqual([{ step: "forgotten", drafts: 1 }]);
    expect(await forgetDiscarded(store.db)).toBe(0);
    expect([await values(gone), (await draftHistory(ada, { draft: gone }, store.db)).steps]).toEqual([[], []]);
    expect(await readDraft(ada, gone, store.db)).toMatchObject({ state: "discarded", cells: 0, restorableUntil: null });
    expect(await values(fresh)).toEqual([["2026-03", 13]]);
    await restoreDraft(ada, { draft: fresh }, store.db);
  });

  it("nothing is deleted of drafts in another state, however old, nor by hand before", async () => {
    const draft = await open();
    const source = {
      key: "toy-letter",
      title: "Constructed letter",
      publisher: "Constructed publisher",
      kind: "letter",
    };
    await addSource(ada, { draft, source }, store.db);
    await editDraft(ada, { draft, edits: [edit(8, content(18, { source: "toy-letter" }))] }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishDraft(ada, { draft }, store.db);
    const other = await discarded([2, 12]);
    expect(await forgetDiscarded(store.db)).toBe(0);
    expect(await values(draft)).toEqual([["2026-08", 18]]);
    for (const table of ["draft_cell", "draft_step", "draft_step_cell"])
      await expect(store.db.sql`delete from ${store.db.sql(table)} where true`, table).rejects.toMatchObject({
        code: "42501",
      });
    expect(await values(other)).toEqual([["2026-02", 12]]);
    const published = await readObservations(store.db.sql, { dataset: DATASET });
    expect(published.find((one) => one.period === "2026-08-01")?.value).toBe(18);
  });

  it("the database restores nothing that is not discarded, and a draft in review is not discarded", async () => {
    const draft = await open();
    await editDraft(ada, { draft, edits: [edit(9, content(19))] }, store.db);
    await submitDraft(ada, { draft, reason: "Constructed for a test" }, store.db);
    await expect(discardDraft(ada, { draft }, store.db)).rejects.toMatchObject({ code: "conflict" });
    const old = await discarded([2, 12]);
    await daysAgo(old, 31);
    await expect(store.db.sql`update draft set state = 'draft' where id = ${old}`).rejects.toThrow(/not rewritten/);
  });
});
