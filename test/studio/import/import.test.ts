import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readDraftCells } from "@/lib/studio/drafts/read-draft-cells";
import { listDrafts } from "@/lib/studio/drafts/read-draft";
import { undoDraft } from "@/lib/studio/drafts/undo-draft";
import { applyImport } from "@/lib/studio/import/apply-import";
import { receiveUpload } from "@/lib/studio/import/file/receive-upload";
import { lookAtColumns } from "@/lib/studio/import/look-at-table";
import type { Mapping } from "@/lib/studio/import/mapping/mapping";
import { rejectedRows } from "@/lib/studio/import/rejected-rows";
import { readImport, saveFixes } from "@/lib/studio/import/work";
import { applied, broughtIn, checked, useImportFolder } from "../../setup/import";
import { toyDataset, useStore } from "../../setup/store";
import { colleague, publishToy } from "../../setup/studio";
import { oneSheet, styled } from "../../setup/workbook";

const house = useStore();
const { store } = useImportFolder();
const DATASET = "toy-lead-times";
const tools = () => ({ db: house.db, store });
const said: Partial<Mapping> = { status: "A", source: "toy-survey" };
let ada: Viewer;
let ben: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(house.db, "Ada One");
  ben = await colleague(house.db, "Ben Two");
  await publishToy(house.db, 1, 10);
  await publishToy(house.db, 2, 11);
});

const bring = (viewer: Viewer, name: string, bytes: Uint8Array | string, change: Partial<Mapping> = said) =>
  broughtIn(viewer, tools(), { dataset: DATASET, name, bytes }, change);

/** Puts away what stands open, so that each test begins without a draft. */
async function withoutDraft(viewer: Viewer): Promise<void> {
  for (const one of await listDrafts(viewer, { mine: true, states: ["draft"] }, house.db))
    await discardDraft(viewer, { draft: one.id }, house.db);
}

async function cellsOf(viewer: Viewer): Promise<[string, string, number | null][]> {
  const { id } = await openDraft(viewer, { dataset: DATASET }, house.db);
  const cells = await readDraftCells(viewer, { draft: id }, house.db);
  return cells.map((one) => [one.series.replace("TOY_LEAD_TIME.", ""), one.period, one.value]);
}

describe("a long file", () => {
  const file = [
    "Part,Region,Date,Lead time",
    "Sprocket,North,2026-01-01,10",
    "sprocket,NORTH,Feb-26,12.5",
    "Flux gate,south,2026-03,7",
    "Flux gate,South,2026-03-31,8",
    "Sproket,North,2026-04,9",
    "Sprocket,North,2026-04-15,9",
    "Sprocket,North,2026-05,500",
    "Sprocket,North,2026-06,",
    "Sprocket,North,2026-07,soon",
  ].join("\r\n");

  it("is guessed by its names and taken row by row, the bad ones told by line, column and reason", async () => {
    await withoutDraft(ada);
    const ref = await bring(ada, "leads.csv", file);
    expect(ref.mapping.columns).toEqual(["dimension:part", "dimension:region", "period", "value"]);
    const { find } = await checked(ada, tools(), ref);
    const told = find("checked");
    expect(told?.tally).toEqual({ rows: 9, good: 1, unchanged: 1, empty: 1, bad: 6, badRows: 6 });
    expect(told?.faults.map(({ line, header, value, reason }) => [line, header, value, reason])).toEqual([
      [4, "Lead time", "7", "line 5 says 8 for the same series and period: neither is taken"],
      [5, "Lead time", "8", "line 4 says 7 for the same series and period: neither is taken"],
      [6, "Part", "Sproket", "there is no Part called “Sproket”; near it: “Sprocket”"],
      [7, "Date", "2026-04-15", "“2026-04-15” is neither the first nor the last day of a month"],
      [8, "Lead time", "500", "500 is above 400 weeks, the most that can be"],
      [10, "Lead time", "soon", "“soon” is no number"],
    ]);
    expect(await cellsOf(ada)).toEqual([]);
  });

  it("goes into the draft as one step, which is undone as one; rows that stand already are left alone", async () => {
    await withoutDraft(ada);
    const ref = await bring(ada, "leads.csv", file);
    await saveFixes(ada, { dataset: DATASET, upload: ref.upload, fixes: { "5:3": "7" } }, house.db);
    const { find } = await applied(ada, tools(), ref);
    const outcome = find("applied")?.outcome;
    expect(outcome?.tally).toMatchObject({ good: 2, unchanged: 1, bad: 4 });
    expect(await cellsOf(ada)).toEqual([
      ["FLUX_GATE.SOUTH", "2026-03-01", 7],
      ["SPROCKET.NORTH", "2026-02-01", 12.5],
    ]);
    const audits = await house.db
      .sql`select detail from audit_event where action = 'import.applied' and person_id = ${ada.personId}`;
    expect(audits.at(-1)?.["detail"]).toMatchObject({ name: "leads.csv", good: 2, bad: 4 });
    expect((await readImport(ada, { dataset: DATASET, upload: ref.upload }, house.db)).outcome).toEqual(outcome);
    await expect(applied(ada, tools(), ref)).rejects.toMatchObject({
      message: expect.stringMatching(/^Nothing in this file changes anything/),
    });
    await undoDraft(ada, { draft: outcome?.draft ?? 0 }, house.db);
    expect(await cellsOf(ada)).toEqual([]);
  });

  it("takes cells that were corrected in place", async () => {
    await withoutDraft(ada);
    const ref = await bring(ada, "leads.csv", file);
    const { dataset, upload } = ref;
    await saveFixes(ada, { dataset, upload, fixes: { "5:3": "7", "6:0": "Sprocket", "8:3": "50" } }, house.db);
    await saveFixes(ada, { dataset, upload, fixes: { "10:3": "14" } }, house.db);
    const { find } = await checked(ada, tools(), ref);
    expect(find("checked")?.tally).toMatchObject({ good: 5, bad: 1 });
    expect(find("checked")?.preview.map((one) => [one.line, one.content.value])).toEqual([
      [3, 12.5],
      [4, 7],
      [6, 9],
      [8, 50],
      [10, 14],
    ]);
  });

  it("takes one correction for all cells of a column that say the same, but for those corrected by themselves", async () => {
    await withoutDraft(ada);
    const rows = ["2026-03", "2026-04", "2026-05"].map((month) => `Sproket: 2,North,${month},9`);
    const ref = await bring(ada, "alike.csv", `Part,Region,Date,Lead time\n${rows.join("\n")}\n`);
    const { dataset, upload } = ref;
    await saveFixes(ada, { dataset, upload, fixes: { "*:0:Sproket: 2": "Sprocket", "3:0": "Flux gate" } }, house.db);
    const { find } = await checked(ada, tools(), ref);
    expect(find("checked")?.preview.map((one) => one.place.dims["part"])).toEqual([
      "sprocket",
      "flux-gate",
      "sprocket",
    ]);
    await expect(saveFixes(ada, { dataset, upload, fixes: { nowhere: "x" } }, house.db)).rejects.toThrow("nowhere");
  });

  it("gives its bad rows as CSV, which cannot run as a formula", async () => {
    const ref = await bring(
      ada,
      "leads.csv",
      `Part,Region,Date,Lead time\n=cmd(),North,2026-01,5\n"Sprocket",North,2026-02,x\n`,
    );
    const chunks: string[] = [];
    for await (const text of rejectedRows(ada, { dataset: DATASET, upload: ref.upload }, tools())) chunks.push(text);
    expect(chunks.join("").split("\r\n")).toEqual([
      "line,column,value,reason,Part,Region,Date,Lead time",
      "2,Part,'=cmd(),\"there is no Part called “=cmd()”; there are “Sprocket”, “Flux gate”\",'=cmd(),North,2026-01,5",
      "3,Lead time,x,“x” is no number,Sprocket,North,2026-02,x",
      "",
    ]);
  });
});

describe("a wide file", () => {
  it("has its periods across, as labels or as dates of a workbook", async () => {
    await withoutDraft(ada);
    const rows = [
      ["Lead times, weeks"],
      [],
      ["Part", "Region", "Jan-26", styled(1, 46_054), "2026-03", "Apr 2026 E"],
      ["Sprocket", "North", 10, 12, "n/a", 14],
      ["Flux gate", "North", null, 6, "6,5", "?"],
    ].map((row) => row as (string | number | null)[]);
    const ref = await bring(ada, "wide.xlsx", oneSheet(rows, { formats: [17] }));
    expect(ref.mapping.columns).toEqual(["dimension:part", "dimension:region", "across", "across", "across", "across"]);
    const { find } = await applied(ada, tools(), ref);
    expect(find("applied")?.outcome.tally).toEqual({ rows: 2, good: 4, unchanged: 1, empty: 2, bad: 1, badRows: 1 });
    expect(find("applied")?.faults).toMatchObject([{ line: 5, header: "Apr 2026 E", value: "?" }]);
    const cells = await readDraftCells(ada, { draft: find("applied")?.outcome.draft ?? 0 }, house.db);
    expect(cells.map((one) => [one.series.slice(14), one.period, one.value, one.status])).toEqual([
      ["FLUX_GATE.NORTH", "2026-02-01", 6, "A"],
      ["FLUX_GATE.NORTH", "2026-03-01", 6.5, "A"],
      ["SPROCKET.NORTH", "2026-02-01", 12, "A"],
      ["SPROCKET.NORTH", "2026-04-01", 14, "E"],
    ]);
  });
});

describe("what a file leaves open", () => {
  it("is asked: whether 1.250 is a thousand, unless the column or the analyst says so", async () => {
    const rows = (last: string) =>
      `Part,Region,Date,Lead time\nSprocket,North,2026-03,"1.250"\nSprocket,North,2026-04,"${last}"\n`;
    const open = await bring(ada, "open.csv", rows("2.500"));
    expect((await checked(ada, tools(), open)).find("question")?.question).toMatchObject({
      about: "decimal",
      column: "Lead time",
      samples: ["1.250", "2.500"],
    });
    const previewed = async (ref: typeof open) =>
      (await checked(ada, tools(), ref)).find("checked")?.preview.map((one) => one.content.value);
    expect(await previewed(await bring(ada, "shown.csv", rows("2.5")))).toEqual([1.25, 2.5]);
    expect(await previewed(await bring(ada, "said.csv", rows("2.500"), { ...said, decimal: "point" }))).toEqual([
      1.25, 2.5,
    ]);
    const comma = (await checked(ada, tools(), await bring(ada, "comma.csv", rows("12,5")))).find("checked");
    expect(comma?.faults.map((one) => one.reason)).toEqual(["1250 is above 400 weeks, the most that can be"]);
  });

  it("is asked: whether 03/04/2026 is in March or April", async () => {
    const rows = (last: string) =>
      `Part,Region,Date,Lead time\nSprocket,North,01/04/2026,5\nSprocket,North,${last},6\n`;
    const question = async (name: string, last: string) =>
      (await checked(ada, tools(), await bring(ada, name, rows(last)))).find("question")?.question;
    expect(await question("open.csv", "01/05/2026")).toMatchObject({ about: "dates", column: "Date" });
    const shown = (await checked(ada, tools(), await bring(ada, "shown.csv", rows("31/05/2026")))).find("checked");
    expect(shown?.preview.map((one) => one.place.period)).toEqual(["2026-04-01", "2026-05-01"]);
  });

  it("is remembered from the last file of its kind, within the house", async () => {
    await withoutDraft(ben);
    const first = await bring(ben, "first.csv", "Teil,Ort,Wann,Wochen\nSprocket,North,2026-08,5\n", {
      ...said,
      columns: ["dimension:part", "dimension:region", "period", "value"],
      reason: "correction",
    });
    await applied(ben, tools(), first);
    const second = await broughtIn(ada, tools(), {
      dataset: DATASET,
      name: "next.csv",
      bytes: "Teil,Ort,Wann,Wochen\nx,y,z,w\n",
    });
    expect(second.mapping).toMatchObject({
      columns: ["dimension:part", "dimension:region", "period", "value"],
      source: "toy-survey",
      status: "A",
      reason: "correction",
    });
    const guest = { ...ada, organisationId: 987_654 };
    expect((await lookAtColumns(guest, { dataset: DATASET, upload: second.upload }, tools())).from).toBe("saved");
  });
});

describe("a file", () => {
  const rows = "Part,Region,Date,Lead time\nSprocket,North,2026-09,5\n";

  it("is its bringer's alone, and an analyst's", async () => {
    const ref = await bring(ada, "mine.csv", rows);
    const { dataset, upload } = ref;
    await expect(readImport(ben, { dataset, upload }, house.db)).rejects.toMatchObject({ code: "not_found" });
    await expect(readImport(ada, { dataset: "hbm-share", upload }, house.db)).rejects.toMatchObject({
      code: "not_found",
    });
    const guest = await colleague(house.db, "Guest", "subscriber");
    const body = () => Readable.from([Buffer.from(rows)]);
    await expect(receiveUpload(guest, { dataset, name: "x.csv" }, body(), house.db, store)).rejects.toMatchObject({
      code: "forbidden",
    });
    const outside = { ...ada, entitlements: [] };
    await expect(receiveUpload(outside, { dataset, name: "x.csv" }, body(), house.db, store)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("larger than is taken, or no table, leaves nothing", async () => {
    const before = await house.db.sql`select count(*)::int as count from upload`;
    const flood = Readable.from(
      (function* () {
        for (let at = 0; at < 70; at++) yield Buffer.alloc(2 ** 20, "a");
      })(),
    );
    await expect(
      receiveUpload(ada, { dataset: DATASET, name: "flood.csv" }, flood, house.db, store),
    ).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/flood\.csv is larger than 64 MB/),
    });
    const pdf = Readable.from([Buffer.from("%PDF-1.4")]);
    await expect(receiveUpload(ada, { dataset: DATASET, name: "a.pdf" }, pdf, house.db, store)).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await house.db.sql`select count(*)::int as count from upload`).toEqual(before);
  });

  it("that is given up halfway leaves the draft as it was", async () => {
    await withoutDraft(ada);
    const parts = ["Sprocket,North", "Sprocket,South", "Flux gate,North", "Flux gate,South"];
    const many = Array.from({ length: 5200 }, (_, at) => {
      const [month, part] = [Math.floor(at / 4), parts[at % 4]];
      return `${part},${1990 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")},5`;
    });
    const ref = await bring(ada, "many.csv", `Part,Region,Date,Lead time\n${many.join("\n")}\n`, {
      ...said,
      status: "F",
    });
    const { dataset, upload } = ref;
    for (const phase of ["checking", "saving"]) {
      const control = new AbortController();
      const say = (event: { kind: string; phase?: string; done?: number }) => {
        if (event.phase === phase && (event.done ?? 0) >= 2000) control.abort();
      };
      await expect(applyImport(ada, { dataset, upload }, say, { ...tools(), signal: control.signal })).rejects.toThrow(
        /abort/i,
      );
      expect(await cellsOf(ada)).toEqual([]);
      expect((await readImport(ada, { dataset, upload }, house.db)).outcome).toBeNull();
    }
    await applied(ada, tools(), ref);
    expect(await cellsOf(ada)).toHaveLength(5200);
  });
});
