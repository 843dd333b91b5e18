import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { FLAT, readDraftPage } from "@/lib/studio/desk/read-draft-page";
import { diffDraft } from "@/lib/studio/drafts/diff-draft";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { groupDraft } from "@/lib/studio/drafts/group-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague, content } from "../setup/studio";

const store = useStore();
const DATASET = "toy-lead-times";
const SPROCKET = "TOY_LEAD_TIME.SPROCKET.NORTH";
const GATE = "TOY_LEAD_TIME.FLUX_GATE.SOUTH";
let ada: Viewer;
let draft = 0;

const months = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) => `${2015 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`,
  );

const place = (part: string, region: string, period: string) => ({
  measure: "lead_time",
  dims: { part, region },
  period,
});

const edits = (part: string, region: string, values: readonly [string, number | null][]): CellEdit[] =>
  values.map(([period, value]) => ({ place: place(part, region, period), content: content(value) }));

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  const standing = months(30).map((period) => ({
    dataset: DATASET,
    ...place("sprocket", "north", period),
    value: 10,
    status: "A" as const,
    source: "toy-survey",
  }));
  await publish(store.db, { observations: standing });
  draft = (await openDraft(ada, { dataset: DATASET }, store.db)).id;
  const pasted = edits(
    "sprocket",
    "north",
    months(30).map((period, at) => [period, at === 7 ? 25 : 11]),
  );
  await editDraft(ada, { draft, edits: pasted, kind: "paste" }, store.db);
  const fresh = edits(
    "flux-gate",
    "south",
    months(4).map((period, at) => [period, 3 + at]),
  );
  await editDraft(ada, { draft, edits: fresh, kind: "import" }, store.db);
  await editDraft(ada, { draft, edits: edits("sprocket", "north", [[months(1)[0] ?? "", null]]) }, store.db);
  await editDraft(ada, { draft, edits: edits("flux-gate", "south", [["2019-01-01", 50]]) }, store.db);
});

describe("the values of a draft by series", () => {
  it("are counted, with their range and largest move, what moves furthest first", async () => {
    const { groups, total } = await groupDraft(ada, { draft }, store.db);
    expect(total).toBe(2);
    expect(groups).toMatchObject([
      { key: SPROCKET, cells: 30, changed: 29, added: 0, withdrawn: 1, least: 11, most: 25, series: 1, unit: "weeks" },
      { key: GATE, cells: 5, added: 5, changed: 0, withdrawn: 0, least: 3, most: 50, largest: null },
    ]);
    expect(groups[0]?.largest).toMatchObject({ period: "2015-08-01", before: 10, after: 25, move: 1.5 });
    expect(groups[0]?.title).toMatch(/Sprocket/);
  });

  it("are paged, and one of them is read alone with what moves furthest first", async () => {
    const second = await groupDraft(ada, { draft, limit: 1, offset: 1 }, store.db);
    expect([second.total, second.groups.map((one) => one.key)]).toEqual([2, [GATE]]);
    const lines = await diffDraft(ada, { draft, series: SPROCKET, order: "move", limit: 2 }, store.db);
    expect(lines.lines.map(({ cell }) => [cell.period, cell.value])[0]).toEqual(["2015-08-01", 25]);
    expect(lines.lines[0]?.sourceTitle).toBe("Constructed survey");
    expect(lines.total).toBe(35);
  });
});

describe("the values of a draft by cause", () => {
  it("stand by paste, import and stamp, each with who did it", async () => {
    const { groups } = await groupDraft(ada, { draft, by: "cause" }, store.db);
    const told = groups.map(({ kind, cells, by, series }) => [kind, cells, by, series]);
    expect(told.toSorted((a, b) => Number(b[1]) - Number(a[1]))).toEqual([
      ["paste", 29, "Ada One", 1],
      ["import", 4, "Ada One", 1],
      ["edit", 1, "Ada One", 1],
      ["edit", 1, "Ada One", 1],
    ]);
    const paste = groups.find((one) => one.kind === "paste");
    const { lines } = await diffDraft(ada, { draft, cause: paste?.key ?? "", limit: 100 }, store.db);
    expect(lines).toHaveLength(29);
  });
});

describe("the page of a draft", () => {
  it("reads no line of a large draft until a group is opened, and all of a small one", async () => {
    const closed = await readDraftPage(ada, { draft }, store.db);
    expect([closed.diff.lines.length, closed.grouped?.groups.length, closed.diff.total]).toEqual([0, 2, 35]);
    const opened = await readDraftPage(ada, { draft, open: GATE }, store.db);
    expect([opened.diff.lines.length, opened.grouped?.open?.key]).toEqual([5, GATE]);
    const other = await colleague(store.db, "Ben Two");
    const small = (await openDraft(other, { dataset: DATASET }, store.db)).id;
    const few = edits(
      "sprocket",
      "south",
      months(FLAT).map((period) => [period, 1]),
    );
    await editDraft(other, { draft: small, edits: few }, store.db);
    const flat = await readDraftPage(other, { draft: small }, store.db);
    expect([flat.grouped, flat.diff.lines.length]).toEqual([null, FLAT]);
  });

  it("says what discarding would put away only where it was asked", async () => {
    expect((await readDraftPage(ada, { draft }, store.db)).loss).toEqual([]);
    const { loss } = await readDraftPage(ada, { draft, asks: "discard" }, store.db);
    expect(loss.map((one) => [one.key, one.cells])).toEqual([
      [SPROCKET, 30],
      [GATE, 5],
    ]);
  });

  it("calls cells of which checks speak by their titles", async () => {
    const first = place("sprocket", "north", "2015-01-01");
    const { names } = await readDraftPage(ada, { draft, about: { series: SPROCKET, period: first.period } }, store.db);
    expect(names.get(`${SPROCKET} 2015-01-01`)).toMatchObject({
      period: "Jan-15",
      title: expect.stringContaining("Sprocket"),
    });
  });
});

describe("a draft of ten thousand values", () => {
  it("is grouped by the database, and reads of its lines only those that are shown", async () => {
    const author = await colleague(store.db, "Cara Three");
    const many = (await openDraft(author, { dataset: DATASET }, store.db)).id;
    const days = Array.from(
      { length: 2500 },
      (_, at) => `${1900 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`,
    );
    const all = ["sprocket", "flux-gate"].flatMap((part) =>
      ["north", "south"].flatMap((region) =>
        edits(
          part,
          region,
          days.map((period, at) => [period, (at % 300) + 1]),
        ),
      ),
    );
    const past = all.filter((one) => one.place.period < "2026-01-01");
    for (let at = 0; at < past.length; at += 2000)
      await editDraft(author, { draft: many, edits: past.slice(at, at + 2000), kind: "paste" }, store.db);
    const page = await readDraftPage(author, { draft: many, open: SPROCKET, offset: 200 }, store.db);
    expect([page.diff.total, page.grouped?.groups.length, page.diff.lines.length]).toEqual([past.length, 4, 100]);
  });
});
