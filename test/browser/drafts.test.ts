import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { violationsOn } from "../setup/accessibility";
import type { DemoRole } from "../setup/browser";
import { FLUX_GATE, TOY, useDraftPages } from "../setup/draft-pages";

const SERIES = "TOY_LEAD_TIME.FLUX_GATE.SOUTH";
const pages = useDraftPages();
const { complaints, titled, title, press } = pages;
let db: Database;
let analyst: Page;
let admin: Page;
let reader: Page;
let draft = 0;
const open = (page: Page, id = draft) => pages.open(page, id);
const propose = (values: Record<string, number>) => pages.propose(values);
const pageOf = (role: DemoRole, options: { javaScriptEnabled?: boolean } = {}) => pages.pageOf(role, options);

beforeAll(async () => {
  db = pages.db;
  const standing = { dataset: TOY, ...FLUX_GATE, status: "A" as const, source: "toy-survey" };
  await publishChangeSet(db, {
    author: { kind: "person", name: "Test" },
    reason: "Constructed for a test",
    observations: [
      { ...standing, period: "2026-01-01", value: 40 },
      { ...standing, period: "2026-02-01", value: 50 },
    ],
  });
  draft = await propose({ "2026-01-01": 44, "2026-03-01": 371 });
  [analyst, admin, reader] = [await pageOf("analyst"), await pageOf("admin"), await pageOf("subscriber")];
});

describe("the desk and the page of a draft", () => {
  it("fit a phone and the rules of accessibility", async () => {
    for (const where of ["/studio", `/studio/drafts/${draft}`]) {
      for (const width of [1440, 390]) {
        await analyst.setViewportSize({ width, height: 900 });
        await analyst.goto(where, { waitUntil: "load" });
        expect(await title(analyst).count()).toBe(1);
        const overflow = await analyst.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${where} at ${width}`).toBeLessThanOrEqual(0);
      }
      expect(await violationsOn(analyst)).toEqual([]);
    }
    await analyst.setViewportSize({ width: 1440, height: 900 });
  });

  it("lead from one to the other, and show what is published beside what is proposed", async () => {
    await analyst.goto("/studio");
    await analyst.getByRole("link", { name: `draft ${draft}` }).click();
    await titled(analyst, /is being edited: 1 changed, 1 new/);
    const row = analyst.getByRole("region", { name: "Against what is published now" }).getByRole("row").nth(1);
    expect((await row.innerText()).replace(/\s+/g, " ")).toMatch(/Flux gate.* 40 .* 44 .* \+10%/);
  });

  it("tell what publishing would change, page by page, before anything is published", async () => {
    await open(analyst);
    await analyst.getByText(/2 values of 1 series will change/).waitFor();
    await analyst.getByText(/Pages\./).waitFor();
    await analyst.getByRole("link", { name: SERIES, exact: true }).waitFor();
    await reader.goto(`/series/${SERIES}`);
    expect(await reader.getByText("371").count()).toBe(0);
  });
});

describe("four eyes", () => {
  it("let an author submit, and never approve: the page says why there is no button", async () => {
    await open(analyst);
    await analyst.getByLabel("Reason, as readers will see it").fill("The survey was corrected");
    await press(analyst, "Submit for review");
    await titled(analyst, /waits for review/);
    expect(await analyst.getByRole("button", { name: "Approve" }).count()).toBe(0);
    await analyst.getByText("An author does not approve their own draft").waitFor();
  });

  it("are called by a mention on a cell, which waits on the other's desk", async () => {
    await open(analyst);
    await analyst.getByRole("link", { name: /^Comment on .*Mar-26/ }).click();
    await analyst.getByRole("button", { name: "Comment on this value" }).waitFor();
    await analyst.getByRole("button", { name: "Demo admin" }).click();
    await analyst.getByLabel("Comment", { exact: true }).pressSequentially("is March plausible?");
    await press(analyst, "Comment on this value");
    await analyst.getByText("@Demo admin is March plausible?").waitFor();
    await admin.goto("/studio");
    expect(await titled(admin, /1 waits for your review.*you were mentioned once/)).toBe(1);
    await admin.getByRole("link", { name: `Draft ${draft}`, exact: true }).click();
    await admin.getByText("@Demo admin is March plausible?").waitFor();
  });

  it("keep what was typed where the answer is no", async () => {
    await open(admin);
    await open(analyst);
    await press(analyst, "Take back");
    await titled(analyst, /is being edited/);
    await admin.getByLabel("What is to be done").fill("A long word about the table");
    await press(admin, "Send back");
    await admin.getByText(/cannot be sent back/).waitFor();
    expect(await admin.getByLabel("What is to be done").inputValue()).toBe("A long word about the table");
    await press(analyst, "Submit for review");
    await titled(analyst, /waits for review/);
  });

  it("send a draft back with a word, and approve it once it returns", async () => {
    await open(admin);
    await admin.getByLabel("What is to be done").fill("Name the table");
    await press(admin, "Send back");
    await titled(admin, /is being edited/);
    await open(analyst);
    await analyst.getByText("Name the table").waitFor();
    await press(analyst, "Submit for review");
    await titled(analyst, /waits for review/);
    await open(admin);
    await press(admin, "Approve");
    expect(await titled(admin, /is approved/)).toBe(1);
  });
});

describe("publication", () => {
  it("is planned by the clocks of a place, which says what that is in UTC and refuses a time that does not come", async () => {
    const schedule = admin.getByRole("form", { name: "Publish at a moment" });
    await schedule.getByLabel("By the clocks of").selectOption("America/New_York");
    await schedule.getByLabel("Day and time").fill("2031-03-09T02:30");
    await schedule.getByText("The clocks of America/New_York leave that time out. Choose another.").waitFor();
    await schedule.getByRole("button", { name: "Schedule" }).click();
    await schedule.getByText(/set forward, and that time does not come/).waitFor();
    await schedule.getByLabel("By the clocks of").selectOption("America/New_York");
    await schedule.getByLabel("Day and time").fill("2031-03-09T16:00");
    await schedule.getByText("That is 2031-03-09 20:00 UTC.").waitFor();
    await schedule.getByRole("button", { name: "Schedule" }).click();
    await titled(admin, /is scheduled/);
    await admin.getByText("2031-03-09 16:00 EDT (America/New_York), which is 2031-03-09 20:00 UTC").first().waitFor();
    await press(admin, "Take off the calendar");
    expect(await titled(admin, /is approved/)).toBe(1);
  });

  it("shows readers the value at once", async () => {
    await open(admin);
    await press(admin, "Publish now");
    await titled(admin, /is published/);
    await reader.goto(`/series/${SERIES}`);
    await reader.getByRole("heading", { name: "1 of 3 periods was revised" }).waitFor();
    const answer = await reader.context().request.get(`/api/v1/series/${SERIES}`);
    expect(await answer.text()).toContain('["2026-03-01", 371,');
  });

  it("is put back by a draft of its own, which goes through review like any", async () => {
    await open(analyst);
    await analyst.getByLabel("Why it is to be put back").fill("The correction was withdrawn");
    await press(analyst, "Open a draft that reverts it");
    await titled(analyst, /is being edited: 1 changed, 1 withdrawn/);
    const back = Number(/drafts\/(\d+)/.exec(analyst.url())?.[1]);
    await press(analyst, "Submit for review");
    await titled(analyst, /waits for review/);
    await open(admin, back);
    await press(admin, "Approve");
    await titled(admin, /is approved/);
    await press(admin, "Publish now");
    await titled(admin, /is published/);
    await open(admin);
    expect(await titled(admin, /was published and put back/)).toBe(1);
    await reader.goto(`/series/${SERIES}`);
    await reader.getByRole("heading", { name: "2 of 3 periods were revised" }).waitFor();
    await reader.getByText("withdrawn").first().waitFor();
  });
});

describe("without script", () => {
  it("a draft is submitted, its blast radius is shown, and it is taken back and discarded", async () => {
    const id = await propose({ "2026-02-01": 52 });
    const plain = await pageOf("analyst", { javaScriptEnabled: false });
    await open(plain, id);
    await plain.getByRole("link", { name: "Show it without script" }).click();
    await plain.getByText(/1 value of 1 series will change/).waitFor();
    await plain.getByLabel("Reason, as readers will see it").fill("A test without script");
    await press(plain, "Submit for review");
    await titled(plain, /waits for review/);
    await press(plain, "Take back");
    await titled(plain, /is being edited/);
    await plain.getByRole("link", { name: "Discard this draft…" }).click();
    await plain.getByRole("heading", { name: `Discard draft ${id} with 1 value?` }).waitFor();
    await press(plain, "Discard it");
    expect(await titled(plain, /was discarded/)).toBe(1);
    await press(plain, "Restore");
    await titled(plain, /is being edited/);
    await plain.getByRole("link", { name: "Discard this draft…" }).click();
    await press(plain, "Discard it");
    expect(await titled(plain, /was discarded/)).toBe(1);
  });

  it("nothing was complained about in the browser", () => {
    expect(complaints).toEqual([]);
  });
});

describe("a subscriber", () => {
  it("is told whom the studio is for", async () => {
    for (const where of ["/studio", `/studio/drafts/${draft}`]) {
      await reader.goto(where);
      await titled(reader, "For analysts");
      expect(await reader.getByText("Flux gate").count()).toBe(0);
    }
  });
});
