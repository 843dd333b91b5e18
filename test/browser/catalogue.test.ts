import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { violationsOn } from "../setup/accessibility";
import { applyEntityMerge } from "@/lib/studio/entities/entity-merge";
import { applySourceMerge } from "@/lib/studio/sources/source-merge";
import { demoAccount, newContext, signIn, siteDatabaseUrl } from "../setup/browser";

let db: Database;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];
/** Who merges past the drafts, which other files are at. */
const by = { personId: "", changeSetId: null };

// Things of this file's own, so that no other file meets them.
beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  const source = (key: string, title: string) => ({ key, title, publisher: "Constructed house", kind: "note" });
  await publishChangeSet(db, {
    author: { kind: "person", name: "Test analyst" },
    reason: "Constructed for a test",
    sources: [source("cat-one", "Constructed note, first"), source("cat-two", "Constructed note, second record")],
    entities: [
      { kind: "cloud", slug: "cat-stratus", name: "Stratus of the tests", verified: false, source: "cat-one" },
      { kind: "cloud", slug: "cat-stratos", name: "Stratos of the tests", verified: true },
    ],
  });
  const [analyst] = await db.sql<{ id: string }[]>`select id from person where email = ${demoAccount("analyst").email}`;
  by.personId = analyst?.id ?? "";
  context = await newContext();
  await signIn(context, "analyst");
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await context.close();
  await db.close();
});

const form = (name: string | RegExp) => page.getByRole("form", { name });
const said = (words: RegExp) => page.getByText(words).first().waitFor();

describe("the catalogue's pages", () => {
  it.each([
    "/studio/sources",
    "/studio/sources/cat-one",
    "/studio/entities",
    "/studio/entities/new?kind=cloud",
    "/studio/entities/cloud/cat-stratus",
    "/studio/hbm-market/events",
    "/studio/hbm-share/settings",
  ])("%s fits a phone and the rules of accessibility", async (where) => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(where, { waitUntil: "load" });
      expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${where} at ${width}`).toBeLessThanOrEqual(0);
    }
    expect(await violationsOn(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("propose to merge a source into another one, found by any word, and to take that back", async () => {
    await page.goto("/studio/sources/cat-two");
    await page.getByRole("combobox", { name: "Show it as" }).fill("note, first");
    await page.getByRole("option", { name: /Constructed note, first/ }).click();
    await page.getByRole("button", { name: "See what would move" }).click();
    await page.getByText(/would be shown as Constructed note, first/).waitFor();
    const merge = form("Propose the merge");
    await merge.getByLabel("Reason").fill("recorded twice");
    await merge.getByRole("button", { name: "Propose in my draft" }).click();
    await said(/Proposed in your draft \d+ of entities and sources/);
    await page.goto("/studio/sources/cat-two");
    expect(await page.getByText("Readers see").count()).toBe(0);
    const twice = { key: "cat-two", into: "cat-one", reason: "recorded twice" };
    await db.sql.begin((tx) => applySourceMerge(tx, twice, by));
    await page.goto("/studio/sources?text=constructed&state=merged");
    await page.getByText("shown as cat-one").waitFor();
    await page.goto("/studio/sources/cat-two");
    await page.getByText("Readers see").waitFor();
    await form("Undo the merge").getByLabel("Reason").fill("they differ");
    await page.getByRole("button", { name: "Propose to undo the merge" }).click();
    await said(/Proposed in your draft \d+ of entities and sources/);
  });

  it("put a change of an entity into the analyst's draft, and go on from it", async () => {
    await page.goto("/studio/entities/cloud/cat-stratus");
    const edit = form("Name and attributes");
    await edit.getByLabel("Headquarters").fill("France");
    await edit.getByRole("button", { name: "Put into the draft" }).click();
    await said(/Headquarters: “France” is two capital letters/);
    await edit.getByLabel("Headquarters").fill("FR");
    await edit.getByRole("button", { name: "Put into the draft" }).click();
    await page.getByText("The form goes on from yours.").waitFor();
    expect(await form("Name and attributes").getByLabel("Headquarters").inputValue()).toBe("FR");
  });

  it("lead from a merged entity to the one that stands, for analysts and for readers", async () => {
    await page.goto("/studio/entities/cloud/cat-stratos");
    await page.getByRole("heading", { level: 1, name: "Stratos of the tests" }).waitFor();
    const merge = { kind: "cloud" as const, slug: "cat-stratos", into: "cat-stratus", reason: "one cloud" };
    await db.sql.begin((tx) => applyEntityMerge(tx, { ...merge, despite: false }, by));
    await page.goto("/studio/entities/cloud/cat-stratos");
    await page.waitForURL("**/studio/entities/cloud/cat-stratus");
    await page.goto("/neoclouds/cat-stratos");
    expect(new URL(page.url()).pathname).toBe("/neoclouds/cat-stratus");
    await page.getByRole("heading", { level: 1, name: "Stratus of the tests" }).waitFor();
  });

  it("put an event with a new source into the dataset's draft", async () => {
    await page.goto("/studio/token-prices/events");
    const event = form("New event");
    await event.getByLabel("When").fill("2026-05");
    await event.getByLabel("Kind").first().fill("launch");
    await event.getByLabel("Title, as on the chart").fill("Constructed launch of the tests");
    await event.getByText("or a new source").click();
    await event.getByLabel("Title", { exact: true }).fill("Constructed report");
    await event.getByLabel("Publisher").fill("Constructed house");
    await event.getByRole("button", { name: "Put into the draft" }).click();
    await page.getByRole("heading", { name: "In drafts" }).waitFor();
    expect(await page.getByRole("rowheader", { name: "Constructed launch of the tests" }).count()).toBe(1);
  });

  it("keep settings, and leave the second pair of eyes to admins", async () => {
    await page.goto("/studio/exchange-rates/settings");
    expect(await page.getByText("An admin of your organisation may change that.").count()).toBe(1);
    const settings = form("Settings");
    await settings.getByLabel("Usual time of publication").fill("16:00");
    await settings.getByLabel("Time zone").selectOption("America/New_York");
    await settings.getByRole("button", { name: "Keep" }).click();
    await page.getByText("time of publication: none → 16:00").waitFor();
  });

  it("pin events to the charts of their dataset", async () => {
    await page.goto("/data/hbm-market");
    const pins = page.locator("figure ol li, section ol li").filter({ hasText: "HBM4" });
    await pins.first().waitFor();
    expect(await pins.count()).toBeLessThanOrEqual(12);
  });

  it("complain about nothing", () => {
    expect(complaints).toEqual([]);
  });
});
