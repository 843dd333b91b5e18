import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { type ImportRef, readImport, saveAnswers, saveReading } from "@/lib/studio/import/work";
import { applied, broughtIn, checked, useImportFolder } from "../../setup/import";
import { toyDataset, useStore } from "../../setup/store";
import { colleague, publishToy } from "../../setup/studio";

const house = useStore();
const { store } = useImportFolder();
const tools = () => ({ db: house.db, store });
const KOREAN = Buffer.from([0xbd, 0xc3, 0xc7, 0xe8]);
let ada: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(house.db, "Ada One");
  await publishToy(house.db, 1, 10);
});

/** Brings in a text whose encoding nobody has said. */
async function bring(head: string, line: string): Promise<ImportRef> {
  const bytes = Buffer.concat([Buffer.from(`${head}\n${line}`), KOREAN, Buffer.from("\n")]);
  const file = { dataset: "toy-lead-times", name: "kr.csv", bytes };
  const { dataset, upload } = await broughtIn(ada, tools(), file, { status: "E", source: "toy-survey" });
  const ref = { dataset, upload };
  const { reading, mapping } = await readImport(ada, ref, house.db);
  const { encoding: _, ...unsaid } = reading ?? { header: 1 };
  await saveReading(ada, { ...ref, reading: unsaid }, house.db);
  await house.db.sql`
    update import_work set mapping = ${JSON.stringify(mapping)}::text::jsonb where upload_id = ${upload}`;
  return ref;
}

describe("a text whose encoding is doubtful", () => {
  it("is not taken before it was said how a word of it reads, in check and draft alike", async () => {
    const ref = await bring("Part,Region,Date,Lead time,Note", "Flux gate,South,2026-03,7,");
    const question = (await checked(ada, tools(), ref)).find("question")?.question;
    expect(question).toMatchObject({ about: "encoding", likely: "euc-kr" });
    expect(question?.choices.find((one) => one.value === "euc-kr")?.label).toBe("시험 · CP949, EUC-KR (Korean)");
    expect((await applied(ada, tools(), ref)).find("question")?.question.about).toBe("encoding");
    await saveAnswers(ada, { ...ref, answers: { encoding: "euc-kr" } }, house.db);
    expect((await checked(ada, tools(), ref)).find("checked")?.preview[0]?.content).toMatchObject({
      value: 7,
      note: "시험",
    });
  });

  it("is no question where nothing of the doubtful words is taken", async () => {
    const ref = await bring("Part,Region,Date,Lead time,Remembrance", "Flux gate,South,2026-03,7,");
    const { find } = await checked(ada, tools(), ref);
    expect([find("question"), find("checked")?.tally.good]).toEqual([undefined, 1]);
  });
});
