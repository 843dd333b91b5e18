import { beforeAll, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import type { Viewer } from "@/lib/access/viewer";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readGrid } from "@/lib/studio/grid/read-grid";
import { readMissing } from "@/lib/studio/grid/read-missing";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague, content, edit, publishToy, SPROCKET } from "../setup/studio";

const store = useStore();
const query = { dataset: "toy-lead-times", measure: "lead_time" };
let ada: Viewer;
let ben: Viewer;

const toy = (part: string, region: string, period: string, value: number) => ({
  dataset: "toy-lead-times",
  measure: "lead_time",
  dims: { part, region },
  period,
  value,
  status: "A" as const,
  source: "toy-survey",
});

beforeAll(async () => {
  toyDataset();
  [ada, ben] = [await colleague(store.db, "Ada"), await colleague(store.db, "Ben")];
  await publish(store.db, {
    observations: [
      toy("sprocket", "north", "2026-01-01", 10),
      toy("sprocket", "north", "2026-03-01", 12),
      toy("sprocket", "south", "2026-01-01", 30),
      toy("flux-gate", "north", "2026-01-01", 20),
    ],
  });
});

const grid = (change: Partial<Parameters<typeof readGrid>[1]> = {}) => readGrid(ada, { ...query, ...change }, store.db);
const codes = async (change: Partial<Parameters<typeof readGrid>[1]>) =>
  (await grid(change)).rows.map((row) => row.series);

describe("the grid", () => {
  it("has a row for each series, with what is published by period, and no gap between periods", async () => {
    const { total, rows, columns, labels } = await grid();
    expect(total).toBe(3);
    expect(columns.slice(0, 3).map((one) => one.label)).toEqual(["Jan-26", "Feb-26", "Mar-26"]);
    expect((columns.at(-1)?.period ?? "") > now().toISOString().slice(0, 10)).toBe(true);
    const row = rows.find((one) => one.series === SPROCKET);
    expect(row).toMatchObject({ title: "Sprocket · North · Lead time", unit: "weeks", isNew: false, drafted: [] });
    expect(row?.published.map(({ column, value, source }) => [column, value, source])).toEqual([
      ["2026-01-01", 10, "toy-survey"],
      ["2026-03-01", 12, "toy-survey"],
    ]);
    expect(labels).toEqual({
      part: { sprocket: "Sprocket", "flux-gate": "Flux gate" },
      region: { north: "North", south: "South" },
    });
  });

  it("is narrowed by words and dimensions, sorted by any of them or by a period's values, and read in parts", async () => {
    expect(await codes({ filter: "sprocket sou" })).toEqual(["TOY_LEAD_TIME.SPROCKET.SOUTH"]);
    expect(await codes({ where: { part: ["flux-gate"] } })).toEqual(["TOY_LEAD_TIME.FLUX_GATE.NORTH"]);
    expect(await codes({ sort: "region", descending: true })).toHaveLength(3);
    expect(await codes({ sort: "2026-01-01", descending: true })).toEqual([
      "TOY_LEAD_TIME.SPROCKET.SOUTH",
      "TOY_LEAD_TIME.FLUX_GATE.NORTH",
      SPROCKET,
    ]);
    const all = await codes({ sort: "code" });
    expect([
      ...(await codes({ sort: "code", limit: 2 })),
      ...(await codes({ sort: "code", offset: 2, limit: 2 })),
    ]).toEqual(all);
    expect((await grid({ limit: 0 })).total).toBe(3);
  });

  it("refuses what does not exist, and who is no analyst of the dataset", async () => {
    await expect(grid({ sort: "colour" })).rejects.toMatchObject({ code: "invalid" });
    await expect(grid({ measure: "colour" })).rejects.toMatchObject({ code: "invalid" });
    await expect(grid({ where: { colour: ["red"] } })).rejects.toMatchObject({ code: "invalid" });
    const subscriber: Viewer = { ...ada, role: "subscriber" };
    await expect(readGrid(subscriber, query, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readGrid({ ...ada, entitlements: [] }, query, store.db)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("lays the draft over what is published, with new series at the end, and tells what cells lack", async () => {
    const draft = await openDraft(ada, { dataset: "toy-lead-times" }, store.db);
    const fresh = { measure: "lead_time", dims: { part: "flux-gate", region: "south" }, period: "2027-01-01" };
    await editDraft(
      ada,
      { draft: draft.id, edits: [edit(1, content(11)), { place: fresh, content: content(5, { source: null }) }] },
      store.db,
    );
    const { total, rows, missing, columns, draft: told } = await grid({ draft: draft.id });
    expect(total).toBe(4);
    expect(told).toMatchObject({ id: draft.id, cells: 2, canUndo: true });
    expect(missing).toEqual({ source: 1, reason: 1 });
    expect(columns.some((one) => one.period === "2027-01-01")).toBe(true);
    expect(rows.at(-1)).toMatchObject({
      series: "TOY_LEAD_TIME.FLUX_GATE.SOUTH",
      title: "Flux gate · South · Lead time",
      isNew: true,
      published: [],
      drafted: [{ value: 5, version: 1 }],
    });
    expect(rows.find((row) => row.series === SPROCKET)?.drafted).toMatchObject([{ value: 11, base: { value: 10 } }]);
    expect(await codes({ draft: draft.id, drafted: true })).toEqual([SPROCKET, "TOY_LEAD_TIME.FLUX_GATE.SOUTH"]);
    expect(await codes({ draft: draft.id, filter: "flux south" })).toEqual(["TOY_LEAD_TIME.FLUX_GATE.SOUTH"]);
    expect(await codes({ draft: draft.id, offset: 3, limit: 5 })).toEqual(["TOY_LEAD_TIME.FLUX_GATE.SOUTH"]);
    const named = ["TOY_LEAD_TIME.FLUX_GATE.SOUTH", SPROCKET, "TOY_LEAD_TIME.NOBODY.SOUTH"];
    expect(await codes({ draft: draft.id, series: named, filter: "nothing" })).toEqual([SPROCKET, named[0]]);
  });

  it("asks for no reason where what was published is withdrawn", async () => {
    const withdrawn = { ...edit(8, null).place, dataset: "toy-lead-times", source: "toy-survey" };
    await publishToy(store.db, 8, 8);
    await publish(store.db, { observations: [{ ...withdrawn, value: null, status: "W" }] });
    const draft = await openDraft(ada, { dataset: "toy-lead-times" }, store.db);
    const before = await readMissing(store.db, draft);
    await editDraft(ada, { draft: draft.id, edits: [edit(8, content(9))] }, store.db);
    expect(await readMissing(store.db, draft)).toEqual(before);
  });

  it("shows what a colleague's open draft has for the same cells", async () => {
    const theirs = await openDraft(ben, { dataset: "toy-lead-times" }, store.db);
    await editDraft(ben, { draft: theirs.id, edits: [edit(1, content(99))] }, store.db);
    const { rows } = await grid();
    const row = rows.find((one) => one.series === SPROCKET);
    expect(row?.rivals.find((one) => one.draft === theirs.id)).toMatchObject({
      period: "2026-01-01",
      value: 99,
      author: "Ben",
    });
  });

  it("shows a new release at once, whatever was kept", async () => {
    const before = await grid();
    await publishToy(store.db, 4, 15);
    const after = await grid();
    expect(after.state).not.toBe(before.state);
    expect(after.rows.find((row) => row.series === SPROCKET)?.published.at(-1)).toMatchObject({ value: 15 });
  });
});
