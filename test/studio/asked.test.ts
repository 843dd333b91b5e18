import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { answerQuestions } from "@/lib/studio/drafts/answer-questions";
import { readAnswerLine } from "@/lib/studio/drafts/asked/questions";
import { readQuestions } from "@/lib/studio/drafts/check-draft";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { approveDraft, discardDraft, sendBackDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { addSource } from "@/lib/studio/drafts/items";
import { setWaiver } from "@/lib/studio/drafts/waiver";
import { saveEdits } from "@/lib/studio/grid/save-edits";
import { publish, useStore } from "../setup/store";
import { colleague, content } from "../setup/studio";
import { price, publishVoices, share, sourceOf } from "../setup/voices";

// Constructed prices, under names of real publishers.
const store = useStore();
let ada: Viewer;
let bea: Viewer;

beforeAll(async () => {
  ada = await colleague(store.db, "Ada One");
  bea = await colleague(store.db, "Bea Two");
  await publishVoices(store.db);
});

const edit = (provider: string, period: string, value: number, from: string): CellEdit => ({
  place: { measure: "price", dims: price(provider), period },
  content: content(value, { source: from, reason: "new-information" }),
});

/** A draft of these edits in review, discarded at the end by who asked for it. */
async function reviewed(dataset: string, edits: CellEdit[]): Promise<number> {
  const { id: draft } = await openDraft(ada, { dataset }, store.db);
  const { refused } = await editDraft(ada, { draft, edits }, store.db);
  expect(refused).toEqual([]);
  await submitDraft(ada, { draft, reason: "Constructed for a test" }, store.db);
  return draft;
}
async function away(draft: number): Promise<void> {
  await sendBackDraft(bea, { draft, note: "not this one" }, store.db);
  await discardDraft(ada, { draft }, store.db);
}
const asked = async (draft: number) => readQuestions(bea, { draft }, store.db);
const rules = async (draft: number) => (await asked(draft)).map((one) => `${one.rule} ${one.count}`);

describe("a sheet of another publisher in a publisher's series", () => {
  it("asks once for all of its values, and is not approved before somebody has answered", async () => {
    const { id: draft } = await openDraft(ada, { dataset: "gpu-prices" }, store.db);
    const getdeploying = sourceOf("getdeploying-sheet", "Getdeploying");
    await addSource(ada, { draft, source: getdeploying }, store.db);
    const days = ["2026-11-10", "2026-11-15"];
    const edits = days.flatMap((day) => ["alpha", "beta"].map((one) => edit(one, day, 2.3, "getdeploying-sheet")));
    await editDraft(ada, { draft, edits }, store.db);
    await submitDraft(ada, { draft, reason: "Constructed for a test" }, store.db);
    const questions = await asked(draft);
    expect(questions).toMatchObject([{ rule: "publisher", count: 4, answer: null }]);
    expect(questions[0]?.message).toMatch(/“Getdeploying”.*“Adrian Nutiu \/ gpurentalprices.com”.*own publisher/);
    await expect(approveDraft(bea, { draft }, store.db)).rejects.toThrow(
      /One question .* not answered: .*Getdeploying/,
    );
    await away(draft);
  });

  it("is told in the grid with the edit that brings it, and no longer once the source is the publisher's own", async () => {
    const { id: draft } = await openDraft(ada, { dataset: "hbm-share" }, store.db);
    const save = (from: string) =>
      saveEdits(
        ada,
        {
          person: ada.personId,
          dataset: "hbm-share",
          draft,
          kind: "edit",
          edits: [
            {
              place: { measure: "quarter", dims: share("sk-hynix"), period: "2026-04-01" },
              content: content(50, { source: from, status: "E" }),
            },
          ],
        },
        store.db,
      );
    expect((await save("cp")).doubts).toMatchObject([{ message: expect.stringMatching(/Counterpoint/), cells: 1 }]);
    expect((await save("tf")).doubts).toEqual([]);
    await discardDraft(ada, { draft }, store.db);
  });

  it("asks nothing of the publisher's own sheets, and of what says that it passes the publisher on", async () => {
    const own = await reviewed("gpu-prices", [edit("alpha", "2026-11-10", 2.3, "nutiu")]);
    expect(await rules(own)).toEqual([]);
    await approveDraft(bea, { draft: own }, store.db);
    const of = (from: string): CellEdit => ({
      place: { measure: "quarter", dims: share("sk-hynix"), period: "2026-07-01" },
      content: content(57, { source: from, status: "E" }),
    });
    for (const [from, expected] of [
      ["tf", []],
      ["cp-via", []],
      ["cp", ["publisher 1"]],
    ] as const) {
      const draft = await reviewed("hbm-share", [of(from)]);
      expect(await rules(draft), from).toEqual(expected);
      await away(draft);
    }
  });
});

describe("the gate's rules in a draft", () => {
  const halved = ["2026-11-10", "2026-11-12", "2026-11-14"];

  it("see each halved price against what is published nearest before it, also between published days", async () => {
    const draft = await reviewed("gpu-prices", [
      edit("alpha", "2026-11-04", 1.1, "nutiu"),
      edit("beta", "2026-11-08", 1.1, "nutiu"),
      edit("gamma", "2026-11-09", 2.3, "nutiu"),
      edit("gamma", "2026-11-12", 1.1, "nutiu"),
    ]);
    const move = (await asked(draft)).find((one) => one.rule === "move");
    expect(move).toMatchObject({ count: 3, answer: null });
    expect(await rules(draft)).toContain("backfill 3");
    expect(move?.places.map(({ series, period }) => `${series.split(".")[3]} ${period}`).toSorted()).toEqual([
      "ALPHA 2026-11-04",
      "BETA 2026-11-08",
      "GAMMA 2026-11-12",
    ]);
    await away(draft);
  });

  it("are answered by the reviewer, at once for one cause, recorded with who and why, and let it pass", async () => {
    const draft = await reviewed(
      "gpu-prices",
      halved.map((day) => edit("alpha", day, 1.1, "nutiu")),
    );
    const [move] = await asked(draft);
    expect(move).toMatchObject({ rule: "move", count: 1 });
    const keys = [move?.key ?? ""];
    await expect(answerQuestions(ada, { draft, keys, reason: "it is so" }, store.db)).rejects.toThrow(/second person/);
    const stranger = answerQuestions(bea, { draft, keys: ["move · x"], reason: "it is so" }, store.db);
    await expect(stranger).rejects.toThrow(/has changed since you looked/);
    await expect(answerQuestions(bea, { draft, keys, reason: "" }, store.db)).rejects.toThrow(/few words/);
    const left = await answerQuestions(bea, { draft, keys, reason: "A sale, seen on their page" }, store.db);
    expect(left).toMatchObject([{ answer: { by: "Bea Two", reason: "A sale, seen on their page" } }]);
    await approveDraft(bea, { draft }, store.db);
    const audited = await store.db.sql`select 1 from audit_event where action = 'draft.answered'`;
    expect(audited).toHaveLength(1);
    expect(await readAnswerLine(store.db.sql, draft)).toMatchObject([
      { rule: "move", findings: 1, by: "Bea Two", reason: "A sale, seen on their page" },
    ]);
  });

  it("ask again where what was answered has changed, and no more where it has not", async () => {
    const first = edit("zeta", "2026-11-10", 1.1, "nutiu");
    const draft = await reviewed("gpu-prices", [first]);
    const answerAll = async () =>
      answerQuestions(bea, { draft, keys: (await asked(draft)).map((one) => one.key), reason: "A sale" }, store.db);
    await answerAll();
    const again = async (edits: CellEdit[]) => {
      await sendBackDraft(bea, { draft, note: "once more" }, store.db);
      await editDraft(ada, { draft, edits }, store.db);
      await submitDraft(ada, { draft, reason: "Constructed for a test" }, store.db);
      return (await asked(draft)).map((one) => one.answer !== null);
    };
    expect(await again([edit("epsilon", "2026-11-10", 2.41, "nutiu")])).toEqual([true]);
    expect(await again([edit("zeta", "2026-11-10", 0.9, "nutiu")])).toEqual([false]);
    await away(draft);
  });

  it("take a list that lost half of its providers for cut off, and a few corrections for what they are", async () => {
    const cut = await reviewed(
      "gpu-prices",
      ["gamma", "delta"].map((one) => edit(one, "2026-11-11", 2.4, "nutiu")),
    );
    expect(await rules(cut)).toEqual([]);
    await away(cut);
    await publish(store.db, {
      observations: ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"].map((provider) => ({
        dataset: "gpu-prices",
        measure: "price",
        dims: price(provider),
        period: "2026-11-13",
        value: 2.4,
        status: "A" as const,
        source: "nutiu",
      })),
    });
    const list = await reviewed(
      "gpu-prices",
      ["gamma", "delta", "epsilon"].map((one) => edit(one, "2026-11-19", 2.4, "nutiu")),
    );
    expect(await rules(list)).toEqual(["contributors 3"]);
    await away(list);
  });

  it("are answered by an author whom an admin has let publish alone", async () => {
    const admin = await colleague(store.db, "Cid Three", "admin");
    const draft = await reviewed("gpu-prices", [edit("delta", "2026-11-10", 1.1, "nutiu")]);
    await setWaiver(admin, { dataset: "gpu-prices", waived: true, reason: "a small house" }, store.db);
    await expect(approveDraft(ada, { draft }, store.db)).rejects.toThrow(/not answered/);
    const keys = (await asked(draft)).map((one) => one.key);
    await answerQuestions(ada, { draft, keys, reason: "A sale" }, store.db);
    await approveDraft(ada, { draft }, store.db);
    await setWaiver(admin, { dataset: "gpu-prices", waived: false, reason: "a larger house" }, store.db);
  });
});

describe("a reported figure", () => {
  const figure = (from: string, status: "A" | "P"): CellEdit => ({
    place: {
      measure: "quarter",
      dims: { company: "meta", line: "capex", basis: "company-statement", currency: "usd" },
      period: "2026-04-01",
    },
    content: content(17_000_000_000, { source: from, status }),
  });

  it.each([
    ["relay", "A", ["relayed-actual 1"]],
    ["relay", "P", []],
    ["press", "A", []],
    ["tenq", "A", []],
  ] as const)("from %s as %s asks %j", async (from, status, expected) => {
    const draft = await reviewed("company-financials", [figure(from, status)]);
    expect(await rules(draft)).toEqual(expected);
    await away(draft);
  });

  it("of a company's series asks where another house or company says it, and not where its own filing does", async () => {
    const { sql } = store.db;
    await publish(store.db, {
      observations: [
        {
          dataset: "company-financials",
          measure: "quarter",
          dims: { company: "meta", line: "capex", basis: "company-statement", currency: "usd" },
          period: "2026-01-01",
          value: 16_000_000_000,
          status: "A",
          source: "press",
        },
      ],
    });
    expect(await sql`select 1 from observation where confidence = 'medium' and confidence_by_rule`).not.toEqual([]);
    for (const [from, expected] of [
      ["press", []],
      ["tenq", []],
      ["cp", ["publisher 1"]],
      ["meta-own", []],
      ["msft-own", ["publisher 1"]],
    ] as const) {
      const draft = await reviewed("company-financials", [figure(from, "P")]);
      expect(await rules(draft), from).toEqual(expected);
      await away(draft);
    }
  });
});
