import { beforeAll, describe, expect, it } from "vitest";
import type { Entitlement, Viewer } from "@/lib/access/viewer";
import { carriesFigure } from "@/lib/access/carries-figure";
import { now } from "@/lib/kernel/clock";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { changeSource } from "@/lib/studio/sources/change-source";
import { findDuplicates } from "@/lib/studio/sources/find-duplicates";
import { listSources } from "@/lib/studio/sources/list-sources";
import { readSourceMergeEffect } from "@/lib/studio/sources/merge-effect";
import { proposeSourceMerge } from "@/lib/studio/sources/propose-merge";
import { readSource } from "@/lib/studio/sources/read-source";
import { searchSources } from "@/lib/studio/sources/search-sources";
import { wideToyDataset } from "../../setup/store-toy";
import { publish, toyDataset, useStore } from "../../setup/store";
import { colleague, content, edit } from "../../setup/studio";

const store = useStore();
const DAY = 86_400_000;
const ago = (days: number) => new Date(now().getTime() - days * DAY).toISOString();
const source = (key: string, title: string) => ({ key, title, publisher: "Constructed publisher", kind: "note" });
const value = (dataset: string, region: string, name: string, period: string, knownAt: string) => ({
  dataset,
  measure: "lead_time",
  dims: { part: "sprocket", region },
  period,
  value: 7,
  status: "E" as const,
  source: name,
  knownAt,
});

let house: Viewer;
const reading = (entitlements: Entitlement[]): Viewer => ({ ...house, entitlements });
const narrow = () => reading([{ dataset: "toy-lead-times", delayDays: 0 }]);
const late = () => reading([{ dataset: "*", delayDays: 180 }]);

beforeAll(async () => {
  toyDataset();
  wideToyDataset();
  await publish(store.db, {
    sources: [
      source("both", "Paper of both"),
      source("wide-alone", "Constructed share 58.4 %"),
      source("new-here", "Constructed paper of this week"),
      source("new-there", "Constructed paper of this week"),
      source("unused", "Paper on which nothing rests"),
    ],
    observations: [
      value("toy-lead-times", "north", "both", "2025-01-01", ago(400)),
      value("toy-lead-times", "north", "both", "2025-02-01", ago(10)),
      value("toy-wide", "region-0", "both", "2025-01-01", ago(300)),
      value("toy-wide", "region-1", "wide-alone", "2025-01-01", ago(300)),
      value("toy-lead-times", "south", "new-here", "2025-01-01", ago(5)),
      value("toy-wide", "region-2", "new-there", "2025-01-01", ago(5)),
    ],
  });
  house = await colleague(store.db, "The analyst");
});

const listed = async (viewer: Viewer) =>
  Object.fromEntries(
    (await listSources(viewer, { state: "all" }, store.db)).lines.map((one) => [one.key, one.observations]),
  );

describe("a source", () => {
  it("is known to who may read one of its values as known to them, and counted over these alone", async () => {
    expect(await listed(house)).toEqual({
      both: 3,
      "wide-alone": 1,
      "new-here": 1,
      "new-there": 1,
      unused: 0,
      "toy-survey": 0,
    });
    expect(await listed(narrow())).toEqual({ both: 2, "new-here": 1 });
    expect(await listed(late())).toEqual({ both: 2, "wide-alone": 1 });
    expect(await listed(reading([]))).toEqual({});
  });

  it("is dated by the newest value that the viewer may read", async () => {
    const newest = async (viewer: Viewer) =>
      (await readSource(viewer, "both", store.db)).datasets
        .map((one) => `${one.dataset} ${one.observations} ${one.newestAt.slice(0, 10)}`)
        .toSorted((a, b) => a.localeCompare(b));
    const day = (days: number) => ago(days).slice(0, 10);
    expect(await newest(late())).toEqual([`toy-lead-times 1 ${day(400)}`, `toy-wide 1 ${day(300)}`]);
    expect(await newest(narrow())).toEqual([`toy-lead-times 2 ${day(10)}`]);
  });

  it("that is not to be known answers everywhere as one that is not there", async () => {
    const none = { code: "not_found", message: "There is no source called “wide-alone”." };
    const viewer = narrow();
    await expect(readSource(viewer, "wide-alone", store.db)).rejects.toMatchObject(none);
    await expect(
      changeSource(viewer, { what: "archive", key: "wide-alone", reason: "why not" }, store.db),
    ).rejects.toMatchObject(none);
    await expect(readSourceMergeEffect(viewer, { key: "both", into: "wide-alone" }, store.db)).rejects.toMatchObject(
      none,
    );
    await expect(
      proposeSourceMerge(viewer, { keys: ["new-here"], into: "wide-alone", reason: "the same" }, store.db),
    ).rejects.toMatchObject(none);
    expect(await searchSources(viewer, { text: "58.4" }, store.db)).toEqual([]);
    const { id: draft } = await openDraft(viewer, { dataset: "toy-lead-times" }, store.db);
    const proposed = edit(3, content(1, { source: "wide-alone" }));
    const { refused } = await editDraft(viewer, { draft, edits: [proposed] }, store.db);
    expect(refused).toMatchObject([{ field: "source", message: expect.stringContaining(none.message) }]);
  });

  it("is not changed by who works on a part of its numbers alone, and is not told which others there are", async () => {
    const archive = { what: "archive", key: "both", reason: "to see" };
    const refused = changeSource(narrow(), archive, store.db);
    await expect(refused).rejects.toMatchObject({ code: "forbidden", message: expect.not.stringContaining("wide") });
  });

  it("is no half of a pair, no filter and no count for who may not know of it", async () => {
    const pairs = async (viewer: Viewer) => (await findDuplicates(viewer, store.db)).length;
    expect([await pairs(house), await pairs(narrow()), await pairs(late())]).toEqual([1, 0, 0]);
    expect((await listSources(narrow(), {}, store.db)).lacking).toMatchObject({ sources: 2 });
    expect((await listSources(reading([]), {}, store.db)).publishers).toEqual([]);
  });
});

describe("a reason in public", () => {
  it.each([
    "Corrected the share to 58.4 %",
    "It was 12 and is 14",
    "Capex is $5bn",
    "Was 2026.5 before",
    "Rose ٣ points",
  ])("is withheld where it counts: %s", (words) => expect(carriesFigure(words)).toBe(true));
  it.each([
    "A typing error",
    "The 10-K of 2026-03-02 says otherwise",
    "H100 in Q3 2026 was read as H200",
    "Restated by methodology 1.1.0",
    "As filed on 2 March 2026 for FY2025",
  ])("stands where its digits name something: %s", (words) => expect(carriesFigure(words)).toBe(false));
});
