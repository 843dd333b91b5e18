import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { setMember } from "@/lib/access/organisations";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { putItem } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { readDraftCells } from "@/lib/studio/drafts/read-draft-cells";
import { redoDraft, undoDraft } from "@/lib/studio/drafts/undo-draft";
import { draftHistory } from "@/lib/studio/history/draft-steps";
import { entityHistory } from "@/lib/studio/history/entity-history";
import type { CellEvent } from "@/lib/studio/history/history";
import { readHistory } from "@/lib/studio/history/read-history";
import { restoreValue, restoreWithdrawn } from "@/lib/studio/history/restore";
import { publish, toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy, SPROCKET } from "../setup/studio";

const store = useStore();
const DATASET = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;
let guest: Viewer;
let elsewhere: Viewer;

const mine = async (viewer = ada) => (await openDraft(viewer, { dataset: DATASET }, store.db)).id;
const history = async (month: number, viewer = ada) =>
  (await readHistory(viewer, { series: SPROCKET, period: `2026-0${month}-01` }, store.db)).events;
const told = ({ kind, by, before, after, step }: CellEvent) =>
  `${kind}${step ? ` ${step.kind}${step.undone ? " undone" : ""}` : ""} by ${by}: ${before?.value ?? "nothing"} → ${after?.status === "W" ? "withdrawn" : (after?.value ?? "nothing")}`;
const proposed = async () =>
  (await readDraftCells(ada, { draft: await mine() }, store.db)).map(({ period, value, reason, note }) => ({
    period,
    value,
    reason,
    note,
  }));

async function publishAs(author: Viewer, second: Viewer, month: number, given: Parameters<typeof content>) {
  const draft = await mine(author);
  await editDraft(author, { draft, edits: [edit(month, content(...given))] }, store.db);
  await approved(store.db, author, second, draft);
  await publishDraft(author, { draft }, store.db);
  return draft;
}

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada");
  ben = await colleague(store.db, "Ben");
  guest = await colleague(store.db, "Guest", "subscriber");
  const other = await colleague(store.db, "Out");
  const [house] = await store.db.sql<{ id: number }[]>`
    insert into organisation (slug, name) values ('other', 'Other house') returning id::int`;
  await setMember(store.db, house?.id ?? 0, other.personId, "analyst");
  elsewhere = { ...other, organisationId: house?.id ?? 0, organisation: "Other house" };
  await publishToy(store.db, 1, 10);
  await publishToy(store.db, 2, 20);
});

describe("the history of a cell", () => {
  it("tells who, when, why, from which source, before and after: drafted, undone, published", async () => {
    const draft = await mine();
    await editDraft(ada, { draft, edits: [edit(1, content(12, { reason: "correction", note: "a typo" }))] }, store.db);
    await editDraft(ada, { draft, edits: [edit(1, content(13, { reason: "correction" }))] }, store.db);
    await undoDraft(ada, { draft }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishDraft(ada, { draft }, store.db);
    const events = await history(1);
    expect(events.map(told)).toEqual([
      "published by Ada: 10 → 12",
      "drafted edit undone by Ada: 12 → 13",
      "drafted edit by Ada: 10 → 12",
      "published by toy-feed: nothing → 10",
    ]);
    expect(events[0]).toMatchObject({
      reason: "correction",
      note: "a typo",
      why: "Constructed for a test",
      source: { key: "toy-survey", title: "Constructed survey" },
      draft: { id: draft, state: "published" },
      release: 3,
      stands: true,
    });
    expect(events.map((one) => one.stands)).toEqual([true, false, false, false]);
  });

  it("keeps another organisation's drafts to itself", async () => {
    expect((await history(1, elsewhere)).map((one) => one.kind)).toEqual(["published", "published"]);
    expect((await history(1, elsewhere)).map((one) => one.draft)).toEqual([null, null]);
    await expect(history(1, guest)).rejects.toMatchObject({ code: "forbidden" });
    await expect(history(1, { ...ada, entitlements: [] })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is there for who looks on as an analyst, and for a series that is only proposed", async () => {
    const looking = { ...ada, viewedBy: { personId: ben.personId, name: "Ben", until: "2030-01-01T00:00:00Z" } };
    expect(await history(1, looking)).toHaveLength(4);
    const draft = await mine();
    const place = { measure: "lead_time", dims: { part: "flux-gate", region: "south" }, period: "2026-01-01" };
    await editDraft(ada, { draft, edits: [{ place, content: content(7) }] }, store.db);
    const code = "TOY_LEAD_TIME.FLUX_GATE.SOUTH";
    const page = await readHistory(ada, { series: code }, store.db);
    expect(page.place).toMatchObject({ id: null, title: "Flux gate · South · Lead time", unit: "weeks" });
    expect(page.events.map(told)).toEqual(["drafted edit by Ada: nothing → 7"]);
    await expect(readHistory(elsewhere, { series: code }, store.db)).rejects.toMatchObject({ code: "not_found" });
    await discardDraft(ada, { draft }, store.db);
  });

  it("tells what the gate held and who decided", async () => {
    await store.db.sql`
      insert into connector_run (connector, trigger, started_by, observed_on) values ('toy-feed', 'command', 't', '2026-03-01')`;
    await store.db.sql`
      insert into held_item (run_id, connector, dataset, series, period, value, standing, proposal, rule, reason, state,
        decided_at, decided_by, decision)
      select max(id), 'toy-feed', ${DATASET}, ${SPROCKET}, '2026-02-01', 200, 20, '{"source": "toy-survey"}', 'jump',
        'ten times the last', 'rejected', now(), 'Ben', 'a slip' from connector_run`;
    const [first] = await history(2);
    expect(first).toMatchObject({ kind: "held", by: "Ben", why: "rejected: a slip", note: "ten times the last" });
    expect(first && told(first)).toBe("held by Ben: 20 → 200");
  });
});

describe("the history of a series", () => {
  it("is paged without gap or double, rows of one moment too", async () => {
    await publish(store.db, {
      observations: Array.from({ length: 9 }, (_, at) => ({
        dataset: DATASET,
        measure: "lead_time",
        dims: { part: "sprocket", region: "south" },
        period: `2025-0${at + 1}-01`,
        value: at,
        status: "A" as const,
        source: "toy-survey",
      })),
    });
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 5; page += 1) {
      const query = { series: "TOY_LEAD_TIME.SPROCKET.SOUTH", limit: 4, ...(before ? { before } : {}) };
      const { events, next } = await readHistory(ada, query, store.db);
      seen.push(...events.map((one) => one.period));
      if (next === null) break;
      before = next;
    }
    expect(seen).toEqual(Array.from({ length: 9 }, (_, at) => `2025-0${9 - at}-01`));
  });

  it("refuses a page that was made up", async () => {
    await expect(readHistory(ada, { series: SPROCKET, before: "x' or 1=1" }, store.db)).rejects.toThrow("not there");
  });
});

describe("restoring", () => {
  const because = { reason: "correction", why: "the first one was right" } as const;

  it("puts an earlier vintage into the analyst's draft, to be reviewed like anything", async () => {
    const first = (await history(1)).at(-1);
    const from = { knownAt: first?.knownAt ?? "", recordedAt: first?.at ?? "" };
    const { words, draft } = await restoreValue(
      ada,
      { series: SPROCKET, period: "2026-01-01", from, ...because },
      store.db,
    );
    expect(words).toContain(`1 value is in your draft ${draft} now`);
    expect(await proposed()).toEqual([
      { period: "2026-01-01", value: 10, reason: "correction", note: "Restored: the first one was right." },
    ]);
    expect((await history(1))[0]).toMatchObject({ step: { kind: "restore", undone: false } });
    await approved(store.db, ada, ben, draft);
    await publishDraft(ada, { draft }, store.db);
    expect((await history(1)).map(told)[0]).toBe("published by Ada: 12 → 10");
  });

  it("brings back what an act in a draft had left, even where it was undone", async () => {
    const undone = (await history(1)).find((one) => one.step?.undone);
    const from = { step: undone?.step?.id ?? 0 };
    await restoreValue(ada, { series: SPROCKET, period: "2026-01-01", from, ...because }, store.db);
    expect((await proposed()).map((one) => one.value)).toEqual([13]);
    await expect(
      restoreValue(elsewhere, { series: SPROCKET, period: "2026-01-01", from, ...because }, store.db),
    ).rejects.toMatchObject({ code: "not_found" });
    await discardDraft(ada, { draft: await mine() }, store.db);
  });

  it("brings back withdrawn rows and whole series, each at its last value", async () => {
    await publishAs(ada, ben, 1, [null, { reason: "correction" }]);
    await publishAs(ada, ben, 2, [null, { reason: "correction" }]);
    expect((await readHistory(ada, { series: SPROCKET }, store.db)).withdrawn).toBe(2);
    await restoreWithdrawn(ada, { series: SPROCKET, period: "2026-02-01", ...because }, store.db);
    expect((await proposed()).map(({ period, value }) => [period, value])).toEqual([["2026-02-01", 20]]);
    await restoreWithdrawn(ada, { series: SPROCKET, ...because }, store.db);
    expect((await proposed()).map(({ period, value }) => [period, value])).toEqual([
      ["2026-01-01", 10],
      ["2026-02-01", 20],
    ]);
    const withdrawal = (await history(1)).find((one) => one.kind === "published" && one.after?.status === "W");
    const from = { knownAt: withdrawal?.knownAt ?? "", recordedAt: withdrawal?.at ?? "" };
    await expect(
      restoreValue(ada, { series: SPROCKET, period: "2026-01-01", from, ...because }, store.db),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("asks for a reason in words and as a code, and is no subscriber's", async () => {
    const ask = { series: SPROCKET, from: { step: 1 }, period: "2026-01-01" };
    await expect(restoreValue(ada, { ...ask, reason: "", why: "it was right" }, store.db)).rejects.toThrow(
      "choose a reason",
    );
    await expect(restoreValue(ada, { ...ask, reason: "correction", why: " " }, store.db)).rejects.toThrow("say why");
    await expect(restoreValue(guest, { ...ask, ...because }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      restoreWithdrawn(ada, { series: "TOY_LEAD_TIME.SPROCKET.SOUTH", ...because }, store.db),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the steps of a draft", () => {
  it("are told with who, what and how many, and which are undone, across undo, redo and a new branch", async () => {
    const draft = await mine(ben);
    const put = (month: number, value: number) =>
      editDraft(ben, { draft, edits: [edit(month, content(value))], kind: "paste" }, store.db);
    await put(3, 1);
    await put(4, 2);
    await put(5, 3);
    await undoDraft(ben, { draft }, store.db);
    await undoDraft(ben, { draft }, store.db);
    await redoDraft(ben, { draft }, store.db);
    await put(6, 4);
    const { steps } = await draftHistory(ada, { draft }, store.db);
    expect(steps.map(({ by, kind, cells, undone }) => [by, kind, cells, undone])).toEqual([
      ["Ben", "paste", 1, false],
      ["Ben", "paste", 1, true],
      ["Ben", "paste", 1, false],
      ["Ben", "paste", 1, false],
    ]);
    const { next } = await draftHistory(ada, { draft, limit: 2 }, store.db);
    expect((await draftHistory(ada, { draft, before: next ?? 0 }, store.db)).steps).toHaveLength(2);
    await expect(draftHistory(elsewhere, { draft }, store.db)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the history of an entity", () => {
  it("tells its states field by field, its names, relations, merges and what is proposed", async () => {
    const one = { kind: "company" as const, slug: "one", name: "One", attributes: { ticker: "ONE" }, verified: false };
    await publish(store.db, { entities: [one, { kind: "company", slug: "two", name: "Two", verified: true }] });
    await publish(store.db, {
      author: { kind: "person", name: "Ada" },
      reason: "It was renamed",
      entities: [{ ...one, name: "One Corp", attributes: { ticker: "ONEC" }, aliases: ["Uno"], source: "toy-survey" }],
      relations: [
        {
          from: { kind: "company", slug: "one" },
          relation: "owns",
          to: { kind: "company", slug: "two" },
          since: "2020-01-01",
          source: "toy-survey",
        },
      ],
    });
    const draft = (await openDraft(ada, { dataset: "catalogue" }, store.db)).id;
    await putItem(ada, { draft, kind: "entity", proposal: { ...one, name: "One Again" } }, store.db);
    await store.db.sql`
      insert into entity_merge (entity_id, into_id, reason, person_id)
      select a.id, b.id, 'the same', ${ada.personId} from entity a, entity b where a.slug = 'two' and b.slug = 'one'`;
    const { name, events } = await entityHistory(ada, { kind: "company", slug: "one" }, store.db);
    expect(name).toBe("One Corp");
    expect(events.map((event) => event.words).toSorted()).toEqual([
      "Also called Uno",
      "Became known as One",
      "Changed",
      "Proposed a change",
      "one owns two since 2020-01-01",
      "two was merged into one",
    ]);
    expect(events.find((event) => event.words === "Changed")).toMatchObject({
      by: "Ada",
      why: "It was renamed",
      source: { key: "toy-survey" },
      changes: expect.arrayContaining([
        { field: "name", before: "One", after: "One Corp" },
        { field: "ticker", before: "ONE", after: "ONEC" },
      ]),
    });
    const seen = await entityHistory(elsewhere, { kind: "company", slug: "one" }, store.db);
    expect(seen.events.map((event) => event.words)).not.toContain("Proposed a change");
    await expect(entityHistory(ada, { kind: "company", slug: "none" }, store.db)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
