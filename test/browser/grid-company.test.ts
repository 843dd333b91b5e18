import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { analystOf, cellOf, openGrid, rowOf, savedGrid, typeInto } from "../setup/grid-page";

// Two analysts in one grid: each sees by itself what the other does.
const GRID = "/studio/hbm-market?measure=bits_year&words=yidop";
const ROW = "broker report";
// They hear of each other every few seconds.
const SOON = { timeout: 15_000 };
const contexts: BrowserContext[] = [];
let db: Database;
let dora: Page;
let emil: Page;

async function pageOf(name: string): Promise<Page> {
  const context = await newContext();
  contexts.push(context);
  await signIn(context, await analystOf(db, "company", name));
  const page = await context.newPage();
  await openGrid(page, GRID);
  return page;
}

const people = (on: Page) => on.getByLabel("Who else is here");
const rival = (on: Page, period: string) => cellOf(on, ROW, period).then((cell) => cell.getByText("◆"));

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  [dora, emil] = [await pageOf("dora"), await pageOf("emil")];
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await db.close();
});

describe("two persons in one grid", () => {
  it("see who else is here and in which cell, and go there by a click", async () => {
    await (await cellOf(emil, ROW, "2026")).click();
    await people(dora).getByText("emil").waitFor();
    await expect.poll(() => people(dora).innerText(), SOON).toContain("2026");
    await people(dora).getByRole("button").click();
    await expect.poll(() => dora.locator("p[aria-live=polite]").innerText(), SOON).toContain("emil is here now");
  });

  it("see the other's edit, and that it was undone, without reload", async () => {
    await typeInto(emil, ROW, "2027", "30000000000");
    await savedGrid(emil);
    await (await rival(dora, "2027")).waitFor();
    await emil.keyboard.press("ControlOrMeta+z");
    await (await rival(dora, "2027")).waitFor({ state: "detached" });
    await emil.keyboard.press("ControlOrMeta+y");
    await (await rival(dora, "2027")).waitFor();
    const words = await (await cellOf(dora, ROW, "2027")).locator("[title]").getAttribute("title");
    expect(words).toMatch(/emil proposes 30,000,000,000 Gbit/);
  });

  it("see what is published meanwhile in its place, with what kind of hand did it, and keep what they were typing", async () => {
    await (await cellOf(dora, ROW, "2024")).click();
    await dora.keyboard.type("77");
    await publishChangeSet(db, {
      author: { kind: "person", name: "Constructed publisher" },
      reason: "Constructed for a test",
      sources: [
        { key: "company-survey", title: "Constructed survey of company", publisher: "Constructed", kind: "survey" },
      ],
      observations: [
        {
          dataset: "hbm-market",
          measure: "bits_year",
          dims: {
            supplier: "all-suppliers",
            generation: "all",
            scope: "not-stated",
            publisher: "broker-report-via-yidop",
          },
          period: "2025-01-01",
          value: 4_321_000_000,
          status: "E",
          source: "company-survey",
        },
      ],
    });
    await dora.getByText("An analyst published 1 value of this dataset").waitFor();
    expect(await dora.getByRole("textbox", { name: "Value", exact: true }).first().inputValue()).toBe("77");
    await dora.keyboard.press("Escape");
    await expect.poll(() => rowOf(dora, ROW).first().innerText(), SOON).toContain("4,321,000,000");
  });

  it("are told when the other leaves", async () => {
    await emil.close();
    await expect.poll(() => people(dora).innerText(), SOON).not.toContain("emil");
  });

  it("are not asked after while the page is out of sight", async () => {
    const asked: string[] = [];
    dora.on("request", (request) => request.url().includes("/around") && asked.push(request.url()));
    const sight = (state: string) =>
      dora.evaluate((value) => {
        Object.defineProperty(document, "visibilityState", { value, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        // A network that is back has everything asked again that is asked at all.
        window.dispatchEvent(new Event("online"));
      }, state);
    await sight("hidden");
    const before = asked.length;
    await sight("hidden");
    expect(asked.length).toBe(before);
    await sight("visible");
    await expect.poll(() => asked.length, SOON).toBeGreaterThan(before);
  });

  it("hear it said that the session has ended", async () => {
    await contexts[0]?.clearCookies();
    await people(dora).getByText("Signed out: what others do is not heard").waitFor();
    expect(await people(dora).getByRole("button").count()).toBe(0);
  });
});
