import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { approveDraft, discardDraft, submitDraft, withdrawFromReview } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { toyDataset, useStore } from "../setup/store";
import { colleague, content, edit, publishToy } from "../setup/studio";

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
