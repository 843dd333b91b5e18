import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { openGrid, pasteAt, savedGrid, typeInto } from "../setup/grid-page";

// A morning of an analyst, each step of which rests on the one before.
const GRID = "/studio/hbm-share?words=counterpoint+revenue&by_basis=revenue";
const SERIES = "HBM_SHARE.SK_HYNIX.COUNTERPOINT.REVENUE.ALL.ALL.QUARTER";
const DASHBOARD = "/hbm?publisher=counterpoint&basis=revenue";
const contexts: BrowserContext[] = [];
const complaints: string[] = [];
let db: Database;
let analyst: Page;
let second: Page;
let reader: Page;
let draft = "";

async function person(name: string): Promise<Page> {
  const account = { email: `${name}@morning.test`, password: "a password of the tests" };
  const house = await ensureOrganisation(db, "morning-house", "Constructed house of the morning");
  await grantEntitlement(db, house, "*");
  await setMember(db, house, await createPerson(db, { ...account, name }), "analyst");
  return pageOf(account);
}

async function pageOf(who: Parameters<typeof signIn>[1]): Promise<Page> {
  const context = await newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  contexts.push(context);
  await signIn(context, who);
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return page;
}

const titled = (page: Page, words: RegExp) =>
  page.getByRole("heading", { level: 1 }).filter({ hasText: words }).waitFor();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (page: Page, id = draft) => page.goto(`/studio/drafts/${id}`, { waitUntil: "load" });
const served = async () => (await reader.context().request.get(`/api/v1/series/${SERIES}`)).text();

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  [analyst, second, reader] = [await person("morgan"), await person("noon"), await pageOf("subscriber")];
});
afterAll(async () => {
  await Promise.all(contexts.map((one) => one.close()));
  await db.close();
});

describe("a morning as an analyst", () => {
  it("begins by naming the source of what is to be entered", async () => {
    await analyst.goto("/studio");
    await analyst.getByRole("link", { name: "HBM share by supplier", exact: true }).first().click();
    await analyst.locator(".dsg-row-header").waitFor();
    await openGrid(analyst, GRID);
    const stamp = analyst.getByRole("region", { name: "Source of what you enter" });
    await stamp.getByRole("button", { name: "New source" }).click();
    const form = analyst.getByRole("form", { name: "New source" });
    await form.getByLabel("Title").fill("Constructed tracker of the fourth quarter");
    await form.getByLabel("Publisher").fill("Constructed house");
    await form.getByRole("button", { name: "Add and use" }).click();
    await form.waitFor({ state: "detached" });
    await stamp.getByLabel("Status").selectOption("E");
    await stamp.getByLabel("Reason of a change").selectOption({ label: "New information" });
    expect(await stamp.getByRole("combobox").first().inputValue()).toContain("Constructed tracker");
  });

  it("pastes a quarter of shares from a spreadsheet, and is told which two rows are wrong", async () => {
    const block = ["Supplier\t3Q25\t4Q25", "SK hynix\t58%\t53%", "Samsung\t21%\t350%", "Micon\t21%\t11%"];
    await pasteAt(analyst, "SK hynix", "2025Q4", block.join("\n"));
    const report = analyst.getByRole("status", { name: "What was pasted" });
    await report.waitFor();
    expect(await report.innerText()).toContain("“Micon” is no Supplier that is known");
    expect(await report.innerText()).toContain("350 is above 100 %, the most that can be");
    await savedGrid(analyst);
  });

  it("mends the two, and finds every check passed", async () => {
    await typeInto(analyst, "Samsung", "2025Q4", "35");
    await typeInto(analyst, "Micron", "2025Q4", "11");
    await savedGrid(analyst);
    await analyst.getByRole("link", { name: /^Your draft: \d+ values$/ }).click();
    await titled(analyst, /is being edited: 2 changed, 3 new/);
    draft = /drafts\/(\d+)/.exec(analyst.url())?.[1] ?? "";
    await analyst.getByText("Every check is passed.").waitFor();
    expect(draft).not.toBe("");
  });

  it("gets a review by a second person, who publishes", async () => {
    await analyst.getByLabel("Reason, as readers will see it").fill("Fourth quarter, and the third as restated");
    await press(analyst, "Submit for review");
    await titled(analyst, /waits for review/);
    await second.goto("/studio");
    await second
      .getByRole("link", { name: `draft ${draft}` })
      .first()
      .click();
    await titled(second, /waits for review/);
    expect(await served()).toContain('["2025-07-01", 57,');
    // The tracker is not Counterpoint's own: nothing goes on before somebody has said why it may stand there.
    await second.getByRole("heading", { name: "1 to be answered before it is approved" }).waitFor();
    expect(await second.getByRole("button", { name: "Approve", exact: true }).count()).toBe(0);
    await second.getByLabel("Reason").fill("It quotes Counterpoint's monitor");
    await press(second, "It may pass");
    await second.getByText("It quotes Counterpoint's monitor").first().waitFor();
    await press(second, "Approve");
    await titled(second, /is approved/);
    await press(second, "Publish now");
    await titled(second, /is published/);
  });

  it("sees the dashboard and the view of revisions change at once", async () => {
    await reader.goto(DASHBOARD, { waitUntil: "load" });
    await reader.locator("section label", { hasText: "Table" }).first().click();
    await reader
      .locator("td", { hasText: /\b53(\.0)?\b/ })
      .first()
      .waitFor();
    const json = await served();
    expect(json).toContain('["2025-07-01", 58,');
    expect(json).toContain('["2025-10-01", 53,');
    await reader.goto(`/series/${SERIES}`);
    await reader.getByRole("heading", { name: /^1 of \d+ periods was revised$/ }).waitFor();
    await reader.goto("/feeds/revisions?dataset=hbm-share");
    await reader.getByText("Fourth quarter, and the third as restated").waitFor();
  });

  it("puts it back, through review, and everything stands as before", async () => {
    await open(analyst);
    await analyst.getByLabel("Why it is to be put back").fill("The tracker took it back");
    await press(analyst, "Open a draft that reverts it");
    await titled(analyst, /is being edited: 2 changed, 3 withdrawn/);
    const back = /drafts\/(\d+)/.exec(analyst.url())?.[1] ?? "";
    await press(analyst, "Submit for review");
    await titled(analyst, /waits for review/);
    await open(second, back);
    await press(second, "Approve");
    await titled(second, /is approved/);
    await press(second, "Publish now");
    await titled(second, /is published/);
    const json = await served();
    expect(json).toContain('["2025-07-01", 57,');
    expect(json).not.toContain('["2025-10-01"');
    await open(analyst);
    await titled(analyst, /was published and put back/);
    expect(complaints).toEqual([]);
  });
});
