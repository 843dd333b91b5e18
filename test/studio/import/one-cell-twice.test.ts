import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import type { Mapping } from "@/lib/studio/import/mapping/mapping";
import { type ImportRef, saveFixes } from "@/lib/studio/import/work";
import { applied, broughtIn, checked, useImportFolder } from "../../setup/import";
import { standAt } from "../../setup/stand-at";
import { toyDataset, useStore } from "../../setup/store";
import { colleague, publishToy } from "../../setup/studio";

const house = useStore();
const { store } = useImportFolder();
const tools = () => ({ db: house.db, store });
let ada: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(house.db, "Ada One");
  await publishToy(house.db, 1, 10);
});

const HEAD = "Part,Region,Date,Lead time";
const bring = (lines: readonly string[], change: Partial<Mapping> = {}) =>
  broughtIn(
    ada,
    tools(),
    { dataset: "toy-lead-times", name: "twice.csv", bytes: lines.join("\n") },
    { status: "E", source: "toy-survey", ...change },
  );
const refOf = ({ dataset, upload }: ImportRef): ImportRef => ({ dataset, upload });
async function check(ref: ImportRef) {
  const result = (await checked(ada, tools(), ref)).find("checked");
  const faults = result?.faults.map(({ line, header, reason }) => `${line} ${header}: ${reason}`) ?? [];
  const preview = result?.preview.map(({ line, content }) => `${line}=${content.value}${content.status}`) ?? [];
  return { tally: result?.tally, faults, preview, result };
}

describe("two rows for one cell", () => {
  it("that differ are both refused, each with the other's line", async () => {
    const ref = await bring([
      HEAD,
      "Flux gate,South,2026-03,7",
      "Flux gate,South,2026-04,9",
      "flux gate,SOUTH,Mar-26,8",
    ]);
    const { tally, faults, preview } = await check(ref);
    expect(faults).toEqual([
      "2 Lead time: line 4 says 8 for the same series and period: neither is taken",
      "4 Lead time: line 2 says 7 for the same series and period: neither is taken",
    ]);
    expect([tally?.good, tally?.bad, preview]).toEqual([1, 2, ["3=9E"]]);
    await saveFixes(ada, { ...refOf(ref), fixes: { "4:3": "7" } }, house.db);
    expect((await check(ref)).preview).toEqual(["2=7E", "3=9E"]);
  });

  it("that differ in their status alone, or are three, are all refused", async () => {
    const lines = ["Part,Region,Date,Lead time,Status", "Flux gate,South,2026-03,7,E", "Flux gate,South,2026-03,7,F"];
    expect((await check(await bring(lines))).tally).toMatchObject({ good: 0, bad: 2 });
    const three = [HEAD, "Flux gate,South,2026-03,7", "Flux gate,South,2026-03,8", "Flux gate,South,2026-03,7"];
    expect((await check(await bring(three))).tally).toMatchObject({ good: 0, bad: 3 });
  });

  it("that say the same are taken once, and the other is listed", async () => {
    const { tally, faults, preview, result } = await check(
      await bring([HEAD, "Flux gate,South,2026-03,7", "Flux gate,South,2026-03-31,7.0"]),
    );
    expect([tally?.good, faults, preview]).toEqual([1, [], ["2=7E"]]);
    expect(result?.notTaken.map(({ what, where, reason }) => `${what} ${where}: ${reason}`)).toEqual([
      "rows line 3: says once more what an earlier line has said of the same series and period",
    ]);
  });

  it("that stand thousands of rows apart are both refused, also of what stands already, in check and draft alike", async () => {
    const between = Array.from({ length: 2100 }, (_, at) => {
      const [year, month] = [1990 + (Math.floor(at / 12) % 35), (at % 12) + 1];
      return `${at < 1050 ? "Sprocket,South" : "Flux gate,North"},${year}-${String(month).padStart(2, "0")},5`;
    });
    const unique = [...new Set(between)];
    const filler = Array.from({ length: 4200 }, () => "Sprocket,North,2026-02,");
    const lines = [HEAD, "Flux gate,South,2026-03,7", ...unique, ...filler, "Flux gate,South,2026-03,8"];
    const ref = await bring(lines);
    const { tally, faults, preview } = await check(ref);
    expect(tally).toMatchObject({ good: unique.length, bad: 2 });
    expect(faults.map((one) => one.split(": ").at(-1))).toEqual(["neither is taken", "neither is taken"]);
    expect(preview).not.toContain("2=7E");
    const outcome = (await applied(ada, tools(), ref)).find("applied")?.outcome;
    expect(outcome?.tally).toMatchObject({ good: unique.length, bad: 2 });
    const [{ count } = { count: -1 }] = await house.db.sql<{ count: number }[]>`
      select count(*)::int from draft_cell where draft_id = ${outcome?.draft ?? 0} and series like '%FLUX_GATE.SOUTH%'`;
    expect(count).toBe(0);
  });
});

describe("what stands beside a value and cannot be read", () => {
  it("is refused by name, and the value is taken without it", async () => {
    const head = "Part,Region,Date,Lead time,Note,Reason,Confidence";
    const { tally, faults, preview, result } = await check(
      await bring([
        head,
        "Flux gate,South,2026-03,7,a\0b,,",
        `Flux gate,South,2026-04,8,${"x".repeat(1001)},,`,
        "Flux gate,South,2026-05,9,fine,because,sure",
      ]),
    );
    expect(preview).toEqual(["2=7E", "3=8E", "4=9E"]);
    expect(tally).toMatchObject({ good: 3, bad: 4, badRows: 3 });
    expect(faults.map((one) => one.slice(0, 9))).toEqual(
      ["2 Note: t", "3 Note: a", "4 Confid", "4 Reason:"].map((one) => expect.stringContaining(one.slice(0, 8))),
    );
    expect(faults.every((one) => one.endsWith("the value is taken without it"))).toBe(true);
    expect(result?.preview.map(({ content }) => [content.note, content.confidence])).toEqual([
      [null, null],
      [null, null],
      ["fine", null],
    ]);
  });
});

describe("an actual of a period that is not over", () => {
  it("is refused at the check, row by row, and mended for all by one act", async () => {
    standAt(new Date("2026-11-30T12:00:00Z"));
    const rows = [
      "Part,Region,Date,Lead time,Status",
      "Flux gate,South,2026-10,7,A",
      "Flux gate,South,2026-11,8,A",
      "Flux gate,South,2026-12,9,Actual",
      "Flux gate,South,2027-01,9,E",
    ];
    const ref = await bring(rows);
    const { tally, faults, preview, result } = await check(ref);
    const why = "its period is not over on 2026-11-30, so no actual value of it can be known";
    expect(faults).toEqual([`3 Status: ${why}`, `4 Status: ${why}`]);
    expect([tally?.good, preview]).toEqual([2, ["2=7A", "5=9E"]]);
    expect(result?.groups.map(({ early, count, value }) => [early, count, value])).toEqual([[true, 2, "actual"]]);
    await saveFixes(ada, { ...refOf(ref), fixes: { "early:status": "F" } }, house.db);
    const mended = await check(ref);
    expect([mended.faults, mended.preview]).toEqual([[], ["2=7A", "3=8F", "4=9F", "5=9E"]]);
    expect(mended.result?.repairs).toMatchObject([{ kind: "early", to: "F" }]);
  });

  it("is refused where the whole file or its heading says actual", async () => {
    standAt(new Date("2026-11-30T12:00:00Z"));
    const whole = await check(await bring([HEAD, "Flux gate,South,2026-12,7"], { status: "A" }));
    expect([whole.tally?.good, whole.result?.groups.length, whole.faults.length]).toEqual([0, 1, 1]);
    const wide = await check(await bring(["Part,Region,2026-10A,2026-12A", "Flux gate,South,7,8"]));
    expect([wide.preview, wide.faults.length]).toEqual([["2=7A"], 1]);
  });
});
