import { beforeAll, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readDraftCells } from "@/lib/studio/drafts/read-draft-cells";
import { saveFixes } from "@/lib/studio/import/work";
import { applied, broughtIn, checked, useImportFolder } from "../../setup/import";
import { publish, useStore } from "../../setup/store";
import { colleague } from "../../setup/studio";

// Constructed shares, under names of real publishers.
const house = useStore();
const { store } = useImportFolder();
const tools = () => ({ db: house.db, store });
let ada: Viewer;

const source = (key: string, publisher: string) => ({
  key,
  publisher,
  title: `Constructed note ${key}`,
  kind: "research",
  url: `https://${key}.example/note`,
  published: "2026-11-20",
});
const relay = { ...source("tracker", "somebody/tracker"), url: "https://github.com/somebody/tracker" };
const FILE = [
  "Supplier,Publisher,Basis,Generation,Customer,Period,Share,Source",
  "SK hynix,TrendForce,revenue,all,all,2026Q1,57,tf",
  "SK hynix,TrendForce,revenue,all,all,2026Q2,50,cp",
  "Micron,TrendForce,revenue,all,all,2026Q2,18,cp",
].join("\n");

beforeAll(async () => {
  ada = await colleague(house.db, "Ada One");
  const named = (kind: "publisher" | "company", slug: string, name: string) => ({ kind, slug, name, verified: true });
  await publish(house.db, {
    sources: [source("tf", "TrendForce"), source("cp", "Counterpoint"), relay],
    entities: [
      named("company", "meta", "Meta Platforms"),
      named("publisher", "trendforce", "TrendForce"),
      named("publisher", "counterpoint", "Counterpoint"),
      named("company", "sk-hynix", "SK hynix"),
      named("company", "micron", "Micron"),
    ],
  });
});

const bring = () =>
  broughtIn(ada, tools(), { dataset: "hbm-share", name: "shares.csv", bytes: FILE }, { status: "E", fixed: {} });
const series = async () => {
  const { id } = await openDraft(ada, { dataset: "hbm-share" }, house.db);
  return (await readDraftCells(ada, { draft: id }, house.db)).map((one) => `${one.dims["publisher"]} ${one.value}`);
};

it("never takes another publisher's figures into a series in silence, and asks for all of them at once", async () => {
  const ref = await bring();
  const told = (await checked(ada, tools(), ref)).find("checked");
  expect(told?.tally).toMatchObject({ good: 1, bad: 2 });
  expect(told?.groups).toHaveLength(1);
  expect(told?.groups[0]).toMatchObject({
    count: 2,
    value: "TrendForce from Counterpoint",
    mends: [
      { key: "voice:trendforce|cp", value: "counterpoint", words: "Put it into series of Counterpoint" },
      { key: "voice:trendforce|cp", value: "passes-on", words: "It passes them on: take it" },
    ],
  });
  expect(told?.groups[0]?.reason).toMatch(/source is “Counterpoint”, and the series is that of “TrendForce”/);
});

it("puts them into their own publisher's series, or takes them as passed on, as was said; either can be undone", async () => {
  const ref = await bring();
  const { dataset, upload } = ref;
  const say = (value: string | null) =>
    saveFixes(ada, { dataset, upload, fixes: { "voice:trendforce|cp": value } }, house.db);
  await say("passes-on");
  const passed = (await checked(ada, tools(), ref)).find("checked");
  expect(passed?.tally).toMatchObject({ good: 3, bad: 0 });
  expect(passed?.repairs).toMatchObject([{ kind: "voice", from: "trendforce|cp", to: "passes-on" }]);
  await say(null);
  expect((await checked(ada, tools(), ref)).find("checked")?.tally).toMatchObject({ good: 1, bad: 2 });
  await say("counterpoint");
  await applied(ada, tools(), ref);
  expect((await series()).toSorted()).toEqual(["counterpoint 18", "counterpoint 50", "trendforce 57"]);
});

it("takes what only a relay says that a company reported as provisional, or as actual for its reviewer to be asked", async () => {
  const bytes = "Company,Line,Basis,Unit,Quarter,Amount\nMeta Platforms,Capex,Company statement,USD,2026Q1,16000000000";
  const file = { dataset: "company-financials", name: "capex.csv", bytes };
  const { dataset, upload } = await broughtIn(ada, tools(), file, {
    status: "A",
    source: "tracker",
    fixed: { measure: "quarter" },
  });
  const told = (await checked(ada, tools(), { dataset, upload })).find("checked");
  expect(told?.tally).toMatchObject({ good: 0, bad: 1 });
  expect(told?.groups[0]).toMatchObject({ mends: [{ key: "relayed:status", value: "P" }, { value: "A" }] });
  for (const status of ["P", "A"]) {
    await saveFixes(ada, { dataset, upload, fixes: { "relayed:status": status } }, house.db);
    const mended = (await checked(ada, tools(), { dataset, upload })).find("checked");
    expect(mended?.tally).toMatchObject({ good: 1, bad: 0 });
    expect(mended?.preview[0]?.content.status).toBe(status);
  }
});
