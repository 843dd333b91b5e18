import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import type { Mapping } from "@/lib/studio/import/mapping/mapping";
import { linesOf } from "@/lib/studio/import/report/lines";
import { type ImportRef, readImport, saveAnswers, saveReading } from "@/lib/studio/import/work";
import { broughtIn, checked, useImportFolder } from "../../setup/import";
import { toyDataset, useStore } from "../../setup/store";
import { colleague, publishToy } from "../../setup/studio";
import { formula, oneSheet, workbook } from "../../setup/workbook";

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
const answer = (ref: ImportRef, answers: Record<string, string>) =>
  saveAnswers(ada, { ...refOf(ref), answers }, house.db);
const listed = (result: Awaited<ReturnType<typeof check>>["result"]) =>
  result?.notTaken.map(({ what, where, count, reason, taken }) => [what, where, count, reason, taken]);

const HEAD = ["Part", "Region", "Date", "Lead time"];

describe("what is hidden in a sheet", () => {
  const rows = [
    HEAD,
    ["Sprocket", "North", "2026-03", 12],
    ["Sprocket", "North", "2026-04", 13],
    ["Sprocket", "North", "2026-05", 14],
  ];
  const hidden = oneSheet(rows, { attributes: { 3: 'hidden="1"', 4: 'hidden="1"' } });

  it("is asked about with its place, and left out or taken as it is said, and said again", async () => {
    const ref = await bring("hidden.xlsx", hidden);
    const { question } = await check(ref);
    expect(question).toMatchObject({
      about: "hidden",
      column: "2 rows (lines 3–4)",
      words: "are hidden in the sheet.",
      samples: ["Sprocket · North · 2026-04 · 13", "Sprocket · North · 2026-05 · 14"],
    });
    expect(question?.choices.map((one) => one.value)).toEqual(["leave", "take"]);
    await answer(ref, { hidden: "leave" });
    const left = (await check(ref)).result;
    expect(left?.tally).toMatchObject({ rows: 3, good: 1 });
    expect(listed(left)).toContainEqual(["rows", "lines 3–4", 2, "hidden in the sheet", false]);
    await answer(ref, { hidden: "take" });
    const taken = (await check(ref)).result;
    expect(taken?.tally).toMatchObject({ rows: 3, good: 3 });
    expect(listed(taken)).toContainEqual(["rows", "lines 3–4", 2, "hidden in the sheet, and taken as you said", true]);
    expect((await readImport(ada, refOf(ref), house.db)).mapping?.status).toBe("A");
  });

  it("is asked about no more where the file is read as before, and again where it is read otherwise", async () => {
    const ref = await bring("again.xlsx", hidden);
    await answer(ref, { hidden: "leave" });
    const { hidden: _, ...reading } = (await readImport(ada, refOf(ref), house.db)).reading ?? { header: 0 };
    await saveReading(ada, { ...refOf(ref), reading }, house.db);
    expect(await readImport(ada, refOf(ref), house.db)).toMatchObject({
      reading: { hidden: "leave" },
      mapping: { status: "A" },
    });
    await saveReading(ada, { ...refOf(ref), reading: { ...reading, header: 2 } }, house.db);
    expect(await readImport(ada, refOf(ref), house.db)).toMatchObject({
      reading: { ...reading, header: 2 },
      mapping: null,
    });
  });

  it("is asked about where it is a column of values", async () => {
    const wide = [
      ["Part", "Region", "2026-03", "2026-04"],
      ["Sprocket", "North", 12, 13],
    ];
    const ref = await bring(
      "column.xlsx",
      oneSheet(wide, { before: '<cols><col min="4" max="4" hidden="1"/></cols>' }),
    );
    expect((await check(ref)).question).toMatchObject({ about: "hidden", column: "1 column of values (2026-04)" });
    await answer(ref, { hidden: "leave" });
    const { result } = await check(ref);
    expect(result?.tally).toMatchObject({ good: 1 });
    expect(listed(result)).toContainEqual(["column", "Column D “2026-04”", 1, "hidden in the sheet", false]);
    await answer(ref, { hidden: "take" });
    expect((await check(ref)).result?.tally).toMatchObject({ good: 2 });
  });

  it("is no question where nothing is", async () => {
    expect((await check(await bring("plain.xlsx", oneSheet(rows)))).result?.tally).toMatchObject({ good: 3 });
  });
});

describe("formulas that show 0", () => {
  const rows = (second: number) => [
    HEAD,
    ["Sprocket", "North", "2026-03", formula("A9", 0)],
    ["Sprocket", "North", "2026-04", formula("A9", second)],
    ["Sprocket", "North", "2026-05", 7],
  ];

  it("are asked about where the file does not tell, and refused or taken as it is said", async () => {
    const ref = await bring("zeros.xlsx", oneSheet(rows(0)));
    expect((await check(ref)).question).toMatchObject({ about: "zeros", column: "2 formulas", samples: ["D2", "D3"] });
    await answer(ref, { zeros: "refuse" });
    const refused = (await check(ref)).result;
    expect(refused?.tally).toMatchObject({ good: 1, bad: 2 });
    expect(refused?.faults.map((one) => [one.line, one.reason])).toEqual([
      [2, expect.stringMatching(/said not to have been calculated/)],
      [3, expect.stringMatching(/said not to have been calculated/)],
    ]);
    await answer(ref, { zeros: "take" });
    expect((await check(ref)).result?.preview.map((one) => one.content.value)).toEqual([0, 0, 7]);
  });

  it("are taken where another formula of the sheet shows that somebody calculated", async () => {
    const { result } = await check(await bring("calculated.xlsx", oneSheet(rows(5))));
    expect(result?.preview.map((one) => one.content.value)).toEqual([0, 5, 7]);
  });

  it("are refused by name where the file says that nobody did, and other results are taken or refused as it is said", async () => {
    const ref = await bring("never.xlsx", oneSheet(rows(5), { calc: '<calcPr fullCalcOnLoad="1"/>' }));
    const { question } = await check(ref);
    expect(question).toMatchObject({ about: "zeros", column: "1 formula", likely: null });
    await answer(ref, { zeros: "refuse" });
    const refused = (await check(ref)).result;
    expect(refused?.preview.map((one) => one.content.value)).toEqual([7]);
    expect(refused?.faults.map((one) => one.reason)).toEqual([
      expect.stringMatching(/never calculated/),
      expect.stringMatching(/results are said to be of before/),
    ]);
    await answer(ref, { zeros: "take" });
    const { result } = await check(ref);
    expect(result?.preview.map((one) => one.content.value)).toEqual([5, 7]);
    expect(result?.faults).toMatchObject([{ line: 2, reason: expect.stringMatching(/never calculated/) }]);
  });
});

describe("a row that is parted wrongly", () => {
  it("is refused with its line where it has more cells than there are names", async () => {
    const ref = await bring(
      "ragged.csv",
      "Part,Region,Date,Lead time\nSprocket,North,2026-03-01,1,234\nSprocket,South,2026-03-01,12\nSprocket,South,2026-04-01,13,,\nFlux gate,South\n",
    );
    const { result } = await check(ref);
    expect(result?.tally).toMatchObject({ rows: 4, good: 2, bad: 1, badRows: 1 });
    expect(result?.faults.map((one) => [one.line, one.reason])).toEqual([
      [
        2,
        "the row has 5 cells, and there are 4 column names; a number such as 1,234 without quotation marks is cut in two by its comma",
      ],
    ]);
    expect(listed(result)).toContainEqual([
      "rows",
      "line 5",
      1,
      "fewer cells than there are column names; the missing ones count as empty",
      true,
    ]);
  });

  it("is refused in a wide table too, where the values would shift", async () => {
    const ref = await bring("wide.csv", "Part,Region,2026-03,2026-04\nSprocket,North,1,234,5\nSprocket,South,12,13\n");
    expect((await check(ref)).result).toMatchObject({ tally: { good: 2, bad: 1 }, faults: [{ line: 2 }] });
  });

  it("is refused for a quotation mark that cannot be read, by its own line", async () => {
    const lines = Array.from({ length: 12 }, (_, at) => `Sprocket,North,2024-${String(at + 1).padStart(2, "0")},5,ok`);
    lines[6] = 'Sprocket,North,2024-07,5,"5" disk';
    lines[8] = 'Sprocket,North,2024-09,5,5" disk';
    const { result } = await check(await bring("quote.csv", `Part,Region,Date,Lead time,Note\n${lines.join("\n")}\n`));
    expect(result?.tally).toMatchObject({ rows: 12, good: 11, bad: 1 });
    expect(result?.faults).toMatchObject([{ line: 8, reason: expect.stringMatching(/quotation mark closes before/) }]);
  });
});

describe("what is not taken", () => {
  it("is listed and counted: sheets, rows above, notes, columns without name, columns left, signs taken off", async () => {
    const bytes = workbook({
      sheets: [
        {
          name: "Data",
          rows: [
            ["Lead times, constructed"],
            ["Part", "Region", "Date", "Lead time", null, "Remarks"],
            ["Sprocket", "North", "2026-03", 12, 99, "first"],
            ["Spro\u200bcket", "North", "2026-04", 13, null, "second"],
            ["Source: a survey"],
          ],
        },
        { name: "Old", state: "hidden", rows: [["x"]] },
        { name: "Notes", rows: [["x"]] },
      ],
    });
    const { result } = await check(
      await bring("listed.xlsx", bytes, {
        ...said,
        columns: ["dimension:part", "dimension:region", "period", "value", "ignore", "ignore"],
      }),
    );
    expect(result?.tally).toMatchObject({ good: 2, bad: 0 });
    expect(listed(result)).toEqual([
      ["sheet", "Sheet “Old”", 1, "another sheet; “Data” is read (hidden)", false],
      ["sheet", "Sheet “Notes”", 1, "another sheet; “Data” is read", false],
      ["rows", "line 5", 1, "a row without any value, such as a note or a heading", false],
      ["rows", "line 1", 1, "above the names of the columns", false],
      ["column", "Column E", 1, "it has no name, and nothing is said of it", false],
      ["column", "Column F “Remarks”", 2, "said to be “Not taken”", false],
      ["signs", "The file", 1, "signs that nobody sees, such as blanks without width, were taken off", true],
    ]);
    expect(result?.notTaken.find((one) => one.where === "Column F “Remarks”")?.samples).toEqual(["first", "second"]);
  });

  it("names lines as a person does", () => {
    expect([linesOf([3]), linesOf([3, 4, 5, 9]), linesOf([1, 3, 5, 7, 9, 11, 13]), linesOf([1, 2], 4000)]).toEqual([
      "line 3",
      "lines 3–5, 9",
      "lines 1, 3, 5, 7, 9, 11 …",
      "lines 1–2 …",
    ]);
  });
});
