import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { answerQuestions } from "@/lib/studio/drafts/answer-questions";
import { readQuestions } from "@/lib/studio/drafts/check-draft";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { discardDraft, sendBackDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { FIXTURES_DAY } from "../setup/fixtures-day";
import { standAt } from "../setup/stand-at";
import { publish, useStore } from "../setup/store";
import { colleague, content } from "../setup/studio";
import { price, publishVoices, share } from "../setup/voices";

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

describe("what a series rests on", () => {
  it("is what stands: a publisher whose value was put back since is asked about once more", async () => {
    const dims = share("sk-hynix");
    const value = (source: string, at: string) => ({
      dataset: "hbm-share",
      measure: "quarter",
      dims,
      period: "2025-10-01",
      value: 55,
      status: "E" as const,
      source,
      knownAt: `${at}T00:00:00.000Z`,
    });
    const edits: CellEdit[] = [
      {
        place: { measure: "quarter", dims, period: "2026-07-01" },
        content: content(57, { source: "cp", status: "E" }),
      },
    ];
    for (const [source, at, expected] of [
      ["cp", "2026-02-01", []],
      ["tf", "2026-02-02", ["publisher 1"]],
    ] as const) {
      await publish(store.db, { observations: [value(source, at)] });
      const draft = await reviewed("hbm-share", edits);
      expect(await rules(draft), source).toEqual(expected);
      await away(draft);
    }
  });
});

describe("the gate's rules, of what is published around a draft", () => {
  it("look at what comes next as well: a price put before a published one makes a move of it", async () => {
    const draft = await reviewed("gpu-prices", [
      edit("alpha", "2026-10-28", 1.1, "nutiu"),
      edit("beta", "2026-10-28", 2.3, "nutiu"),
    ]);
    const move = (await asked(draft)).find((one) => one.rule === "move");
    expect(move).toMatchObject({ count: 1, message: expect.stringMatching(/next value, 2.4 of 2026-11-01, is \+118/) });
    await away(draft);
  });

  it("hold a spot price against what is published on demand, and the other way round", async () => {
    const spot = edit("alpha", "2026-11-19", 2.4, "nutiu");
    const dims = { ...spot.place.dims, tenor: "spot" };
    const above = await reviewed("gpu-prices", [{ ...spot, place: { ...spot.place, dims } }]);
    const [below] = await asked(above);
    expect(below).toMatchObject({ rule: "below", message: expect.stringMatching(/the same as the 2.4 of 2026-11-08/) });
    await away(above);
    const both = await reviewed("gpu-prices", [
      {
        ...spot,
        place: { ...spot.place, dims },
        content: content(2.2, { source: "nutiu", reason: "new-information" }),
      },
      edit("alpha", "2026-11-19", 2.1, "nutiu"),
    ]);
    expect(await rules(both)).toEqual(["below 1"]);
    await away(both);
  });

  it("keep an answer overnight, and ask again where the value has changed of which it was", async () => {
    const draft = await reviewed("gpu-prices", [edit("epsilon", "2026-11-04", 2.4, "cp")]);
    const keys = (await asked(draft)).map((one) => one.key);
    expect(await rules(draft)).toEqual(["publisher 1", "backfill 1"]);
    await answerQuestions(bea, { draft, keys, reason: "They pass it on" }, store.db);
    standAt(new Date("2026-11-26T12:00:00Z"));
    expect((await asked(draft)).map((one) => one.answer?.reason)).toEqual(["They pass it on", "They pass it on"]);
    standAt(FIXTURES_DAY);
    await sendBackDraft(bea, { draft, note: "once more" }, store.db);
    await editDraft(ada, { draft, edits: [edit("epsilon", "2026-11-04", 2.3, "cp")] }, store.db);
    await submitDraft(ada, { draft, reason: "Constructed for a test" }, store.db);
    expect((await asked(draft)).map((one) => one.answer)).toEqual([null, null]);
    await away(draft);
  });

  it("ask about values of another order in a dataset that has no gate of its own", async () => {
    const dims = share("sk-hynix");
    const of = (value: number): CellEdit => ({
      place: { measure: "quarter", dims, period: "2026-01-01" },
      content: content(value, { source: "tf", status: "E" }),
    });
    for (const [value, expected] of [
      [5.5, ["move 1"]],
      [48, []],
    ] as const) {
      const draft = await reviewed("hbm-share", [of(value)]);
      expect(await rules(draft), String(value)).toEqual(expected);
      await away(draft);
    }
  });

  it("ask whether several contributors are to go, and nothing about a late date of what stays", async () => {
    const gone = ["alpha", "beta", "gamma"].map((one) => ({
      ...edit(one, "2026-11-08", 2.4, "nutiu"),
      content: content(null, { status: "W", source: "nutiu", reason: "correction" }),
    }));
    const draft = await reviewed("gpu-prices", gone);
    expect(await rules(draft)).toEqual(["contributors 3"]);
    await away(draft);
    const same = await reviewed("gpu-prices", [edit("alpha", "2026-11-08", 2.4, "cp")]);
    expect(await rules(same)).toEqual(["publisher 1"]);
    await away(same);
  });
});
