import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { Reader } from "@/lib/access/reader";
import { readBlastRadius } from "@/lib/published/read-blast-radius";
import { readDraftPage } from "@/lib/studio/desk/read-draft-page";
import { checkDraft } from "@/lib/studio/drafts/check-draft";
import { dropItem } from "@/lib/studio/drafts/items";
import { approveDraft, discardDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { listDrafts, readDraft } from "@/lib/studio/drafts/read-draft";
import { revertDraft } from "@/lib/studio/drafts/revert-draft";
import { readEntityMergeEffect } from "@/lib/studio/entities/merge-effect";
import { proposeEntityMerge } from "@/lib/studio/entities/propose-merge";
import { readEntityDetail } from "@/lib/studio/entities/read-entity";
import { pickedEntity, searchEntities } from "@/lib/studio/entities/search-entities";
import { readSourceMergeEffect } from "@/lib/studio/sources/merge-effect";
import { entityHistory } from "@/lib/studio/history/entity-history";
import { proposeSourceMerge } from "@/lib/studio/sources/propose-merge";
import { throughReview } from "../../setup/merges";
import { publish, useStore } from "../../setup/store";
import { approved, colleague } from "../../setup/studio";

const store = useStore();
let ada: Viewer;
let ben: Viewer;

const company = (slug: string, name: string, aliases: string[] = []) => ({
  kind: "company" as const,
  slug,
  name,
  aliases,
  verified: true,
});
const share = (supplier: string, publisher: string, year: number, source = "toy-survey") => ({
  dataset: "hbm-share",
  measure: "year",
  dims: { supplier, publisher, basis: "revenue", generation: "all", customer: "all" },
  period: `${year}-01-01`,
  value: 20,
  status: "E" as const,
  source,
});

beforeAll(async () => {
  await publish(store.db, {
    sources: [
      { key: "paper", title: "Paper", publisher: "House", kind: "note", published: "2026-01-01" },
      { key: "paper-again", title: "Paper, again", publisher: "House", kind: "note", url: "https://house.example/p" },
    ],
    entities: [
      company("sk-hynix", "SK hynix", ["Hynix"]),
      company("sk-hynics", "SK Hynics", ["Hynics Inc"]),
      company("micron", "Micron"),
      { kind: "publisher", slug: "counter", name: "Counter", verified: true },
      { kind: "publisher", slug: "trend", name: "Trend", verified: true },
    ],
    relations: [
      {
        from: { kind: "company", slug: "sk-hynics" },
        relation: "supplies",
        to: { kind: "company", slug: "micron" },
        source: "paper",
      },
    ],
    events: [
      {
        key: "e",
        dataset: "hbm-share",
        occurredOn: "2026",
        kind: "launch",
        title: "Constructed",
        subjects: ["sk-hynics"],
        source: "paper",
      },
    ],
    observations: [
      share("sk-hynix", "counter", 2024),
      share("sk-hynics", "trend", 2024, "paper-again"),
      share("sk-hynics", "trend", 2025, "paper-again"),
      share("micron", "counter", 2024),
    ],
  });
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
});

beforeEach(async () => {
  for (const one of await listDrafts(ada, { mine: true, states: ["draft"] }, store.db))
    await discardDraft(ada, { draft: one.id }, store.db);
});

const shownAs = async (slug: string) =>
  (await new Reader(store.db, ada, null, new Date("2026-12-31")).entityNames("company")).get(slug);
const merge = (slug: string, into: string | null, despite = false) =>
  proposeEntityMerge(ada, { kind: "company", slug, into, reason: "one company", despite }, store.db);

describe("before a merge is proposed", () => {
  it("the other one is found by a part of any name, and a name that leads nowhere is asked about", async () => {
    const found = await searchEntities(ada, { kind: "company", text: "hyni", except: "sk-hynics" }, store.db);
    expect(found.map((one) => one.slug)).toEqual(["sk-hynix"]);
    expect(await pickedEntity("company", "Hynix", store.db)).toBe("sk-hynix");
    await expect(pickedEntity("company", "Nobody", store.db)).rejects.toThrow(/Search by any part/);
  });

  it("its preview says what moves: series, values, events, relations and names", async () => {
    const effect = await readEntityMergeEffect(ada, { kind: "company", slug: "sk-hynics", into: "sk-hynix" }, store.db);
    expect(effect).toMatchObject({
      from: { name: "SK Hynics" },
      into: { name: "SK hynix" },
      parts: [{ dataset: "hbm-share", series: 1, observations: 2 }],
      events: 1,
      relations: 1,
      aliases: ["SK Hynics", "Hynics Inc"],
      clashes: [],
    });
  });

  it("series that nothing would tell apart are in the preview, and stop it until somebody says that they are meant", async () => {
    const effect = await readEntityMergeEffect(ada, { kind: "company", slug: "micron", into: "sk-hynix" }, store.db);
    expect(effect.clashes).toMatchObject([
      {
        title: expect.stringContaining("Micron"),
        otherTitle: expect.stringContaining("SK hynix"),
        one: "HBM_SHARE.MICRON.COUNTER.REVENUE.ALL.ALL.YEAR",
        other: "HBM_SHARE.SK_HYNIX.COUNTER.REVENUE.ALL.ALL.YEAR",
        dataset: "hbm-share",
      },
    ]);
    await expect(merge("micron", "sk-hynix")).rejects.toThrow(/nothing else tells apart/);
    expect((await merge("micron", "sk-hynix", true)).items).toBe(1);
  });

  it("series of datasets that the organisation does not have are neither named nor counted", async () => {
    const poor = { ...ada, entitlements: [{ dataset: "company-financials", delayDays: 0 }] };
    const effect = await readEntityMergeEffect(poor, { kind: "company", slug: "micron", into: "sk-hynix" }, store.db);
    expect(effect).toMatchObject({ parts: [], events: 0, clashes: [] });
    expect(JSON.stringify(effect)).not.toMatch(/hbm|series/i);
  });

  it("a preview of sources says which values rest on one, and in what both differ", async () => {
    const effect = await readSourceMergeEffect(ada, { key: "paper-again", into: "paper" }, store.db);
    expect(effect).toMatchObject({ parts: [{ dataset: "hbm-share", series: 1, observations: 2 }], clashes: [] });
    expect(effect.differences.map((one) => one.field)).toEqual(["Title", "Published", "Address"]);
  });
});

describe("a merge that is proposed", () => {
  it("changes nothing before a second person has approved it, and is shown in its draft with what it moves", async () => {
    const { id: draft } = await merge("sk-hynics", "sk-hynix");
    expect(await shownAs("sk-hynics")).toBe("SK Hynics");
    const { merges, items } = await readDraftPage(ben, { draft }, store.db);
    expect(items).toMatchObject([{ kind: "entity-merge", key: "company/sk-hynics" }]);
    expect(merges.get("entity-merge company/sk-hynics")).toMatchObject({ effect: { events: 1 } });
    const { said } = await readBlastRadius(ben, { draft }, store.db);
    expect(said).toMatch(/shown by its new name/);
    const { waiting } = await readEntityDetail(ben, { kind: "company", slug: "sk-hynix" }, store.db);
    expect(waiting).toMatchObject([{ draft, kind: "entity-merge" }]);
    const { events } = await entityHistory(ben, { kind: "company", slug: "sk-hynix" }, store.db);
    expect(events.map((one) => one.words)).toContain("Proposed that sk-hynics be merged into sk-hynix");
    await submitDraft(ada, { draft, reason: "One company" }, store.db);
    await expect(approveDraft(ada, { draft }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    expect(await shownAs("sk-hynics")).toBe("SK Hynics");
    await approveDraft(ben, { draft }, store.db);
    await publishDraft(ben, { draft }, store.db);
    expect(await shownAs("sk-hynics")).toBe("SK hynix");
    expect(await readDraft(ada, draft, store.db)).toMatchObject({ state: "published" });
  });

  it("has its publication and its draft in the audit, and is put back by a draft of its own", async () => {
    const [published] = await listDrafts(ada, { states: ["published"] }, store.db);
    const draft = published?.id ?? 0;
    const [row] = await store.db.sql<{ detail: { draft: number; into: string }; changeSet: number }[]>`
      select a.detail, m.change_set_id::int as "changeSet" from audit_event a, entity_merge m
      where a.action = 'entity.merge' order by a.id desc, m.id desc limit 1`;
    expect(row).toMatchObject({ detail: { draft, into: "sk-hynix" }, changeSet: published?.changeSetId });
    const back = await revertDraft(ada, { draft, reason: "Two after all" }, store.db);
    expect(back.items).toBe(1);
    expect(await shownAs("sk-hynics")).toBe("SK hynix");
    await approved(store.db, ada, ben, back.id);
    await publishDraft(ada, { draft: back.id }, store.db);
    expect(await shownAs("sk-hynics")).toBe("SK Hynics");
    expect((await readDraft(ada, draft, store.db)).state).toBe("reverted");
    const again = await revertDraft(ada, { draft: back.id, reason: "One company indeed" }, store.db);
    await approved(store.db, ada, ben, again.id);
    await publishDraft(ada, { draft: again.id }, store.db);
    expect(await shownAs("sk-hynics")).toBe("SK hynix");
    await throughReview(store.db, ada, ben, merge("sk-hynics", null));
  });

  it("is stopped where somebody else has merged meanwhile", async () => {
    const { id: draft } = await merge("sk-hynics", "sk-hynix");
    const theirs = { kind: "company" as const, slug: "sk-hynics", into: "micron", reason: "another", despite: true };
    await throughReview(store.db, ben, ada, proposeEntityMerge(ben, theirs, store.db));
    const found = await checkDraft(ada, { draft }, store.db);
    expect(found.filter((one) => one.blocking).map((one) => one.rule)).toContain("moved");
    await expect(submitDraft(ada, { draft, reason: "One company" }, store.db)).rejects.toMatchObject({
      code: "invalid",
    });
    const { merges } = await readDraftPage(ada, { draft }, store.db);
    expect(merges.get("entity-merge company/sk-hynics")).toEqual({
      trouble: expect.stringContaining("merged into micron already"),
    });
    const undo = { ...theirs, into: null };
    await throughReview(store.db, ben, ada, proposeEntityMerge(ben, undo, store.db));
  });

  it("is left out of its draft again, and one of sources goes the same way and back", async () => {
    const { id: draft } = await merge("sk-hynics", "sk-hynix");
    await dropItem(ada, { draft, kind: "entity-merge", key: "company/sk-hynics" }, store.db);
    const source = await proposeSourceMerge(ada, { keys: ["paper-again"], into: "paper", reason: "twice" }, store.db);
    expect(source).toMatchObject({ id: draft, items: 1 });
    await approved(store.db, ada, ben, draft);
    await publishDraft(ada, { draft }, store.db);
    const standing = async () => {
      const rows = await store.db.sql<{ key: string }[]>`select key from standing_source where own_key = 'paper-again'`;
      return rows[0]?.key;
    };
    expect(await standing()).toBe("paper");
    const back = await revertDraft(ada, { draft, reason: "Two papers" }, store.db);
    await approved(store.db, ada, ben, back.id);
    await publishDraft(ada, { draft: back.id }, store.db);
    expect(await standing()).toBe("paper-again");
  });
});
