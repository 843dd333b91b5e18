import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import type { Viewer } from "@/lib/access/viewer";
import { Reader } from "@/lib/access/reader";
import { AppError } from "@/lib/kernel/error";
import { Grade } from "@/lib/provenance/grade";
import { readSources } from "@/lib/store/read-catalogue";
import { readQuestions } from "@/lib/studio/drafts/check-draft";
import { approveDraft, discardDraft, sendBackDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { changeSource } from "@/lib/studio/sources/change-source";
import { listSources } from "@/lib/studio/sources/list-sources";
import { readSource } from "@/lib/studio/sources/read-source";
import { searchSources } from "@/lib/studio/sources/search-sources";
import { proposeSourceMerge } from "@/lib/studio/sources/propose-merge";
import { applySourceMerge } from "@/lib/studio/sources/source-merge";
import { throughReview } from "../../setup/merges";
import { publish, toyDataset, useStore } from "../../setup/store";
import { colleague } from "../../setup/studio";

const store = useStore();
let analyst: Viewer;
let second: Viewer;

const KEYS = ["a", "b", "c", "d", "e"];
const observed = (source: string, month: number) => ({
  dataset: "toy-lead-times",
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period: `2025-0${month}-01`,
  value: month,
  status: "E" as const,
  source,
});

beforeAll(async () => {
  toyDataset();
  await publish(store.db, {
    sources: [
      ...KEYS.map((key) => ({
        key,
        title: `Paper ${key}${key}${key}`,
        publisher: "House",
        kind: "note",
        licence: `own ${key}`,
      })),
      { key: "old-report", title: "Old report", publisher: "Alpha", kind: "report", published: "2025-02-01" },
      {
        key: "report",
        title: "Report",
        publisher: "Alpha",
        kind: "report",
        url: "https://alpha.example/report",
        published: "2026-01-02",
      },
    ],
    observations: [
      { ...observed("old-report", 1), knownAt: "2025-02-01T00:00:00.000Z" },
      { ...observed("report", 2), knownAt: "2026-01-02T00:00:00.000Z" },
    ],
  });
  analyst = await colleague(store.db, "The analyst");
  second = await colleague(store.db, "Second analyst");
});

const change = (given: unknown) => changeSource(analyst, given, store.db);
/** Has sources be merged, or with `into` null be their own again, by a draft that a second person has approved. */
const merge = (keys: string[], into: string | null, reason: string) =>
  throughReview(store.db, analyst, second, proposeSourceMerge(analyst, { keys, into, reason }, store.db));
const reader = () => new Reader(store.db, analyst, null, now());
const sourcesRead = async () => (await reader().observations({ dataset: "toy-lead-times" })).map((one) => one.source);

describe("a merge of sources", () => {
  it("shows the surviving source wherever the other one is shown, also in answers that were kept", async () => {
    expect(await sourcesRead()).toEqual(["old-report", "report"]);
    await merge(["old-report"], "report", "recorded twice");
    expect(await sourcesRead()).toEqual(["report", "report"]);
    const trace = await reader().trace({ series: "TOY_LEAD_TIME.SPROCKET.NORTH", period: "2025-01-01" });
    expect(trace.vintages[0]?.source).toMatchObject({ key: "report", url: "https://alpha.example/report" });
    expect((await readSources(store.db.sql, ["old-report", "report"])).map((one) => one.key)).toEqual(["report"]);
  });

  it("shows on a past day the record that was published by then", async () => {
    const then = new Reader(store.db, analyst, "2025-06-30", now());
    const names = (await then.observations({ dataset: "toy-lead-times" })).map((one) => one.source);
    expect(await then.sources(names)).toMatchObject([{ key: "report", title: "Old report", published: "2025-02-01" }]);
    const trace = await then.trace({ series: "TOY_LEAD_TIME.SPROCKET.NORTH", period: "2025-01-01" });
    expect(trace.vintages[0]?.source).toMatchObject({ title: "Old report", published: "2025-02-01" });
    expect(await reader().sources(names)).toMatchObject([{ title: "Report", published: "2026-01-02" }]);
  });

  it("asks whether two of different publishers are one, before it is approved", async () => {
    const { id: draft } = await proposeSourceMerge(
      analyst,
      { keys: ["a"], into: "report", reason: "the same" },
      store.db,
    );
    await submitDraft(analyst, { draft, reason: "the same" }, store.db);
    const [question] = await readQuestions(second, { draft }, store.db);
    expect(question).toMatchObject({ rule: "publisher", message: expect.stringMatching(/“House”.*by “Alpha”/) });
    await expect(approveDraft(second, { draft }, store.db)).rejects.toThrow(/One question .* not answered/);
    await sendBackDraft(second, { draft, note: "they are two" }, store.db);
    await discardDraft(analyst, { draft }, store.db);
  });

  it("leaves what names the merged source as it is", async () => {
    const [row] = await store.db.sql<{ key: string }[]>`
      select key from observation o join source on source.id = o.source_id order by o.period limit 1`;
    expect(row?.key).toBe("old-report");
  });

  it("counts what rests on both, and tells its history", async () => {
    const { lines } = await listSources(analyst, { text: "report", state: "all" }, store.db);
    expect(lines.map((one) => [one.key, one.observations, one.mergedInto])).toEqual([
      ["report", 2, null],
      ["old-report", 1, "report"],
    ]);
    const detail = await readSource(analyst, "old-report", store.db);
    expect(detail.states[0]).toMatchObject({ reason: "recorded twice", mergedInto: "report", by: "The analyst" });
    expect((await readSource(analyst, "report", store.db)).datasets).toMatchObject([{ observations: 2, series: 1 }]);
  });

  it("leaves those counted and listed that stand without an address or a date", async () => {
    const all = await listSources(analyst, {}, store.db);
    const of = (lacks: "address" | "date") => listSources(analyst, { lacks }, store.db);
    const [address, date] = await Promise.all([of("address"), of("date")]);
    expect(all.lacking).toEqual({ sources: all.total, address: address.total, date: date.total });
    expect([address.lines.length > 0, date.lines.length > 0]).toEqual([true, true]);
    expect(address.lines.every((one) => one.url === null)).toBe(true);
    expect(date.lines.every((one) => one.published === null)).toBe(true);
    expect(all.lines.filter((one) => one.url === null).map((one) => one.key)).toEqual(
      address.lines.map((one) => one.key),
    );
  });

  it("leaves each source listed under its grade, and under no other", async () => {
    const all = await listSources(analyst, {}, store.db);
    for (const grade of Grade.options)
      expect((await listSources(analyst, { grade }, store.db)).lines.map((one) => one.key)).toEqual(
        all.lines.flatMap((one) => (one.grade === grade ? [one.key] : [])),
      );
    expect(new Set(all.lines.map((one) => one.grade)).size).toBeGreaterThan(1);
  });

  it("is found by the words of the merged source, as the surviving one", async () => {
    expect((await searchSources(analyst, { text: "old-report" }, store.db)).map((one) => one.key)).toEqual(["report"]);
  });

  it("is undone by a later decision", async () => {
    await merge(["old-report"], null, "they differ after all");
    expect(await sourcesRead()).toEqual(["old-report", "report"]);
    expect((await readSource(analyst, "old-report", store.db)).states).toHaveLength(2);
  });

  it("is refused into itself, and where the other way exists", async () => {
    await expect(merge(["a"], "a", "to see")).rejects.toMatchObject({ code: "invalid" });
    await merge(["a"], "b", "to see");
    await expect(merge(["b"], "a", "to see")).rejects.toMatchObject({ code: "invalid" });
    await merge(["a"], null, "put back");
  });
});

describe("an assessment", () => {
  it("is shown in place of what the source says, and falls back to it", async () => {
    await change({ what: "assess", key: "a", licence: "CC BY 4.0", reliability: "low", reason: "terms changed" });
    expect(await readSources(store.db.sql, ["a"])).toMatchObject([{ licence: "CC BY 4.0", reliability: "low" }]);
    await change({ what: "assess", key: "a", licence: "", reliability: "", reason: "terms are back" });
    expect(await readSources(store.db.sql, ["a"])).toMatchObject([{ licence: "own a", reliability: null }]);
  });

  it("survives archiving, and an archived source is not offered", async () => {
    await change({ what: "assess", key: "e", licence: "by contract", reliability: "high", reason: "a contract" });
    await change({ what: "archive", key: "e", reason: "no longer sold" });
    expect(await readSources(store.db.sql, ["e"])).toMatchObject([{ licence: "by contract" }]);
    expect((await searchSources(analyst, { text: "eee" }, store.db)).map((one) => one.key)).toEqual([]);
    await expect(merge(["d"], "e", "to see")).rejects.toMatchObject({ code: "conflict" });
    await change({ what: "restore", key: "e", reason: "sold again" });
    expect((await searchSources(analyst, { text: "eee" }, store.db)).map((one) => one.key)).toEqual(["e"]);
  });
});

it("is written into the audit, with its reason", async () => {
  const rows = await store.db.sql<{ action: string; subject: string; detail: { reason: string } }[]>`
    select action, subject, detail from audit_event where action like 'source.%' order by id limit 2`;
  expect(rows.map((row) => [row.action, row.subject, row.detail.reason])).toEqual([
    ["source.merge", "old-report", "recorded twice"],
    ["source.undo-merge", "old-report", "they differ after all"],
  ]);
});

it("is for analysts with their own hands", async () => {
  const subscriber = await colleague(store.db, "The subscriber", "subscriber");
  const order = { what: "archive", key: "a", reason: "to see" };
  await expect(changeSource(subscriber, order, store.db)).rejects.toMatchObject({ code: "forbidden" });
  const looking = {
    ...analyst,
    viewedBy: { personId: subscriber.personId, name: "An admin", until: "2099-01-01T00:00:00Z" },
  };
  await expect(changeSource(looking, order, store.db)).rejects.toMatchObject({ code: "forbidden" });
});

it("is not even there for who works on no dataset whose numbers rest on the source", async () => {
  const other = { ...analyst, entitlements: [{ dataset: "hbm-share", delayDays: 0 }] };
  const archive = { what: "archive", key: "old-report", reason: "to see" };
  await expect(changeSource(other, archive, store.db)).rejects.toMatchObject({ code: "not_found" });
  const merging = proposeSourceMerge(other, { keys: ["old-report"], into: "a", reason: "to see" }, store.db);
  await expect(merging).rejects.toMatchObject({ code: "not_found" });
});

const step = fc.record({ one: fc.constantFrom(...KEYS), into: fc.constantFrom(...KEYS), undo: fc.boolean() });

/** Where a way ends, walked naively. */
function endOf(edges: ReadonlyMap<string, string>, key: string): string {
  const next = edges.get(key);
  return next === undefined ? key : endOf(edges, next);
}

it("shows each source as the end of its way, whatever was merged and undone, and no way turns in a circle", async () => {
  const edges = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const { one, into, undo } of steps) {
        const order = { key: one, into: undo ? null : into, reason: "property" };
        const by = { personId: analyst.personId, changeSetId: null };
        const done = store.db.sql.begin((tx) => applySourceMerge(tx, order, by));
        const taken = await done.then(
          () => true,
          (error) => {
            if (error instanceof AppError) return false;
            throw error;
          },
        );
        const end = endOf(edges, into);
        expect(taken).toBe(undo ? edges.has(one) : !edges.has(one) && end !== one);
        if (taken && undo) edges.delete(one);
        else if (taken) edges.set(one, end);
      }
      const rows = await store.db.sql<{ own_key: string; key: string }[]>`
        select own_key, key from standing_source where own_key = any(${KEYS}) order by own_key`;
      expect(rows.map((row) => row.key)).toEqual(KEYS.map((key) => endOf(edges, key)));
    }),
    { numRuns: 25 },
  );
});

it("keeps ways without circles where analysts merge at the same time", async () => {
  await publish(store.db, {
    sources: ["x", "y", "z"].map((key) => ({ key, title: key, publisher: "House", kind: "note" })),
  });
  const once = ({ personId }: Viewer, key: string, into: string) =>
    store.db.sql
      .begin((tx) => applySourceMerge(tx, { key, into, reason: "at once" }, { personId, changeSetId: null }))
      .catch(() => "refused");
  await Promise.all([once(analyst, "x", "y"), once(second, "y", "z"), once(analyst, "z", "x")]);
  const rows = await store.db.sql<{ key: string }[]>`
    select distinct key from standing_source where own_key in ('x', 'y', 'z')`;
  expect(rows).toHaveLength(1);
});
