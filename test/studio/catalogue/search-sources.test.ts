import { beforeAll, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { searchSources } from "@/lib/studio/sources/search-sources";
import { publish, toyDataset, useStore } from "../../setup/store";
import { colleague } from "../../setup/studio";

const store = useStore();
let analyst: Viewer;

beforeAll(async () => {
  toyDataset();
  await publish(store.db, {
    sources: [
      { key: "alpha-q1", title: "Alpha results Q1", publisher: "Alpha", kind: "filing", published: "2026-04-01" },
      { key: "alpha-q2", title: "Alpha results Q2", publisher: "Alpha", kind: "filing", published: "2026-07-01" },
      { key: "percent", title: "Shares of 100% of_bits", publisher: "Beta", kind: "survey" },
    ],
  });
  analyst = await colleague(store.db, "The analyst");
});

const keys = async (text: string) => (await searchSources(analyst, { text }, store.db)).map((one) => one.key);

it("finds sources by every word, the newest first", async () => {
  expect(await keys("alpha RESULTS")).toEqual(["alpha-q2", "alpha-q1"]);
  expect(await keys("alpha q1")).toEqual(["alpha-q1"]);
  expect(await keys("")).toHaveLength(4);
});

it("takes signs of SQL patterns for what they are", async () => {
  expect(await keys("100%")).toEqual(["percent"]);
  expect(await keys("of_bits")).toEqual(["percent"]);
  expect(await keys("al_ha")).toEqual([]);
});

it("is for analysts alone", async () => {
  const subscriber = await colleague(store.db, "The subscriber", "subscriber");
  await expect(searchSources(subscriber, { text: "" }, store.db)).rejects.toMatchObject({ code: "forbidden" });
});
