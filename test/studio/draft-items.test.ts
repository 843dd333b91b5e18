import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { addSource, dropItem } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { toyDataset, useStore } from "../setup/store";
import { colleague, content, edit } from "../setup/studio";

const store = useStore();
let ada: Viewer;
let ben: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
});

describe("a draft", () => {
  it("leaves out again what it brought along, but no source that its values name", async () => {
    const draft = (await openDraft(ada, { dataset: "toy-lead-times" }, store.db)).id;
    for (const key of ["used-survey", "unused-survey"])
      await addSource(
        ada,
        { draft, source: { key, title: key, publisher: "Constructed publisher", kind: "survey" } },
        store.db,
      );
    await editDraft(ada, { draft, edits: [edit(10, content(16, { source: "used-survey" }))] }, store.db);
    await dropItem(ada, { draft, kind: "source", key: "unused-survey" }, store.db);
    const used = { draft, kind: "source" as const, key: "used-survey" };
    await expect(dropItem(ada, used, store.db)).rejects.toMatchObject({ code: "conflict" });
    expect((await readDraft(ada, draft, store.db)).items).toBe(1);
    await expect(dropItem(ben, used, store.db)).rejects.toMatchObject({ code: "forbidden" });
  });
});
