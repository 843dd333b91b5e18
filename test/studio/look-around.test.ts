import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { redoDraft, undoDraft } from "@/lib/studio/drafts/undo-draft";
import { type Around, lookAround } from "@/lib/studio/grid/look-around";
import { showPresence } from "@/lib/studio/grid/presence";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague, content, edit, publishToy, SPROCKET } from "../setup/studio";

const store = useStore();
const dataset = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;

const around = (viewer: Viewer = ada, heads: Record<string, number> = {}) =>
  lookAround(viewer, { dataset, heads }, store.db);
const headsOf = ({ drafts }: Around) => Object.fromEntries(drafts.map(({ id, head }) => [String(id), head]));
const place = { dataset, measure: "lead_time", series: SPROCKET, period: "2026-01-01" };
const other = { measure: "lead_time", dims: { part: "flux-gate", region: "north" }, period: "2026-01-01" };

beforeAll(async () => {
  toyDataset();
  [ada, ben] = [await colleague(store.db, "Ada"), await colleague(store.db, "Ben")];
  const { period, ...rest } = edit(1, null).place;
  await publish(store.db, {
    observations: [{ dataset, ...rest, period, value: 10, status: "A", source: "toy-survey" }],
  });
});

describe("who is there", () => {
  it("is shown to colleagues with the cell, written over as they move, and gone when they leave", async () => {
    await showPresence(ben, place, store.db);
    expect((await around()).people).toMatchObject([{ name: "Ben", series: SPROCKET, period: "2026-01-01" }]);
    expect((await around(ben)).people).toEqual([]);
    await showPresence(ben, { ...place, period: "2026-02-01" }, store.db);
    expect((await around()).people).toMatchObject([{ name: "Ben", period: "2026-02-01" }]);
    await showPresence(ben, { ...place, gone: true }, store.db);
    expect((await around()).people).toEqual([]);
  });

  it("is forgotten after a minute without a word, and never told to another house", async () => {
    await showPresence(ben, place, store.db);
    const stranger = { ...ada, organisationId: ada.organisationId + 1000 };
    expect((await around(stranger)).people).toEqual([]);
    expect((await around()).people).toHaveLength(1);
    await store.db.sql`update grid_presence set seen_at = now() - interval '61 seconds'`;
    expect((await around()).people).toEqual([]);
  });

  it("is not told by who only looks on as somebody, nor to who is no analyst", async () => {
    const viewing: Viewer = { ...ben, viewedBy: { personId: ada.personId, name: "Ada", until: "" } };
    await expect(showPresence(viewing, place, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(around({ ...ada, role: "subscriber" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what others do", () => {
  it("has the same tag while nothing happens, and another one with each edit, undo and publication", async () => {
    const tags = new Set([(await around()).tag, (await around()).tag]);
    expect(tags.size).toBe(1);
    const draft = await openDraft(ben, { dataset }, store.db);
    tags.add((await around()).tag);
    await editDraft(ben, { draft: draft.id, edits: [edit(1, content(11))] }, store.db);
    tags.add((await around()).tag);
    await undoDraft(ben, { draft: draft.id }, store.db);
    tags.add((await around()).tag);
    await publishToy(store.db, 3, 12);
    const last = await around();
    tags.add(last.tag);
    expect(tags.size).toBe(5);
    expect(last.release).toMatchObject({ author: "toy-feed", values: 1 });
  });

  it("names the series that were changed since, by edits, undo and redo, and those alone", async () => {
    const draft = await openDraft(ben, { dataset }, store.db);
    const first = await around();
    expect(first.drafts).toMatchObject([{ id: draft.id, author: "Ben", own: false, state: "draft" }]);
    expect(first.touched).toEqual([]);
    await editDraft(ben, { draft: draft.id, edits: [edit(1, content(12))] }, store.db);
    const second = await around(ada, headsOf(first));
    expect(second.touched).toEqual([SPROCKET]);
    expect((await around(ada, headsOf(second))).touched).toEqual([]);
    await editDraft(ben, { draft: draft.id, edits: [{ place: other, content: content(5) }] }, store.db);
    expect((await around(ada, headsOf(second))).touched).toEqual(["TOY_LEAD_TIME.FLUX_GATE.NORTH"]);
    const third = await around();
    await undoDraft(ben, { draft: draft.id }, store.db);
    await undoDraft(ben, { draft: draft.id }, store.db);
    // Something else is done after undoing: both ways from the step that they have in common.
    await editDraft(ben, { draft: draft.id, edits: [edit(2, content(7))] }, store.db);
    expect((await around(ada, headsOf(third))).touched?.toSorted()).toEqual([
      "TOY_LEAD_TIME.FLUX_GATE.NORTH",
      SPROCKET,
    ]);
    await undoDraft(ben, { draft: draft.id }, store.db);
    const fourth = await around();
    await redoDraft(ben, { draft: draft.id }, store.db);
    expect((await around(ada, headsOf(fourth))).touched).toEqual([SPROCKET]);
  });

  it("names no series where they are too many, so that all in sight is read again", async () => {
    const draft = await openDraft(ben, { dataset }, store.db);
    const before = await around();
    for (let month = 1; month <= 3; month++)
      await editDraft(ben, { draft: draft.id, edits: [edit(month, content(month))] }, store.db);
    expect((await around(ada, headsOf(before))).touched).toEqual([SPROCKET]);
    await store.db.sql`insert into draft_step_cell (step_id, series, period)
      select head_step, 'CONSTRUCTED.' || n, '2026-01-01' from draft, generate_series(1, 301) n where id = ${draft.id}`;
    expect((await around(ada, headsOf(before))).touched).toBeNull();
  });

  it("no longer lists a draft that was discarded", async () => {
    const draft = await openDraft(ben, { dataset }, store.db);
    await discardDraft(ben, { draft: draft.id }, store.db);
    expect((await around()).drafts).toEqual([]);
  });
});
