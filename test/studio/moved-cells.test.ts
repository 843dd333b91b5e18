import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { readObservations } from "@/lib/store/read-observations";
import { checkDraft } from "@/lib/studio/drafts/check-draft";
import { diffDraft } from "@/lib/studio/drafts/diff-draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { revertDraft } from "@/lib/studio/drafts/revert-draft";
import { gridView, gridViewSchema } from "@/lib/studio/grid/grid-view";
import { openGrid } from "@/lib/studio/grid/open-grid";
import { toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy, SPROCKET } from "../setup/studio";

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

const open = async (viewer: Viewer) => (await openDraft(viewer, { dataset: DATASET }, store.db)).id;
const correction = { reason: "correction" as const };

async function putOut(draft: number): Promise<void> {
  await approved(store.db, ada, ben, draft);
  await publishDraft(ada, { draft }, store.db);
}

describe("after a draft was put back", () => {
  it("no cell of a draft is said to have been published meanwhile, where it stands as it stood", async () => {
    const waiting = await open(ben);
    await editDraft(ben, { draft: waiting, edits: [edit(1, content(30, correction)), edit(2, content(31))] }, store.db);
    const draft = await open(ada);
    await editDraft(ada, { draft, edits: [edit(1, content(20, correction)), edit(2, content(21))] }, store.db);
    await putOut(draft);
    expect((await diffDraft(ben, { draft: waiting }, store.db)).moved).toBe(2);
    const back = await revertDraft(ada, { draft, reason: "Constructed mistake" }, store.db);
    expect((await diffDraft(ada, { draft: back.id }, store.db)).moved).toBe(0);
    await putOut(back.id);
    for (const id of [draft, back.id, waiting]) expect((await diffDraft(ada, { draft: id }, store.db)).moved).toBe(0);
    expect((await checkDraft(ben, { draft: waiting }, store.db)).filter((one) => one.rule === "moved")).toEqual([]);
    await approved(store.db, ben, ada, waiting);
    await publishDraft(ben, { draft: waiting }, store.db);
    const values = (await readObservations(store.db.sql, { dataset: DATASET })).map((one) => [one.period, one.value]);
    expect(values).toEqual([
      ["2026-01-01", 30],
      ["2026-02-01", 31],
    ]);
  });

  it("what was withdrawn is entered anew, and goes the whole way again", async () => {
    const draft = await open(ada);
    await editDraft(ada, { draft, edits: [edit(3, content(7))] }, store.db);
    await putOut(draft);
    await putOut((await revertDraft(ada, { draft, reason: "Constructed mistake" }, store.db)).id);
    const again = await open(ada);
    // As the grid sends it: nothing stands there to be seen.
    await editDraft(ada, { draft: again, edits: [{ ...edit(3, content(8)), expects: 0, shown: null }] }, store.db);
    expect(await diffDraft(ada, { draft: again }, store.db)).toMatchObject({ added: 1, moved: 0 });
    await putOut(again);
  });
});

describe("a draft in review", () => {
  it("is still in its author's grid, as their own, and is named above it", async () => {
    const draft = await open(ada);
    await editDraft(ada, { draft, edits: [edit(5, content(17))] }, store.db);
    await submitDraft(ada, { draft, reason: "Constructed for a test" }, store.db);
    const view = gridView(toyDataset(), gridViewSchema(toyDataset()).parse({}));
    const mine = await openGrid(ada, view, store.db);
    const cellOf = (grid: typeof mine) =>
      grid.first.rows.find((one) => one.series === SPROCKET)?.rivals.filter((one) => one.period === "2026-05-01");
    expect(cellOf(mine)).toMatchObject([{ draft, mine: true, state: "in review", value: 17 }]);
    expect([mine.waiting, mine.locked]).toEqual([[{ id: draft, state: "in review" }], null]);
    const theirs = await openGrid(ben, view, store.db);
    expect(cellOf(theirs)).toMatchObject([{ draft, mine: false, author: "Ada One" }]);
    expect(theirs.waiting).toEqual([]);
  });
});
