import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { connectorOf } from "@/lib/ingest/find-connector";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { violationsOn } from "../setup/accessibility";
import { baseUrl, newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { useSources } from "../setup/ingest";

const rehearsal = useSources();
let db: Database;
let context: BrowserContext;
let page: Page;
let run = 0;
const complaints: string[] = [];

// A source of which an analyst has to accept everything: six values wait.
beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  const watched = { ...connectorOf("oci-price-list"), publishes: "held" as const };
  const report = await runConnector(rehearsal.tools(db), watched, { trigger: "command", startedBy: "test" });
  run = report.run ?? 0;
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

describe("the refresh desk", () => {
  it.each(["/studio/refresh", "/studio/refresh/oci-price-list", "run"])(
    "%s fits a phone and the rules of accessibility",
    async (where) => {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(where === "run" ? `/studio/refresh/runs/${run}` : where, { waitUntil: "load" });
        expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${where} at ${width}`).toBeLessThanOrEqual(0);
      }
      expect(await violationsOn(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it("publishes what an analyst accepts, and asks for a reason first", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/studio/refresh/oci-price-list");
    const form = page.getByRole("form", { name: "Published by an analyst only" });
    const boxes = form.getByRole("checkbox");
    expect(await boxes.count()).toBe(6);
    for (const box of (await boxes.all()).slice(1)) await box.uncheck();
    const chosen = await boxes.first().evaluate((box) => box.closest("tr")?.innerText ?? "");
    await form.getByLabel("Reason").fill("checked on the provider's page");
    await form.getByRole("button", { name: "Accept and publish" }).click();
    await page.getByText("Published: 1 value").waitFor();
    const [row] = await db.sql<{ author: string; reason: string; held: number }[]>`
      select author, reason, (select count(*)::int from held_item where state = 'held') as held from change_set order by id desc limit 1`;
    expect(row).toEqual({
      author: "Demo analyst",
      reason: "Accepted after review: checked on the provider's page",
      held: 5,
    });
    expect(chosen).toContain("Oracle Cloud");
  });

  it("rejects, and says that the last good values stand", async () => {
    await page.goto("/studio/refresh");
    const form = page.getByRole("form", { name: "Published by an analyst only" });
    await form.getByLabel("Reason").fill("not the list that we follow");
    await form.getByRole("button", { name: "Reject" }).click();
    await page.getByText("Nothing waits for a decision.").waitFor();
    expect(await db.sql`select 1 from held_item where state = 'rejected' and decided_by = 'Demo analyst'`).toHaveLength(
      5,
    );
  });

  it("pauses a source with a reason and resumes it", async () => {
    await page.goto("/studio/refresh/vultr");
    await page.getByLabel("Reason to pause").fill("terms under review");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("off: paused by Demo analyst: terms under review").first().waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByLabel("Reason to pause").waitFor();
    expect(await page.getByText("off: paused").count()).toBe(0);
  });

  it("says why nothing runs where nobody can be reached", async () => {
    await page.goto("/studio/refresh/vultr");
    await page.getByRole("button", { name: "Run now" }).click();
    const words = page.getByText("HALFPITCH_CONTACT is not set");
    await words.waitFor();
    expect(await words.count()).toBe(1);
  });

  it("is closed to subscribers", async () => {
    const other = await newContext();
    await signIn(other, "subscriber");
    const theirs = await other.newPage();
    await theirs.goto("/studio/refresh");
    expect(await theirs.getByText("This needs the role analyst.").count()).toBe(1);
    expect(await theirs.getByText("OCI price list").count()).toBe(0);
    await other.close();
  });
});

describe("metrics", () => {
  it("open to the token alone", async () => {
    const ask = async (token: string) =>
      context.request.get(`${baseUrl()}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask("another")).status()).toBe(401);
    const answer = await ask("a token for the metrics of the tests");
    expect(answer.status()).toBe(200);
    expect(await answer.text()).toContain(
      'halfpitch_connector_last_run_records{connector="oci-price-list",kind="held"} 6',
    );
  });
});

describe("the price page", () => {
  it("has the index as its headline, and each value leads to what it rests on", async () => {
    await page.goto("/prices");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toMatch(
      /^Neocloud on-demand H100 SXM.* at \$\d\.\d\d on \d{4}-\d\d-\d\d \((rate card|assessed), grade [ABC], \d+ votes\)$/,
    );
    await page.getByRole("link", { name: "Neocloud, on demand", exact: true }).click();
    await page.getByRole("heading", { name: /providers? ha(s|ve) a vote/ }).waitFor();
    expect(await page.getByText("SHA-256").count()).toBeGreaterThan(0);
  });
});
