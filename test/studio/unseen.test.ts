import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { readEntities } from "@/lib/store/read-catalogue";
import { checkDraft } from "@/lib/studio/drafts/check-draft";
import { CATALOGUE, type Shown } from "@/lib/studio/drafts/draft";
import { diffDraft } from "@/lib/studio/drafts/diff-draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { putItem } from "@/lib/studio/drafts/items";
import { keepMine } from "@/lib/studio/drafts/keep-mine";
import { approveDraft, discardDraft, submitDraft, withdrawFromReview } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { undoDraft } from "@/lib/studio/drafts/undo-draft";
import { proposeEntity } from "@/lib/studio/entities/propose-entity";
import { publish, toyDataset, useStore } from "../setup/store";
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

const toyValue = (month: number) => ({
  dataset: DATASET,
  ...edit(month, null).place,
  source: "toy-survey",
});

describe("an approval", () => {
  it("is not given for what the second person has not seen", async () => {
    const { id: draft } = await openDraft(ada, { dataset: DATASET }, store.db);
    await editDraft(ada, { draft, edits: [edit(2, content(12))] }, store.db);
    const seen = await submitDraft(ada, { draft, reason: "Looks fine" }, store.db);
    await withdrawFromReview(ada, { draft }, store.db);
    await editDraft(ada, { draft, edits: [edit(2, content(300))] }, store.db);
    await submitDraft(ada, { draft, reason: "Looks fine" }, store.db);
    await expect(approveDraft(ben, { draft, version: seen.version }, store.db)).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await readDraft(ben, draft, store.db)).state).toBe("in review");
    await withdrawFromReview(ada, { draft }, store.db);
    await discardDraft(ada, { draft }, store.db);
  });
});

const ends = (value: number): Shown => ({ value, low: null, high: null, status: "A" });
const rules = async (draft: number) => (await checkDraft(ada, { draft }, store.db)).map((one) => one.rule);

describe("a published value that moves under a proposal", () => {
  it("is told where the editor still saw the one before it", async () => {
    await publishToy(store.db, 3, 50);
    await publishToy(store.db, 3, 60);
    const { id: draft } = await openDraft(ada, { dataset: DATASET }, store.db);
    const stale = { ...edit(3, content(55, { reason: "correction" })), shown: ends(50) };
    const unseen = { ...edit(1, content(11, { reason: "correction" })), shown: null };
    const done = await editDraft(ada, { draft, edits: [stale, unseen] }, store.db);
    expect(done.cells.map((one) => one.base?.value ?? null)).toEqual([null, 50]);
    expect(await rules(draft)).toEqual(["moved", "moved"]);
    await editDraft(
      ada,
      { draft, edits: [{ ...stale, content: content(56, { reason: "correction" }), shown: ends(60) }] },
      store.db,
    );
    expect(await rules(draft)).toEqual(["moved"]);
    await discardDraft(ada, { draft }, store.db);
  });

  it("stays told when the proposal is stamped or changed by somebody who did not look", async () => {
    const { id: draft } = await openDraft(ada, { dataset: DATASET }, store.db);
    const given = { ...edit(4, content(20)), shown: null };
    await editDraft(ada, { draft, edits: [given] }, store.db);
    await publishToy(store.db, 4, 19);
    const reasoned = content(20, { reason: "correction" });
    await editDraft(ada, { draft, edits: [{ ...given, content: reasoned, shown: ends(19) }], kind: "stamp" }, store.db);
    expect(await rules(draft)).toEqual(["moved"]);
    await editDraft(ada, { draft, edits: [edit(4, content(21, { reason: "correction" }))], kind: "import" }, store.db);
    expect(await rules(draft)).toEqual(["moved"]);
    await undoDraft(ada, { draft }, store.db);
    expect(await rules(draft)).toEqual(["moved"]);
    await keepMine(ada, { draft }, store.db);
    expect(await rules(draft)).toEqual([]);
    await discardDraft(ada, { draft }, store.db);
  });

  it("is kept against only as far as it was seen", async () => {
    const { id: draft } = await openDraft(ada, { dataset: DATASET }, store.db);
    await editDraft(ada, { draft, edits: [edit(9, content(20, { reason: "correction" }))] }, store.db);
    await publishToy(store.db, 9, 18);
    const { newest } = await diffDraft(ada, { draft }, store.db);
    await publishToy(store.db, 9, 19);
    const keep = (seen: string | null) => keepMine(ada, { draft, ...(seen ? { seen } : {}) }, store.db);
    await expect(keep(newest)).rejects.toMatchObject({ code: "conflict" });
    expect(await rules(draft)).toEqual(["moved"]);
    await keep((await diffDraft(ada, { draft }, store.db)).newest);
    expect(await rules(draft)).toEqual([]);
    await discardDraft(ada, { draft }, store.db);
  });

  it("does not count where what was seen as missing was withdrawn", async () => {
    const { id: draft } = await openDraft(ada, { dataset: DATASET }, store.db);
    await publishToy(store.db, 5, 5);
    await publish(store.db, { observations: [{ ...toyValue(5), value: null, status: "W" }] });
    await editDraft(ada, { draft, edits: [{ ...edit(5, content(6)), shown: null }] }, store.db);
    expect(await rules(draft)).toEqual([]);
    await discardDraft(ada, { draft }, store.db);
  });
});

describe("an entity that two drafts change", () => {
  const founded = (name: string, attributes: Record<string, string>) => ({
    kind: "cloud" as const,
    slug: "nimbus",
    name,
    attributes,
    verified: true,
  });

  it("keeps what was published first until the author of the second has looked", async () => {
    await publish(store.db, { entities: [founded("Nimbus", {})] });
    const open = async (viewer: Viewer) => (await openDraft(viewer, { dataset: CATALOGUE }, store.db)).id;
    const [mine, theirs] = [await open(ada), await open(ben)];
    const put = (viewer: Viewer, draft: number, attributes: Record<string, string>) =>
      putItem(viewer, { draft, kind: "entity", proposal: founded("Nimbus", attributes) }, store.db);
    await put(ada, mine, { founded: "2019" });
    await put(ben, theirs, { country: "DE" });
    await approved(store.db, ada, ben, mine);
    await approved(store.db, ben, ada, theirs);
    await publishDraft(ada, { draft: mine }, store.db);
    await expect(publishDraft(ben, { draft: theirs }, store.db)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^cloud\/nimbus has been changed by somebody else/),
    });
    await withdrawFromReview(ben, { draft: theirs }, store.db);
    expect((await checkDraft(ben, { draft: theirs }, store.db)).map((one) => one.rule)).toEqual(["moved"]);
    await put(ben, theirs, { founded: "2019", country: "DE" });
    await approved(store.db, ben, ada, theirs);
    await publishDraft(ben, { draft: theirs }, store.db);
    const [nimbus] = await readEntities(store.db.sql, { kind: "cloud", slugs: ["nimbus"] });
    expect(nimbus?.attributes).toEqual({ founded: "2019", country: "DE" });
  });

  it("is not proposed from a form that showed an earlier state", async () => {
    const seen = async () => (await readEntities(store.db.sql, { kind: "cloud", slugs: ["nimbus"] }))[0]?.knownAt ?? "";
    const shown = await seen();
    await publish(store.db, { entities: [founded("Nimbus", { founded: "2018" })] });
    const wish = { kind: "cloud" as const, slug: "nimbus", name: "Nimbus", verified: true };
    await expect(proposeEntity(ada, { ...wish, shown }, store.db)).rejects.toMatchObject({ code: "conflict" });
    await proposeEntity(ada, { ...wish, shown: await seen() }, store.db);
  });
});

it("shows a published draft against what it replaced, whatever was published since", async () => {
  await publishToy(store.db, 6, 50);
  const { id: draft } = await openDraft(ada, { dataset: DATASET }, store.db);
  await editDraft(ada, { draft, edits: [edit(6, content(60, { reason: "correction" }))] }, store.db);
  await approved(store.db, ada, ben, draft);
  await publishDraft(ada, { draft }, store.db);
  await publishToy(store.db, 6, 70);
  const { lines, moved } = await diffDraft(ada, { draft }, store.db);
  expect(lines.map(({ before, cell }) => [before?.value, cell.value])).toEqual([[50, 60]]);
  expect(moved).toBe(0);
});
