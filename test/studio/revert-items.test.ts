import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { readEntities, readEvents } from "@/lib/store/read-catalogue";
import { CATALOGUE } from "@/lib/studio/drafts/draft";
import { putItem } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { revertDraft } from "@/lib/studio/drafts/revert-draft";
import { publish, toyDataset, useStore } from "../setup/store";
import { approved, colleague } from "../setup/studio";

const store = useStore();
const DATASET = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;

const event = (key: string, title: string) => ({
  key,
  dataset: DATASET,
  occurredOn: "2026-05",
  kind: "supply",
  title,
  source: "toy-survey",
});
const nimbus = (founded: string) => ({
  kind: "cloud" as const,
  slug: "nimbus",
  name: "Nimbus",
  attributes: { founded },
  verified: true,
});

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
  await publish(store.db, { events: [event("strike", "Strike")], entities: [nimbus("2018")] });
});

async function goOut(draft: number): Promise<void> {
  await approved(store.db, ada, ben, draft);
  await publishDraft(ada, { draft }, store.db);
}
const titles = async () => (await readEvents(store.db.sql, { dataset: DATASET })).map((one) => one.title);
const founded = async () =>
  (await readEntities(store.db.sql, { kind: "cloud", slugs: ["nimbus"] }))[0]?.attributes["founded"];

describe("putting a draft back", () => {
  it("puts events back too: a changed one as it was, a new one withdrawn", async () => {
    const { id: draft } = await openDraft(ada, { dataset: DATASET }, store.db);
    for (const proposal of [event("strike", "Long strike"), event("launch", "Launch")])
      await putItem(ada, { draft, kind: "event", proposal }, store.db);
    await goOut(draft);
    expect((await titles()).toSorted()).toEqual(["Launch", "Long strike"]);
    const back = await revertDraft(ada, { draft, reason: "It was another plant" }, store.db);
    expect(back.items).toBe(2);
    await goOut(back.id);
    expect(await titles()).toEqual(["Strike"]);
    expect((await readDraft(ada, draft, store.db)).state).toBe("reverted");
  });

  it("puts an entity back, unless it was changed again since", async () => {
    const { id: draft } = await openDraft(ada, { dataset: CATALOGUE }, store.db);
    await putItem(ada, { draft, kind: "entity", proposal: nimbus("2019") }, store.db);
    await goOut(draft);
    const back = await revertDraft(ada, { draft, reason: "It was 2018" }, store.db);
    await goOut(back.id);
    expect(await founded()).toBe("2018");
    const again = await revertDraft(ada, { draft: back.id, reason: "It was 2019 after all" }, store.db);
    await goOut(again.id);
    expect(await founded()).toBe("2019");
    await publish(store.db, { entities: [nimbus("2020")] });
    const late = revertDraft(ada, { draft: again.id, reason: "Too late" }, store.db);
    await expect(late).rejects.toMatchObject({ code: "conflict" });
  });
});
