import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { violationsOn } from "../setup/accessibility";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";

const PAGES = [
  "/",
  "/prices",
  "/neoclouds",
  "/neoclouds/coreweave",
  "/hbm",
  "/capex",
  "/data",
  "/data/gpu-prices",
  "/data/toy-lead-times",
  "/account",
  "/status",
  "/prices/assessment",
];

let context: BrowserContext;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  // Playwright's own script is let past the policy, so that axe can look; a page's breach of it is still reported.
  context = await newContext();
  await signIn(context, "subscriber");
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${String(error)}`));
});
beforeEach(() => {
  complaints = [];
});
afterAll(async () => context.close());

describe("every page", () => {
  it.each(PAGES)("%s keeps to its policy, to the width of a phone and to the rules of accessibility", async (where) => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const answer = await page.goto(where, { waitUntil: "load" });
      expect(answer?.status()).toBe(200);
      expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${where} at ${width}`).toBeLessThanOrEqual(0);
    }
    expect(await violationsOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe("a dataset of one file", () => {
  it("has a page with chart, table, revisions, sources, methodology and CSV", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/data/toy-lead-times");
    expect(await page.locator("main svg").count()).toBeGreaterThan(0);
    await page.locator("section label", { hasText: "Table" }).click();
    expect(await page.getByRole("row").filter({ hasText: "Flux gate" }).count()).toBeGreaterThan(0);
    for (const name of ["Revisions", "Sources", /^Methodology/]) await page.getByRole("heading", { name }).waitFor();
    expect(await page.getByText("Constructed survey of lead times").count()).toBeGreaterThan(0);
    const csv = await context.request.get("/api/csv/data/series?dataset=toy-lead-times&rows=all");
    expect(csv.headers()["content-type"]).toContain("text/csv");
    expect(await csv.text()).toContain("TOY_LEAD_TIME.SPROCKET.NORTH");
    await page.goto("/data");
    expect(await page.getByRole("link", { name: "Constructed lead times" }).count()).toBe(1);
  });

  it("shows what was known on a day, and says so where nothing was", async () => {
    const at = async (day: string) =>
      (await context.request.get(`/api/csv/data/series?dataset=toy-lead-times&rows=all&asOf=${day}`)).text();
    expect(await at("2026-03-10")).toContain(",12,");
    expect(await at("2026-03-10")).not.toContain("12.5");
    expect(await at("2026-04-10")).toContain(",12.5,");
    await page.goto("/data/toy-lead-times?asOf=2025-01-01");
    await page
      .getByText(/Nothing that matches was known .* on 2025-01-01/)
      .first()
      .waitFor();
    await page.getByText("As known on 2025-01-01").first().waitFor();
  });
});

describe("a number", () => {
  it("opens where it came from, with every earlier value, and a link reproduces that", async () => {
    await page.goto("/data/toy-lead-times?rows=all");
    await page.locator("section label", { hasText: "Table" }).click();
    await page.locator('a[data-trace="TOY_LEAD_TIME.SPROCKET.NORTH|2026-02-01"]').first().click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Constructed survey of lead times").first().waitFor();
    const words = await drawer.innerText();
    expect(words).toMatch(/12\.5/);
    expect(words).toMatch(/restated a month later/);
    expect(words).toMatch(/Starter dataset/);
    expect(words).toMatch(/2026-03-03/);
    await page.reload();
    await page.getByRole("dialog").getByText("Constructed survey of lead times").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.waitForURL((url) => !url.searchParams.has("trace"));
    expect(page.url()).not.toContain("trace=");
  });

  it("is found under an old code of its series, which leads to the new one", async () => {
    const db = connect(siteDatabaseUrl(), { max: 1 });
    const alias = "CONSTRUCTED_OLD_NAME.SPROCKET";
    await publishChangeSet(db, {
      author: { kind: "person", name: "Test analyst" },
      reason: "Constructed for a test",
      aliases: [{ alias, series: "TOY_LEAD_TIME.SPROCKET.NORTH" }],
    });
    await db.close();
    await page.goto(`/series/${alias}?asOf=2026-04-10`);
    expect(page.url()).toMatch(/\/series\/TOY_LEAD_TIME\.SPROCKET\.NORTH\?asOf=2026-04-10$/);
    const answer = await context.request.get(`/api/v1/series/${alias}`);
    expect(await answer.json()).toMatchObject({ series: { code: "TOY_LEAD_TIME.SPROCKET.NORTH" } });
  });

  it("leads to its series without script", async () => {
    const plain = await newContext({ javaScriptEnabled: false });
    await signIn(plain, "subscriber");
    const still = await plain.newPage();
    await still.goto("/series/TOY_LEAD_TIME.SPROCKET.NORTH?period=2026-02-01");
    expect(await still.locator("main").innerText()).toMatch(/restated a month later/);
    await plain.close();
  });
});

describe("a chart", () => {
  it("becomes interactive when it is reached, without moving the page", async () => {
    await page.goto("/data/toy-lead-times");
    const chart = page.locator("main [role=img], main [role=application], main figure").first();
    const before = await page.evaluate(() => document.documentElement.scrollHeight);
    await chart.hover();
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some((one) => one.name.includes("/_next/static/chunks/")),
    );
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(before);
    expect(complaints).toEqual([]);
  });
});
