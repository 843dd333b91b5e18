import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { checkDraft } from "@/lib/studio/drafts/check-draft";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague, content, SPROCKET } from "../setup/studio";

const store = useStore();
let ada: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  await publish(store.db, {});
});

const PLACE = { measure: "lead_time", dims: { part: "sprocket", region: "north" }, period: "2099-01-01" };
const future = (status: "A" | "P" | "E"): CellEdit => ({ place: PLACE, content: content(12, { status }) });

describe("an actual of a month that is not over", () => {
  it("keeps its draft from going on, in words that name the cell, until it is provisional or an estimate", async () => {
    const { id: draft } = await openDraft(ada, { dataset: "toy-lead-times" }, store.db);
    await editDraft(ada, { draft, edits: [future("A")] }, store.db);
    const found = await checkDraft(ada, { draft }, store.db);
    expect(found.filter((one) => one.blocking)).toMatchObject([
      { rule: "no-future-actuals", place: { series: SPROCKET, period: "2099-01-01" } },
    ]);
    expect(found.filter((one) => /Jan-99/.test(one.message))).toHaveLength(1);
    const submitted = submitDraft(ada, { draft, reason: "Constructed for a test" }, store.db);
    await expect(submitted).rejects.toThrow(/Jan-99 ends on 2099-01-31.*provisional or an estimate\. Nothing/);
    for (const status of ["P", "E"] as const) {
      await editDraft(ada, { draft, edits: [future(status)] }, store.db);
      expect((await checkDraft(ada, { draft }, store.db)).filter((one) => one.blocking)).toEqual([]);
    }
  });

  it("is refused at the door of the store, whoever brings it and with or without a day of its own", async () => {
    const actual = { ...PLACE, dataset: "toy-lead-times", value: 12, status: "A" as const, source: "toy-survey" };
    for (const observation of [actual, { ...actual, period: "2026-01-01", knownAt: "2026-01-31T12:00:00.000Z" }])
      await expect(publish(store.db, { observations: [observation] })).rejects.toThrow(/cannot be known on/);
    const late = { ...actual, period: "2026-01-01", knownAt: "2026-02-01T00:00:00.000Z" };
    expect((await publish(store.db, { observations: [late] })).appended.observations).toBe(1);
  });
});

describe("a note that says of a number what its form does not", () => {
  it("asks for the floor to be stored as one, and lets the draft go on", async () => {
    const { id: draft } = await openDraft(ada, { dataset: "toy-lead-times" }, store.db);
    const edit = (over: Parameters<typeof content>[1]): CellEdit => ({
      place: { ...PLACE, period: "2098-01-01" },
      content: content(12, { status: "E", note: "more than 12 weeks", ...over }),
    });
    const asked = async () =>
      (await checkDraft(ada, { draft }, store.db)).filter((one) => one.rule === "form").map((one) => one.blocking);
    await editDraft(ada, { draft, edits: [edit({})] }, store.db);
    expect(await asked()).toEqual([false]);
    await editDraft(ada, { draft, edits: [edit({ value: null, low: 12 })] }, store.db);
    expect(await asked()).toEqual([]);
  });
});
