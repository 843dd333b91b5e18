import { createHash } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { sealOpenEditions } from "@/lib/studio/editions/seal-edition";
import { closeEdition } from "@/lib/studio/editions/close-edition";
import { violationsOn } from "../setup/accessibility";
import { baseUrl, newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { toyDataset } from "../setup/store";

const TOY = "toy-lead-times";
let db: Database;
let label = "";
const contexts: BrowserContext[] = [];
const complaints: string[] = [];

async function pageOf(who: "subscriber" | "analyst" | null): Promise<Page> {
  const context = await newContext();
  contexts.push(context);
  if (who) await signIn(context, who);
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return page;
}

const lead = (value: number) => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part: "flux-gate", region: "south" },
  period: "2019-05-01",
  value,
  status: "E" as const,
  source: "edition-survey",
});

/** A value that was wrong, put right as an analyst's draft does it, in an edition that is closed with it. */
async function correct(): Promise<string> {
  const source = { key: "edition-survey", title: "Constructed survey", publisher: "Constructed", kind: "survey" };
  const author = { kind: "person" as const, name: "Constructed analyst" };
  const changes = { author, reason: "Copied from the wrong column", observations: [lead(78.9)] };
  await publishChangeSet(db, { author, reason: "Entered", sources: [source], observations: [lead(77.7)] });
  let closed = "";
  await publishChangeSet(db, changes, async (tx, { changeSetId, releases }) => {
    await tx`
      insert into revision (change_set_id, dataset, series, period, reason, value_before, status_before, value_after, status_after)
      values (${changeSetId}, ${TOY}, 'TOY_LEAD_TIME.FLUX_GATE.SOUTH', '2019-05-01', 'correction', 77.7, 'E', 78.9, 'E')`;
    const release = { release: releases[0]?.number ?? 0, changeSetId: changeSetId ?? 0 };
    closed = (await closeEdition(tx, { dataset: TOY, ...release, closedBy: author.name, note: "After the correction" }))
      .label;
  });
  await sealOpenEditions(db, TOY);
  return closed;
}

beforeAll(async () => {
  toyDataset();
  db = connect(siteDatabaseUrl(), { max: 2 });
  label = await correct();
});
afterAll(async () => {
  await Promise.all(contexts.map((one) => one.close()));
  await db.close();
});

async function expectInOrder(page: Page, where: string): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect((await page.goto(where, { waitUntil: "load" }))?.status(), where).toBe(200);
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${where} at ${width}`).toBeLessThanOrEqual(0);
  }
  expect(await violationsOn(page), where).toEqual([]);
}

describe("editions, feeds and the calendar", () => {
  it("fit a phone and the rules of accessibility, signed in or not", async () => {
    const [reader, analyst, nobody] = [await pageOf("subscriber"), await pageOf("analyst"), await pageOf(null)];
    for (const where of [`/data/${TOY}/editions`, `/data/${TOY}/editions/${label}`, "/calendar", "/feeds/corrections"])
      await expectInOrder(reader, where);
    await expectInOrder(analyst, "/studio/calendar");
    for (const where of ["/feeds", "/feeds/revisions", "/feeds/corrections", "/feeds/methods"])
      await expectInOrder(nobody, where);
    expect(complaints).toEqual([]);
  });

  it("tell a reader what an edition brought, and give the very bytes that its page names", async () => {
    const page = await pageOf("subscriber");
    await page.goto(`/data/${TOY}`);
    await page.getByRole("link", { name: "Editions" }).click();
    await page.getByRole("link", { name: label, exact: true }).click();
    const hash = (await page.locator("code").first().textContent()) ?? "";
    const where = `${baseUrl()}/api/editions/${TOY}/${label}`;
    const answer = await page.request.get(where, { headers: { "accept-encoding": "identity" } });
    expect(
      createHash("sha256")
        .update(await answer.body())
        .digest("hex"),
    ).toBe(hash);
    expect(answer.headers()["etag"]).toBe(`"${hash}"`);
    expect(await answer.text()).toContain("TOY_LEAD_TIME.FLUX_GATE.SOUTH");
    const packed = await page.request.get(where);
    expect(await packed.text()).toBe(await answer.text());
    for (const tag of [`"${hash}"`, `"other", W/"${hash}"`]) {
      const again = await page.request.get(where, { headers: { "if-none-match": tag } });
      expect(again.status()).toBe(304);
    }
    const taken = await db.sql`
      select count(*)::int as count from audit_event where action = 'edition.downloaded' and subject = ${`${TOY} ${label}`}`;
    expect(taken).toEqual([{ count: 2 }]);
  });

  it("show a correction to everybody, and its figures to subscribers alone", async () => {
    const [nobody, reader] = [await pageOf(null), await pageOf("subscriber")];
    const where = `/feeds/corrections?dataset=${TOY}`;
    for (const page of [nobody, reader]) {
      await page.goto(where);
      await page.getByText("Copied from the wrong column").waitFor();
    }
    const [open, closed] = [await nobody.content(), await reader.content()];
    expect(open).not.toMatch(/77\.7|78\.9|Constructed analyst/);
    expect(closed).toMatch(/77\.7[\s\S]*78\.9/);
    const links = nobody.locator('link[rel="alternate"]');
    const types = await links.evaluateAll((all) => all.map((one) => one.getAttribute("type") ?? ""));
    expect(types.toSorted()).toEqual(["application/atom+xml", "application/feed+json", "application/rss+xml"]);
  });

  it("are feeds that a browser can parse, and that tell who has them that nothing is new", async () => {
    const nobody = await pageOf(null);
    await nobody.goto("/feeds");
    for (const [format, entry] of [
      ["rss", "item"],
      ["atom", "entry"],
    ] as const) {
      const answer = await nobody.request.get(`/feeds/corrections/${format}?dataset=${TOY}`);
      const body = await answer.text();
      expect(body).not.toMatch(/77\.7|78\.9/);
      const parsed = await nobody.evaluate(
        ([xml, name]) => {
          const document = new DOMParser().parseFromString(xml ?? "", "text/xml");
          const entries = [...document.querySelectorAll(name ?? "")];
          // Other tests publish corrections of the same dataset meanwhile.
          const ours = entries.filter((one) => one.textContent?.includes("Copied from the wrong column"));
          return [document.querySelectorAll("parsererror").length, ours.length];
        },
        [body, entry],
      );
      expect(parsed).toEqual([0, 1]);
      const asked = async (etag = "") =>
        nobody.request.get(`/feeds/corrections/${format}?dataset=${TOY}`, { headers: { "if-none-match": etag } });
      await expect.poll(async () => (await asked((await asked()).headers()["etag"])).status()).toBe(304);
    }
    expect((await nobody.request.get("/feeds/corrections/rss?datset=x")).status()).toBe(400);
    expect((await nobody.request.get("/feeds/none/rss")).status()).toBe(404);
  });

  it("let an analyst announce, move and cancel, before readers and calendar programs", async () => {
    const [analyst, reader] = [await pageOf("analyst"), await pageOf("subscriber")];
    await analyst.goto("/studio/calendar");
    const form = analyst.getByRole("form", { name: "Announce" });
    await form.getByLabel("Dataset").selectOption(TOY);
    await form.getByLabel("What comes").fill("Constructed release");
    await form.getByLabel("Day").fill("2199-03-31");
    await form.getByLabel("Time, if known").fill("16:00");
    await form.getByLabel("Time zone").selectOption("America/New_York");
    await form.getByRole("button").click();
    await analyst.getByText("Planned for 2199-03-31 16:00").waitFor();

    await analyst.reload();
    await analyst.getByText("Move or cancel").click();
    const change = analyst.getByRole("form", { name: "Move or cancel Constructed release" });
    await change.getByLabel("Day").fill("2199-01-31");
    await change.getByLabel("Reason").fill("The survey came early");
    await change.getByRole("button", { name: "Move" }).click();
    await analyst.getByText("Moved to 2199-01-31 16:00 EST").waitFor();
    await reader.goto(`/calendar?dataset=${TOY}`);
    await reader
      .getByRole("row", { name: /2199-01-31 16:00 EST.*2199-01-31 21:00 UTC.*The survey came early.*moved/ })
      .waitFor();

    await analyst.reload();
    await analyst.getByText("Move or cancel").click();
    await change.getByLabel("Reason").fill("There is no survey");
    await change.getByRole("button", { name: "Cancel it" }).click();
    await analyst.getByText("cancelled. There is no survey").waitFor();
    const ics = await (await reader.request.get(`/feeds/calendar.ics?dataset=${TOY}`)).text();
    expect(ics).toMatch(/SEQUENCE:2\r\nDTSTART:21990131T210000Z\r\n[\s\S]*STATUS:CANCELLED/);
    expect(complaints).toEqual([]);
  });
});
