import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { listDrafts } from "@/lib/studio/drafts/read-draft";
import type { Mapping } from "@/lib/studio/import/mapping/mapping";
import { rejectedRows } from "@/lib/studio/import/rejected-rows";
import { FaultGroups } from "@/lib/studio/import/report/fault-groups";
import { type ImportRef, saveFixes } from "@/lib/studio/import/work";
import { applied, broughtIn, checked, useImportFolder } from "../../setup/import";
import { toyDataset, useStore } from "../../setup/store";
import { colleague, publishToy } from "../../setup/studio";

const house = useStore();
const { store } = useImportFolder();
const DATASET = "toy-lead-times";
const tools = () => ({ db: house.db, store });
const said: Partial<Mapping> = { status: "A", source: "toy-survey" };
let ada: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(house.db, "Ada One");
  await publishToy(house.db, 1, 10);
});

const bring = (name: string, bytes: Uint8Array | string, change: Partial<Mapping> = said) =>
  broughtIn(ada, tools(), { dataset: DATASET, name, bytes }, change);
const refOf = ({ dataset, upload }: ImportRef): ImportRef => ({ dataset, upload });
const check = async (ref: ImportRef) => {
  const { find } = await checked(ada, tools(), ref);
  return { question: find("question")?.question ?? null, result: find("checked") };
};
const fix = (ref: ImportRef, fixes: Record<string, string | null>) =>
  saveFixes(ada, { ...refOf(ref), fixes }, house.db);
const listed = (result: Awaited<ReturnType<typeof check>>["result"]) =>
  result?.notTaken.map(({ what, where, count, reason, taken }) => [what, where, count, reason, taken]);

describe("rejected places", () => {
  const month = (at: number) => `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  const file = [
    "Part,Region,Date,Lead time",
    ...Array.from({ length: 200 }, (_, at) => `Sproket,North,${month(at)},5`),
    ...Array.from({ length: 100 }, (_, at) => `Flux gate,South,${month(at)},${500 + at}`),
    ...Array.from({ length: 20 }, (_, at) => `Nobody,Nowhere,${month(at)},5`),
    "Flux gate,North,2026-03,7",
  ].join("\n");

  it("are gathered by cause and value, with right counts of places and rows", async () => {
    const { result } = await check(await bring("groups.csv", file));
    expect(result?.tally).toMatchObject({ rows: 321, good: 1, bad: 340, badRows: 320 });
    expect(result?.groups.map(({ header, value, count, rows, near }) => [header, value, count, rows, near])).toEqual([
      ["Part", "Sproket", 200, 200, ["Sprocket"]],
      ["Lead time", null, 100, 100, []],
      ["Part", "Nobody", 20, 20, ["Sprocket", "Flux gate"]],
      ["Region", "Nowhere", 20, 20, expect.anything()],
    ]);
    expect(result?.groups[1]?.faults[0]).toMatchObject({
      line: 202,
      value: "500",
      row: "Flux gate · South · 2000-01 · 500",
    });
    expect(result?.groupCount).toBe(4);
  });

  it("are repaired all at once, left out all at once, and each repair is taken back", async () => {
    const ref = await bring("repaired.csv", file);
    const groups = (await check(ref)).result?.groups ?? [];
    await fix(ref, { "*:0:Sproket": "Sprocket", [`skip:${groups[1]?.key}`]: "", [`skip:${groups[2]?.key}`]: "" });
    const { result } = await check(ref);
    expect(result).toMatchObject({ tally: { good: 201, bad: 20, badRows: 20 }, skipped: 120, groupCount: 1 });
    expect(result?.repairs).toHaveLength(3);
    expect(result?.repairs).toEqual(
      expect.arrayContaining([
        { key: "*:0:Sproket", kind: "alike", header: "Part", from: "Sproket", to: "Sprocket" },
        { key: `skip:${groups[1]?.key}`, kind: "skip", header: "Lead time", from: expect.any(String), to: "" },
        { key: `skip:${groups[2]?.key}`, kind: "skip", header: "Part", from: "Nobody", to: "" },
      ]),
    );
    expect(
      listed(result)
        ?.filter(([what]) => what === "cells")
        .map(([, , count]) => count),
    ).toContain(20);
    await fix(ref, { "*:0:Sproket": null, [`skip:${groups[1]?.key}`]: null, [`skip:${groups[2]?.key}`]: null });
    const again = (await check(ref)).result;
    expect([again?.tally.bad, again?.repairs, again?.skipped]).toEqual([340, [], 0]);
  });

  it("are in the file of rejected rows, but for those that were left out", async () => {
    const ref = await bring("csv.csv", file);
    const groups = (await check(ref)).result?.groups ?? [];
    await fix(ref, { [`skip:${groups[0]?.key}`]: "" });
    let text = "";
    for await (const piece of rejectedRows(ada, refOf(ref), tools())) text += piece;
    expect(text.trim().split("\r\n")).toHaveLength(141);
  });

  it("are kept in bounds, however many there are and however they differ", () => {
    const groups = new FaultGroups();
    for (let at = 1; at <= 20_000; at++)
      groups.add([
        { line: at, column: 1, header: "V", value: `x${at}`, reason: `“x${at}” is no number`, row: ["a", `x${at}`] },
      ]);
    const { groups: told, of } = groups.told();
    expect([told.length, of, told[0]?.count, told[0]?.rows, told[0]?.value]).toEqual([1, 1, 20_000, 20_000, null]);
    expect(told[0]?.faults.length).toBeLessThanOrEqual(60);
  });

  it("refuses a repair that cannot be kept", async () => {
    const ref = await bring("nul.csv", file);
    await expect(fix(ref, { "2:0": "a\u0000b" })).rejects.toThrow(/cannot be kept/);
    await expect(fix(ref, { "elsewhere:0": "x" })).rejects.toThrow("elsewhere");
  });

  it("do not keep good values from the draft", async () => {
    for (const one of await listDrafts(ada, { mine: true, states: ["draft"] }, house.db))
      await discardDraft(ada, { draft: one.id }, house.db);
    const { find } = await applied(ada, tools(), await bring("good.csv", file));
    expect(find("applied")?.outcome.tally).toMatchObject({ good: 1, bad: 340, badRows: 320 });
    expect(find("applied")?.groups.map((one) => one.count)).toEqual([200, 100, 20, 20]);
  });
});
