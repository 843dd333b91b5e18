import { beforeAll, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { readObservations } from "@/lib/store/read-observations";
import { readReleases } from "@/lib/store/read-releases";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { readDraftCells } from "@/lib/studio/drafts/read-draft-cells";
import { undoDraft } from "@/lib/studio/drafts/undo-draft";
import { publish, toyDataset, useStore } from "../setup/store";
import { approved, colleague, content } from "../setup/studio";
import type { CellEdit } from "@/lib/studio/drafts/draft";

const store = useStore();
const DATASET = "toy-lead-times";
let analysts: Viewer[];

beforeAll(async () => {
  toyDataset();
  analysts = [];
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) analysts.push(await colleague(store.db, `Analyst ${n}`));
  await publish(store.db, {});
});

/** An edit of a month that belongs to one analyst alone: each works on years of their own. */
const own = (who: number, month: number, value: number): CellEdit => ({
  place: {
    measure: "lead_time",
    dims: { part: "flux-gate", region: "south" },
    period: `${2000 + who}-${String(month).padStart(2, "0")}-01`,
  },
  content: content(value),
});

const fed = (month: number, value: number) => ({
  dataset: DATASET,
  measure: "lead_time",
  dims: { part: "sprocket", region: "south" },
  period: `2025-${String(month).padStart(2, "0")}-01`,
  value,
  status: "A" as const,
  source: "toy-survey",
});

describe("eight analysts at once, while a feed publishes", () => {
  it("lose no edit, and every publication has a release of its own", async () => {
    const db = connect(store.db.url, { max: 12 });
    const feed = (async () => {
      for (let n = 1; n <= 12; n += 1)
        await publish(db, { author: { kind: "connector", name: "toy-feed" }, observations: [fed(n, n)] });
    })();
    const work = analysts.map(async (viewer, who) => {
      const { id } = await openDraft(viewer, { dataset: DATASET }, db);
      for (let month = 1; month <= 12; month += 1) {
        await editDraft(viewer, { draft: id, edits: [own(who, month, 50 + month)] }, db);
        await editDraft(viewer, { draft: id, edits: [own(who, month, 100 + month)] }, db);
        if (month % 4 === 0) await undoDraft(viewer, { draft: id }, db);
      }
      const kept = (await readDraftCells(viewer, { draft: id }, db)).map((cell) => cell.value);
      expect(kept).toEqual([101, 102, 103, 54, 105, 106, 107, 58, 109, 110, 111, 62]);
      const second = analysts[(who + 1) % analysts.length] ?? viewer;
      await approved(db, viewer, second, id);
      await publishDraft(viewer, { draft: id }, db);
    });
    await Promise.all([feed, ...work]);
    const all = await readObservations(db.sql, { dataset: DATASET });
    expect(all).toHaveLength(8 * 12 + 12);
    const releases = await readReleases(db.sql, { datasets: [DATASET], limit: 100, before: "2200-01-01T00:00:00Z" });
    expect(releases.map((one) => one.number)).toEqual(Array.from({ length: 20 }, (_, at) => 20 - at));
    await db.close();
  });

  it("who edit one cell in the same draft at the same moment: one is first, the others are told", async () => {
    const [first] = analysts;
    if (!first) throw new Error("eight analysts were made");
    const { id } = await openDraft(first, { dataset: DATASET }, store.db);
    const tabs = [1, 2, 3, 4, 5, 6].map((value) =>
      editDraft(first, { draft: id, edits: [{ ...own(20, 1, value), expects: 0 }] }, store.db),
    );
    const outcomes = await Promise.all(tabs);
    const taken = outcomes.filter((one) => one.refused.length === 0);
    expect(taken).toHaveLength(1);
    const [cell] = await readDraftCells(first, { draft: id }, store.db);
    for (const one of outcomes.filter((outcome) => outcome !== taken[0]))
      expect(one.refused[0]).toMatchObject({ code: "conflict", theirs: { value: cell?.value } });
  });

  it("whose publication waited for another's stands after it", async () => {
    const db = connect(store.db.url, { max: 4 });
    const late = publish(db, { observations: [fed(1, 50)] }, async () => {
      await new Promise<void>((resolve) => {
        begun.push(resolve);
      });
    });
    const begun: (() => void)[] = [];
    await expect.poll(() => begun.length).toBe(1);
    const waiting = publish(db, { observations: [fed(1, 60)] });
    begun[0]?.();
    await Promise.all([late, waiting]);
    const [value] = (await readObservations(db.sql, { dataset: DATASET, where: { part: "sprocket" } })).filter(
      (one) => one.period === "2025-01-01",
    );
    expect(value?.value).toBe(60);
    await db.close();
  });
});
