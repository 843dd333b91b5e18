import { beforeAll, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import type { Viewer } from "@/lib/access/viewer";
import { Reader } from "@/lib/access/reader";
import { loadDataset } from "@/lib/dashboards/dataset/load";
import { datasetView } from "@/lib/dashboards/dataset/view";
import { loadSeries } from "@/lib/dashboards/series/load";
import { datasetOf } from "@/lib/datasets/registry";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { listDrafts } from "@/lib/studio/drafts/read-draft";
import { listEvents } from "@/lib/studio/events/list-events";
import { type EventEdit, proposeEvent, proposeEventWithdrawal } from "@/lib/studio/events/propose-event";
import { toyDataset, useStore } from "../../setup/store";
import { approved, colleague, publishToy, SPROCKET } from "../../setup/studio";

const store = useStore();
const dataset = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;

beforeAll(async () => {
  toyDataset();
  await publishToy(store.db, 1, 10);
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
});

const launch: EventEdit = {
  dataset,
  occurredOn: "2026-03",
  kind: "Launch",
  title: "Sprockets from a second plant",
  subjects: ["Sprocket", "north"],
  source: "toy-survey",
};
const KEY = "sprockets-from-a-second-plant-2026-03";
const propose = (change: Partial<EventEdit> = {}) => proposeEvent(ada, { ...launch, ...change }, store.db);
const publishAll = async (draft: number) => {
  await approved(store.db, ada, ben, draft);
  await publishDraft(ada, { draft }, store.db);
};
const pins = async (asOf = now()) =>
  (await new Reader(store.db, ada, null, asOf).events({ dataset })).map((one) => one.title);
const discardAll = async () => {
  for (const one of await listDrafts(ada, { mine: true, states: ["draft"] }, store.db))
    await discardDraft(ada, { draft: one.id }, store.db);
};

describe("an event", () => {
  it("waits in the analyst's draft of its dataset, and is a pin once that is published", async () => {
    const draft = await propose();
    expect(draft).toMatchObject({ dataset, state: "draft", items: 1 });
    expect(await pins()).toEqual([]);
    const { waiting } = await listEvents(ben, dataset, store.db);
    expect(waiting).toMatchObject([{ draft: draft.id, author: "Ada One", mine: false, event: { key: KEY } }]);
    await publishAll(draft.id);
    expect(await pins()).toEqual(["Sprockets from a second plant"]);
    const [event] = await new Reader(store.db, ada, null, now()).events({ dataset, subjects: ["sprocket"] });
    expect(event).toMatchObject({ kind: "launch", subjects: ["sprocket", "north"], occurredOn: "2026-03" });
  });

  it("is changed under its key, and only its newest state is read", async () => {
    await publishAll((await propose({ key: KEY, title: "Sprockets from two plants", subjects: ["flux-gate"] })).id);
    expect(await pins()).toEqual(["Sprockets from two plants"]);
    const standing = new Reader(store.db, ada, null, now());
    expect(await standing.events({ dataset, subjects: ["sprocket"] })).toEqual([]);
  });

  it("disappears from later reads once it is withdrawn, and stays in earlier ones", async () => {
    const before = now();
    await publishAll((await proposeEventWithdrawal(ada, { dataset, key: KEY }, store.db)).id);
    expect(await pins()).toEqual([]);
    expect(await pins(before)).toEqual(["Sprockets from two plants"]);
    await expect(proposeEventWithdrawal(ada, { dataset, key: KEY }, store.db)).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("stands again where a withdrawn one is changed", async () => {
    await publishAll((await propose({ key: KEY, title: "Sprockets after all" })).id);
    expect(await pins()).toEqual(["Sprockets after all"]);
  });

  it("may bring a source along that is not recorded yet", async () => {
    const draft = await propose({
      title: "Gates are short",
      source: "",
      newSource: { title: "Gate report", publisher: "Gate House", url: "https://gate.example/report", kind: "report" },
    });
    await publishAll(draft.id);
    const { events } = await listEvents(ada, dataset, store.db);
    expect(events.find((one) => one.title === "Gates are short")?.source).toBe("gate-house-gate-report");
  });

  it("is refused without a source, about nothing that is known, on no date, or a second time", async () => {
    await expect(propose({ title: "X", source: "" })).rejects.toThrow(/Name the source/);
    await expect(propose({ title: "X", source: "none-such" })).rejects.toMatchObject({ code: "invalid" });
    await expect(propose({ title: "X", subjects: ["gearbox"] })).rejects.toThrow(/“gearbox” is nothing that/);
    await expect(propose({ title: "X", occurredOn: "2026-13" })).rejects.toThrow(/YYYY-MM-DD/);
    await expect(propose({ title: "X", occurredOn: "2026-02-30" })).rejects.toThrow(/YYYY-MM-DD/);
    await expect(propose()).rejects.toMatchObject({ code: "conflict" });
    await discardAll();
  });

  it("is not for who lacks the dataset", async () => {
    const poor = { ...ada, entitlements: [] };
    await expect(proposeEvent(poor, launch, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listEvents(poor, dataset, store.db)).rejects.toMatchObject({ code: "forbidden" });
  });
});

it("is pinned to the chart of its dataset and of the series that it is about", async () => {
  const { db } = store;
  for (const month of [2, 3, 4, 5]) await publishToy(db, month, 10 + month);
  const standing = (await listEvents(ada, dataset, db)).events.find((one) => one.key === KEY);
  await publishAll((await propose({ key: KEY, title: "Pinned", subjects: ["sprocket"] })).id);
  expect(standing?.key).toBe(KEY);
  const reader = new Reader(db, ada, null, now());
  const toy = datasetOf(dataset);
  const view = datasetView(toy, { measure: "lead_time", rows: "latest", region: "north" });
  const [figure] = (await loadDataset(reader, toy, view)).figures;
  expect(figure?.chart?.pins).toContainEqual({ on: "2026-03-01", label: "Pinned", source: "toy-survey" });
  const series = await loadSeries(reader, SPROCKET, null);
  expect(series.figures[0]?.chart?.pins).toContainEqual({ on: "2026-03-01", label: "Pinned", source: "toy-survey" });
  await publishAll((await propose({ key: KEY, title: "Pinned elsewhere", subjects: ["flux-gate"] })).id);
  const later = await loadSeries(new Reader(db, ada, null, now()), SPROCKET, null);
  expect((later.figures[0]?.chart?.pins ?? []).map((one) => one.label)).not.toContain("Pinned elsewhere");
});
